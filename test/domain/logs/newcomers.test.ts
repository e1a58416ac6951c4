import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectFloors, type Floors, samplesIn } from './sample-figures.ts';

/**
 * More lines of further formats, with frequencies as uneven as a log's, headers on in some, labelled by the statement that
 * wrote a line, as the others are. Whether a statement's few words (`charging`, `full`) make one event or several is open
 * to debate; most of what is missing here is that. Ceph, cinder-neutron, dockerd, machine-check, router, setup-events,
 * socks and workstation leave such words out.
 */
const FLOORS: Floors = {
  asterisk: [0.95, 0.94],
  catalina: [0.99, 0.91],
  ceph: [1.0, 1.0],
  charon: [0.84, 0.63],
  'cinder-neutron': [1.0, 1.0],
  'cluster-console': [0.89, 0.63],
  consul: [0.95, 0.79],
  desktop: [0.4, 0.39],
  dmesg: [0.86, 0.64],
  dockerd: [1.0, 1.0],
  elastic: [0.97, 0.81],
  kubelet: [0.94, 0.86],
  'machine-check': [1.0, 1.0],
  named: [0.98, 0.9],
  router: [1.0, 1.0],
  'setup-events': [1.0, 1.0],
  slapd: [0.87, 0.83],
  slurmctld: [0.88, 0.78],
  socks: [1.0, 1.0],
  'varnish-proxy': [0.83, 0.45],
  workstation: [0.96, 0.85],
};

const FOLDER = join(import.meta.dirname, 'newcomers');

describe('larger labelled samples of further formats', () => {
  it('has a floor for each', () => {
    expect(samplesIn(FOLDER)).toEqual(Object.keys(FLOORS));
  });

  it('groups each as well as it did, and all of them on the whole', () => {
    expectFloors(FOLDER, FLOORS, [0.92, 0.83]);
  }, 30_000);
});
