import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUMMARY_MAX_CHARACTERS, summariseByRules } from '../../../src/domain/analysis/summarise-by-rules.ts';
import { SEVERITIES } from '../../../src/domain/incident.ts';
import { rootCauseOf } from '../evidence-samples.ts';

const suspected: ReadonlySet<string> = new Set();
const line = 'Jira ✓ · GitHub ✓ · CloudWatch ✓';

describe('the summary by rules', () => {
  it('says how many, which first and why, and what to do', () => {
    const rootCauses = [
      rootCauseOf({ severity: 'critical' }),
      rootCauseOf({ severity: 'high', title: 'Belt 3 stands still', pullRequestId: null }),
      rootCauseOf({ severity: 'low', title: 'A lamp flickers' }),
    ];
    expect(summariseByRules({ rootCauses, suspected, outcome: 'incidents', coverageLine: line })).toBe(
      '3 incidents: 1 critical, 1 high and 1 low. First: Passes are not printed: a glyph is missing in the new font, ' +
        'likely from gate/printer#41. Also Belt 3 stands still. Start with: Revert gate/printer#41.',
    );
  });

  it('calls nothing likely that is only suspected', () => {
    const cause = rootCauseOf({ severity: 'critical' });
    const summary = summariseByRules({
      rootCauses: [cause],
      suspected: new Set([cause.incidentId]),
      outcome: 'incidents',
      coverageLine: line,
    });
    expect(summary).toContain('in the new font, perhaps from gate/printer#41.');
  });

  it('is quiet only where everything was read', () => {
    expect(summariseByRules({ rootCauses: [], suspected, outcome: 'all-quiet', coverageLine: line })).toBe(
      `All quiet: no incidents in this range. ${line}`,
    );
    const blind = summariseByRules({
      rootCauses: [],
      suspected,
      outcome: 'blind',
      coverageLine: 'CloudWatch ✗ timed out',
    });
    expect(blind).toBe('No incidents found, but this brief is blind in part: CloudWatch ✗ timed out.');
  });

  it('is never empty, and always under 500 characters', () => {
    const text = fc.string({ maxLength: 2_000, unit: 'binary' });
    const cause = fc.record({ title: text, suggestedAction: text, severity: fc.constantFrom(...SEVERITIES) });
    fc.assert(
      fc.property(
        fc.array(cause, { maxLength: 30 }),
        text,
        fc.constantFrom('incidents', 'all-quiet', 'blind'),
        (causes, coverageLine, outcome) => {
          const rootCauses = causes.map((changes) => rootCauseOf(changes));
          const { length } = summariseByRules({ rootCauses, suspected, outcome, coverageLine });
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThan(SUMMARY_MAX_CHARACTERS);
        },
      ),
    );
  });
});
