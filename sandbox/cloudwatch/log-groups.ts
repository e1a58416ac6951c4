import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { AwsError } from './aws-error.ts';
import { ACCOUNT_ID } from './event-row.ts';
import { LogGroup } from './log-group.ts';
import { decodeToken, encodeToken, readInput } from './read-input.ts';

const MAX_PAGE = 50;
const CREATED_MS = Date.UTC(2024, 0, 15);

const describeInput = z.object({
  logGroupNamePrefix: z.string().min(1).max(512).optional(),
  logGroupNamePattern: z.string().min(1).max(512).optional(),
  nextToken: z.string().optional(),
  limit: z.int().min(1).max(MAX_PAGE).optional(),
});

/** The log groups of the account, by name. */
export class LogGroups {
  readonly #groups: Map<string, LogGroup>;
  readonly #region: string;

  constructor(files: readonly { readonly name: string; readonly file: string }[], region: string) {
    const sorted = files.toSorted((left, right) => (left.name < right.name ? -1 : 1));
    this.#groups = new Map(sorted.map(({ name, file }) => [name, new LogGroup(name, file)]));
    this.#region = region;
  }

  /** Finds a group by name or ARN. Throws ResourceNotFoundException. */
  find(identifier: string): LogGroup {
    const arn = /^arn:aws:logs:([^:]*):([^:]*):log-group:(.+)$/.exec(identifier);
    const isForeign = arn !== null && (arn[1] !== this.#region || arn[2] !== ACCOUNT_ID);
    const group = isForeign ? undefined : this.#groups.get(arn?.[3] ?? identifier);
    if (group) return group;
    throw new AwsError(
      'ResourceNotFoundException',
      `Log group '${identifier}' does not exist for account ID '${ACCOUNT_ID}'`,
    );
  }

  /** The operation DescribeLogGroups. */
  async describe(input: unknown): Promise<object> {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, ...page } = readInput(describeInput, input);
    if (prefix !== undefined && pattern !== undefined) {
      throw new AwsError(
        'InvalidParameterException',
        'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
      );
    }
    const matching = [...this.#groups.values()].filter(
      (group) =>
        group.name.startsWith(prefix ?? '') && group.name.toLowerCase().includes((pattern ?? '').toLowerCase()),
    );
    const from = decodeToken('groups', page.nextToken);
    const to = from + (page.limit ?? MAX_PAGE);
    const logGroups = await Promise.all(matching.slice(from, to).map((group) => this.#describeOne(group)));
    return { logGroups, ...(to < matching.length ? { nextToken: encodeToken('groups', to) } : {}) };
  }

  async #describeOne(group: LogGroup): Promise<object> {
    const arn = `arn:aws:logs:${this.#region}:${ACCOUNT_ID}:log-group:${group.name}`;
    return {
      logGroupName: group.name,
      creationTime: CREATED_MS,
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      storedBytes: (await stat(group.file)).size,
      logGroupClass: 'STANDARD',
    };
  }
}
