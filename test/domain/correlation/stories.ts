import type { Evidence } from '../../../src/domain/evidence.ts';
import { evidence, pattern, pullRequest, ticket } from './evidence-builders.ts';

/** A label printer's driver is replaced and every parcel label fails; the change is reverted. */
export const LABELS = {
  culprit: 'acme/label-printer#41',
  revert: 'acme/label-printer#44',
  tickets: ['SHIP-10', 'SHIP-11'],
  patternIds: [
    'label-printer:ZplRenderError: unknown glyph in barcode field',
    'packing-desk:label-printer answered <*> for parcel <*>',
  ],
};

export const labelStory = (): Pick<Evidence, 'tickets' | 'pullRequests' | 'logPatterns'> => ({
  tickets: [
    ticket('SHIP-10', 612, {
      summary: 'Parcel labels come out blank at every packing desk',
      description:
        'Since about 10 minutes. label-printer says ZplRenderError: unknown glyph in barcode field. Nothing can be shipped.',
      priority: 'Highest',
      assignee: 'Nils Aaberg',
      components: ['label-printer'],
    }),
    ticket('SHIP-11', 625, {
      summary: 'Packing stopped, parcels pile up, no barcode on labels',
      description: 'All 14 desks. Drivers are waiting outside.',
      assignee: 'Nils Aaberg',
    }),
  ],
  pullRequests: [
    pullRequest(LABELS.culprit, 590, {
      title: 'Render barcode labels with the new ZPL driver',
      body: 'Replaces the old glyph table.',
      files: ['src/zpl/barcode-field.ts'],
      headRef: 'zpl-driver',
    }),
    pullRequest(LABELS.revert, 660, {
      title: 'Revert "Render barcode labels with the new ZPL driver"',
      body: 'Reverts #41. SHIP-10',
      author: 'naaberg',
      createdAtMs: Date.UTC(2026, 2, 10, 17, 45),
      files: ['src/zpl/barcode-field.ts'],
      headRef: 'revert-41-zpl-driver',
    }),
  ],
  logPatterns: [
    pattern('label-printer', 'ZplRenderError: unknown glyph in barcode field', { from: 601, to: 664, perMinute: 30 }),
    pattern('packing-desk', 'label-printer answered <*> for parcel <*>', { from: 602, to: 666, perMinute: 22 }),
  ],
});

/** The cold store's sensor gateway runs out of disk; no change is to blame. */
export const COLD_STORE = {
  ticket: 'COLD-3',
  patternIds: [
    'sensor-gateway:write failed: no space left on device',
    'freezer-watch:no reading from sensor-gateway for <*>',
  ],
};

export const coldStoreStory = (): Pick<Evidence, 'tickets' | 'pullRequests' | 'logPatterns'> => ({
  tickets: [
    ticket('COLD-3', 215, {
      summary: 'Freezer temperatures frozen at the value of this morning',
      description: 'sensor-gateway: no space left on device. No deploy today.',
      assignee: 'Oda Lund',
      components: ['sensor-gateway'],
    }),
  ],
  pullRequests: [
    pullRequest('acme/web-shop#7', 100, {
      title: 'Translate the returns page',
      files: ['i18n/nb.json'],
      body: 'New language.',
    }),
  ],
  logPatterns: [
    pattern('sensor-gateway', 'write failed: no space left on device', { from: 200, to: 262, perMinute: 18 }),
    pattern('freezer-watch', 'no reading from sensor-gateway for <*>', { from: 202, to: 264, perMinute: 9 }),
  ],
});

/** What errs all day, and a restart that heals by itself. */
export const background = (): Pick<Evidence, 'tickets' | 'pullRequests' | 'logPatterns'> => ({
  tickets: [
    ticket('SHIP-90', 700, {
      summary: 'Typo in the returns letter',
      description: 'Cosmetic, not urgent.',
      priority: 'Low',
    }),
  ],
  pullRequests: [
    pullRequest('acme/web-shop#9', 300, { title: 'Document the returns endpoint', files: ['docs/api.md'] }),
  ],
  logPatterns: [
    pattern('web-shop', 'client <*> closed the connection early', { from: 0, to: 1_439, perMinute: 2 }),
    pattern('price-feed', 'readiness probe failed: not started yet', { from: 900, to: 903, perMinute: 8 }),
  ],
});

export const dayOf = (...stories: readonly Pick<Evidence, 'tickets' | 'pullRequests' | 'logPatterns'>[]): Evidence =>
  evidence({
    tickets: stories.flatMap(({ tickets }) => tickets),
    pullRequests: stories.flatMap(({ pullRequests }) => pullRequests),
    logPatterns: stories.flatMap(({ logPatterns }) => logPatterns),
  });
