interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names in the order of their numbers, the first standing for `min`. */
  readonly names?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { name: 'day of week', min: 0, max: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
];

/** What is wrong with a cron expression of five fields; null when Temporal's schedules take it. */
export const cronFault = (expression: string): string | null => {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return `it has ${parts.length} field${parts.length === 1 ? '' : 's'}; allowed: five (minute hour day-of-month month day-of-week), such as "30 8 * * 1-5"`;
  }
  for (const [index, field] of FIELDS.entries()) {
    const fault = fieldFault(parts[index] ?? '', field);
    if (fault !== null) return fault;
  }
  return null;
};

const fieldFault = (text: string, field: CronField): string | null => {
  for (const item of text.split(',')) {
    if (!isItem(item, field)) {
      const names = field.names === undefined ? '' : `, ${field.names[0]}-${field.names.at(-1)}`;
      return `the ${field.name} "${item.slice(0, 20)}" can't be used; allowed: *, ${field.min}-${field.max}${names}, ranges (a-b), lists (a,b) and steps (*/n)`;
    }
  }
  return null;
};

const isItem = (item: string, field: CronField): boolean => {
  const [range = '', step, ...more] = item.split('/');
  if (more.length > 0 || (step !== undefined && !isStep(step, field))) return false;
  if (range === '*') return true;
  const [from, to, ...rest] = range.split('-').map((text) => numberOf(text, field));
  if (rest.length > 0 || from === undefined || from === null || to === null) return false;
  return to === undefined || from <= to;
};

const isStep = (text: string, { max }: CronField): boolean => /^[1-9]\d?$/.test(text) && Number(text) <= max;

const numberOf = (text: string, { min, max, names }: CronField): number | null => {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + min;
  if (!/^\d{1,2}$/.test(text)) return null;
  const number = Number(text);
  return number >= min && number <= max ? number : null;
};
