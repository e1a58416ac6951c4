/** Search attributes of a run, all of type Keyword; they hold no personal data. */
export const TEAM_ATTRIBUTE = 'DaybriefTeam';
export const OUTCOME_ATTRIBUTE = 'DaybriefOutcome';
export const SEVERITY_ATTRIBUTE = 'DaybriefSeverity';

export const SEARCH_ATTRIBUTES = [TEAM_ATTRIBUTE, OUTCOME_ATTRIBUTE, SEVERITY_ATTRIBUTE] as const;
