export interface EvidenceName {
  readonly runId: string;
  readonly name: string;
}

/** "RUN_ID/NAME", with a slash of the run's id (and %) written as %XX so that the first slash divides them. */
export const evidenceKey = ({ runId, name }: EvidenceName): string =>
  `${runId.replaceAll(/[%/]/g, (char) => (char === '%' ? '%25' : '%2F'))}/${name}`;

/** Null for what is no key. */
export const parseEvidenceKey = (key: string): EvidenceName | null => {
  const slash = key.indexOf('/');
  if (slash === -1) return null;
  const runId = key.slice(0, slash).replaceAll(/%(25|2F)/g, (_, hex: string) => (hex === '25' ? '%' : '/'));
  return { runId, name: key.slice(slash + 1) };
};
