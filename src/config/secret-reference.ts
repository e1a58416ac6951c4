import { DaybriefError } from '../domain/daybrief-error.ts';

const VARIABLE = /^\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}$/;
const SECRET = /^secret:\/\/([a-z][a-z0-9-]*)\/([^\s]+)$/;

export const REFERENCE_FORMS = '${env:NAME} or secret://env/NAME';

/** Matches what stands for a value kept elsewhere. */
export const REFERENCE_PATTERN = new RegExp(`${VARIABLE.source}|${SECRET.source}`);

export const isReference = (text: string): boolean => REFERENCE_PATTERN.test(text);

/** `${env:NAME}` and `secret://env/NAME` as a SecretSource takes them: `env:NAME`. */
export const referenceKey = (text: string): string => {
  const variable = VARIABLE.exec(text);
  if (variable !== null) return `env:${variable[1]}`;
  const secret = SECRET.exec(text);
  if (secret !== null) return `${secret[1]}:${secret[2]}`;
  throw new DaybriefError('InvalidConfig', `A value is no reference; allowed: ${REFERENCE_FORMS}.`);
};
