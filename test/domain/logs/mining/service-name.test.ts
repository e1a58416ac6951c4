import { describe, expect, it } from 'vitest';
import { createServiceNames } from '../../../../src/domain/logs/mining/service-name.ts';

describe('createServiceNames', () => {
  it.each<[names: readonly string[], logGroup: string, service: string | null]>([
    [['crane-control'], '/platform', 'crane-control'],
    [['nio-8080-exec-2', 'net.example.Box'], '/ecs/yard-api', null],
    [['http-worker', 'crane-control'], '/platform', 'crane-control'],
    [['YARD_API'], '/ecs/yard-api/prod', 'yard-api'],
    [['yard-api2'], '/ecs/yard-api2', 'yard-api2'],
    [['ab'], '/ecs/ab', null],
    [['Crane-Control', 'main', 'b7f0'], '/platform', null],
    [[], '/platform', null],
  ])('finds among %j in %s: %s', (names, logGroup, service) => {
    expect(createServiceNames()(names, logGroup)).toBe(service);
  });

  it('goes by the log group at hand', () => {
    const serviceAmong = createServiceNames();
    expect(serviceAmong(['yard'], '/ecs/yard')).toBe('yard');
    expect(serviceAmong(['yard'], '/ecs/rail')).toBeNull();
    expect(serviceAmong(['yard'], '/ecs/yard')).toBe('yard');
  });
});
