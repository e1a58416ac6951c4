import type { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../domain/search-attribute-keys.ts';

/** temporal.api.enums.v1.IndexedValueType */
const KEYWORD = 2;

type Operator = Pick<Connection, 'operatorService'>;

/**
 * Makes sure that the namespace knows Daybrief's search attributes. False when it doesn't and they can't be added
 * (no permission): a workflow that sets an unknown attribute is stuck, so runs then go without.
 */
export const registerSearchAttributes = async (connection: Operator, namespace: string): Promise<boolean> => {
  try {
    const missing = await missingAttributes(connection, namespace);
    if (missing.length === 0) return true;
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return true;
  } catch {
    // Another worker that starts at the same time may have added them in between.
    return isRegistered(connection, namespace);
  }
};

const missingAttributes = async ({ operatorService }: Operator, namespace: string): Promise<readonly string[]> => {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  return SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] === undefined);
};

const isRegistered = async (connection: Operator, namespace: string): Promise<boolean> => {
  try {
    return (await missingAttributes(connection, namespace)).length === 0;
  } catch {
    return false;
  }
};
