import type { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../domain/search-attribute-keys.ts';

/** temporal.api.enums.v1.IndexedValueType */
const KEYWORD = 2;

/**
 * Makes sure that the namespace knows Daybrief's search attributes. False when it doesn't and they can't be added
 * (no permission): a workflow that sets an unknown attribute is stuck, so runs then go without.
 */
export const registerSearchAttributes = async (
  { operatorService }: Pick<Connection, 'operatorService'>,
  namespace: string,
): Promise<boolean> => {
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    const missing = SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] === undefined);
    if (missing.length === 0) return true;
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
    return true;
  } catch {
    return false;
  }
};
