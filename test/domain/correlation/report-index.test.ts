import { describe, expect, it } from 'vitest';
import { indexReports } from '../../../src/domain/correlation/report-index.ts';
import { sceneOf } from '../../../src/domain/correlation/scene.ts';
import { evidence, pullRequest, ticket } from './evidence-builders.ts';

const scene = sceneOf(
  evidence({
    tickets: [
      ticket('SHIP-1', 10, {
        summary: 'Pallet labels print upside down',
        description: 'Since the label_rotation setting moved, pallet labels come out upside down.',
      }),
      ticket('SHIP-2', 20, { summary: 'Labels of pallets are rotated', description: 'Upside down on every printer.' }),
      ticket('SHIP-3', 30, { summary: 'Invoice mails have no attachment', description: 'Nobody gets the PDF.' }),
    ],
    pullRequests: [
      pullRequest('acme/wms#1', 60, { title: 'Turn pallet labels back', body: 'label_rotation was read twice' }),
      pullRequest('acme/wms#2', 60, { title: 'Attach the PDF to invoice mails' }),
      pullRequest('acme/wms#3', 60, { title: 'Colour of the stock chart' }),
      pullRequest('acme/wms#4', 60, { title: 'Labels in Danish', body: 'Label texts for customs declarations' }),
    ],
  }),
);
const index = indexReports(scene.tickets, scene.changes);

describe('how near reports and changes are', () => {
  it('is most for the change that shares rare words and names, none without a common word', () => {
    const nearness = [0, 1, 2, 3].map((change) => index.ofChange(0, change));
    expect(nearness[0]).toBeGreaterThan(0.5);
    expect(nearness[0]).toBeGreaterThan((nearness[3] ?? 0) + 0.1);
    expect(nearness[2]).toBe(0);
  });

  it('tells the same fault in other words from another fault', () => {
    expect(index.ofTicket(0, 1)).toBeGreaterThan(0.5);
    expect(index.ofTicket(0, 2)).toBe(0);
  });

  it('is whole for a text and itself, and the same from both sides', () => {
    expect(index.ofTicket(1, 1)).toBeCloseTo(1, 6);
    expect(index.ofChanges(0, 3)).toBeCloseTo(index.ofChanges(3, 0), 9);
  });
});
