/** What was given can't be fitted on; the message says where and what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
