import { describe, expect, it } from 'vitest';
import { fileNamedBy, indexNamedFiles } from '../../../src/domain/correlation/named-files.ts';
import { sceneOf } from '../../../src/domain/correlation/scene.ts';
import { evidence, pullRequest, ticket } from './evidence-builders.ts';

const CHANGES = [
  pullRequest('acme/wms#1', 60, { files: ['apps/picking/src/route/shortest_walk.py', 'apps/picking/__init__.py'] }),
  pullRequest('acme/wms#2', 60, { files: ['apps/billing/src/tax/rounding.py', 'apps/billing/__init__.py'] }),
  pullRequest('acme/wms#3', 60, { files: ['web/DockPlanner.java'] }),
];

const named = (description: string): number[] => {
  const scene = sceneOf(evidence({ tickets: [ticket('SHIP-1', 10, { description })], pullRequests: CHANGES }));
  const index = indexNamedFiles(scene.tickets, scene.changes);
  return scene.tickets.flatMap((node) => scene.changes.map((change) => index(node, change)));
};

describe('files that a report names', () => {
  it('are found in stack traces of any system, by folder and name', () => {
    expect(named('File "/srv/wms/route/shortest_walk.py", line 48, in step')).toEqual([1, 0, 0]);
    expect(named(String.raw`File "C:\wms\route\shortest_walk.py", line 48`)).toEqual([1, 0, 0]);
  });

  it('count less by a name alone, which only one file of the day may have', () => {
    expect(named('at acme.DockPlanner.next(DockPlanner.java:31)')).toEqual([0, 0, 0.5]);
    expect(named('the __init__.py is empty')).toEqual([0, 0, 0]);
  });

  it('are not made of other words', () => {
    expect(named('rounding of taxes, and the shortest walk')).toEqual([0, 0, 0]);
  });

  it('are read in time from a text made to be slow', () => {
    expect(named(`${'a'.repeat(9_000)}${'/a.b'.repeat(3_000)}`)).toEqual([0, 0, 0]);
  });
});

it('tells which file of a change a report names, as the change writes it', () => {
  const fileOf = (description: string, at: number): string | null | undefined => {
    const scene = sceneOf(evidence({ tickets: [ticket('SHIP-1', 10, { description })], pullRequests: CHANGES }));
    const [node, change] = [scene.tickets[0], scene.changes[at]];
    return node === undefined || change === undefined ? undefined : fileNamedBy(node, change);
  };
  expect(fileOf('File "/srv/wms/route/shortest_walk.py", line 48', 0)).toBe('apps/picking/src/route/shortest_walk.py');
  expect(fileOf('at acme.DockPlanner.next(DockPlanner.java:31)', 2)).toBe('web/DockPlanner.java');
  expect(fileOf('at acme.DockPlanner.next(DockPlanner.java:31)', 0)).toBeNull();
});
