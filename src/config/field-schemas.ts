import { z } from 'zod';
import { cronFault } from './cron.ts';
import { isReference, REFERENCE_FORMS, REFERENCE_PATTERN } from './secret-reference.ts';
import { timeZoneFault } from './time-zone.ts';
import { urlFault } from './url-fault.ts';

/** Messages say what is allowed; the loader puts before them where it is and what was found. */
const text = (allowed: string, pattern: RegExp) => z.string().regex(pattern, `allowed: ${allowed}`);

const checkedText = (faultOf: (value: string) => string | null) =>
  z.string().check((context) => {
    const fault = faultOf(context.value);
    if (fault !== null) context.issues.push({ code: 'custom', input: context.value, message: fault });
  });

/** Stands in workflow and schedule ids, search attributes and shell commands. */
export const teamName = text(
  'up to 64 letters, digits, dots, hyphens and underscores, such as payments',
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
);

export const displayName = text('text on one line, at most 100 characters', /^(?=\S)[^\p{Cc}]{1,100}$/u);

export const jiraProject = text(
  "a Jira project's key: capital letters, digits and underscores, such as PAY",
  /^[A-Z][A-Z0-9_]{0,79}$/,
);

export const repository = text(
  'owner/name as in the address of the repository, such as acme/payment-service',
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
);

export const logGroup = text(
  "a log group's name (letters, digits and _ - / . #, at most 512) or its ARN",
  /^(?:[A-Za-z0-9_\-/.#]{1,512}|arn:[a-z-]{3,20}:logs:[a-z0-9-]{1,40}:\d{12}:log-group:[A-Za-z0-9_\-/.#]{1,512}(?::\*)?)$/,
);

export const channel = text(
  'a channel\'s name in quotes, such as "#payments" (lower case, without spaces), or its id, such as C0123456789',
  /^(?:#?[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]{1,80}|[CG][A-Z0-9]{2,20})$/u,
);

/** Jira allows anything but spaces in a label; quotes and backslashes are escaped in JQL. */
export const label = text('a label without spaces, at most 255 characters', /^[^\s\p{Cc}]{1,255}$/u);

export const modelName = text(
  "a model's name at its provider, such as gpt-6.1-terra",
  /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/,
);

export const cron = checkedText(cronFault);
export const timeZone = checkedText(timeZoneFault);

export const secret = z
  .string()
  .regex(REFERENCE_PATTERN, `a secret must not stand in the file itself; allowed: a reference, ${REFERENCE_FORMS}`);

/** A value or a reference to one; a reference's value is checked when it is known. */
const orReference = (faultOf: (value: string) => string | null) =>
  checkedText((value) => (isReference(value) ? null : faultOf(value)));

export const baseUrl = orReference(urlFault);

export const regionFault = (value: string): string | null =>
  /^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(value) ? null : 'allowed: an AWS region, such as eu-central-1';
export const region = orReference(regionFault);

export const emailFault = (value: string): string | null =>
  /^[^\s@:]{1,128}@[^\s@:]{1,190}$/.test(value) ? null : 'allowed: an e-mail address, such as bot@acme.com';
export const email = orReference(emailFault);
