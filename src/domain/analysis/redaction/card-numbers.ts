/** 13 to 19 digits in one piece, or in groups as cards print them; not part of a word, an id or a decimal. */
const DIGITS =
  /(?<![A-Za-z\d.])[2-6]\d{12,18}(?![A-Za-z\d]|\.\d)|(?<![\w.-])[2-6]\d{3}([ -])(?:\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{6}\1\d{4,5})(?![\w-]|\.\d)/g;

/** Issuers' first digits with their lengths (ISO/IEC 7812; the card schemes' published ranges). */
const ISSUERS: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^(?:6011|64[4-9]\d|65\d\d)\d{12,15}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^62\d{14,17}$/,
  /^(?:5[06-9]|63|67)\d{11,17}$/,
];

export const withoutCardNumbers = (text: string): string =>
  text.replace(DIGITS, (found) => (isCard(digitsOf(found)) ? '[card number removed]' : found));

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

const isCard = (digits: string): boolean => ISSUERS.some((issuer) => issuer.test(digits)) && passesLuhn(digits);

/** ISO/IEC 7812-1, annex B: every second digit from the right doubled, digits summed, divisible by ten. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && !/^(\d)\1+$/.test(digits);
};
