import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { DaybriefError } from '../domain/daybrief-error.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

export interface EncodedEvidence {
  /** Length of the JSON text in UTF-8. */
  readonly bytes: number;
  readonly data: Buffer;
}

/** JSON in a checksummed zstd frame. Throws `InvalidRequest` for what JSON can't hold. */
export const encodeEvidence = async (value: unknown, where: string): Promise<EncodedEvidence> => {
  const json = Buffer.from(jsonOf(value, where), 'utf8');
  const data = await compress(json, { params: { [constants.ZSTD_c_checksumFlag]: 1 }, pledgedSrcSize: json.length });
  return { bytes: json.length, data };
};

/** The value again. Throws `InvalidResponse` when it isn't what was stored. */
export const decodeEvidence = async ({ bytes, data }: EncodedEvidence, where: string): Promise<unknown> => {
  try {
    const json = await decompress(data, { maxOutputLength: Math.max(bytes, 1) });
    if (json.length !== bytes) throw new Error(`${json.length} bytes instead of ${bytes}`);
    return JSON.parse(json.toString('utf8'));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DaybriefError(
      'InvalidResponse',
      `${where}: the stored value is damaged (${reason}). Run the analysis again; if it happens again, check the database's disk.`,
    );
  }
};

const jsonOf = (value: unknown, where: string): string => {
  let reason = 'it is undefined or a function';
  try {
    const json: unknown = JSON.stringify(value);
    if (typeof json === 'string') return json;
  } catch (thrown) {
    reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
  }
  throw new DaybriefError('InvalidRequest', `${where}: the value can't be stored as JSON (${reason}).`);
};
