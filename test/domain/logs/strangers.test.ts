import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectFloors, type Floors, samplesIn } from './sample-figures.ts';

/**
 * Formats of all kinds, headers on, labelled by the statement that wrote a line: whatever it puts in is a variable, also
 * one of a few words. A miner sees lines only, and can't tell `inbound` and `outbound` from two events; so many samples
 * stay below 1, and these are the figures that were reached, not those that are wanted.
 */
const FLOORS: Floors = {
  cassandra: [0.91, 0.79],
  celery: [1.0, 1.0],
  'cisco-asa': [0.32, 0.27],
  envoy: [1.0, 1.0],
  'go-std': [0.78, 0.77],
  haproxy: [1.0, 1.0],
  journal: [0.93, 0.85],
  logcat: [0.74, 0.74],
  mongodb: [1.0, 1.0],
  monolog: [1.0, 1.0],
  mysql: [0.91, 0.87],
  openstack: [1.0, 1.0],
  postfix: [0.91, 0.86],
  'postgres-csvlog': [1.0, 1.0],
  rabbitmq: [1.0, 1.0],
  'rails-tagged': [0.9, 0.72],
  ras: [0.96, 0.93],
  redis: [0.96, 0.88],
  'rust-tracing': [1.0, 1.0],
  'serilog-compact': [1.0, 1.0],
  squid: [0.71, 0.71],
  wildfly: [1.0, 1.0],
  'windows-servicing': [1.0, 1.0],
  zookeeper: [0.94, 0.84],
};

const FOLDER = join(import.meta.dirname, 'strangers');

describe('labelled samples of further formats', () => {
  it('has a floor for each', () => {
    expect(samplesIn(FOLDER)).toEqual(Object.keys(FLOORS));
  });

  it('groups each as well as it did, and all of them on the whole', () => {
    expectFloors(FOLDER, FLOORS, [0.91, 0.88]);
  }, 30_000);
});
