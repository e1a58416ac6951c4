import { compareClocks } from '../../domain/compare-clocks.ts';
import { toDaybriefError, type DaybriefError } from '../../domain/daybrief-error.ts';
import type { TeamScope } from '../../domain/team.ts';
import type { CallContext, Choice, Diagnosis } from '../../ports.ts';
import { atOpenAiEdge, type OpenAiConnection } from './openai-connection.ts';

/** Read-only and free of charge: the key, the models it can see, the clocks. Throws only `Cancelled`. */
export const diagnoseOpenAi = async (
  connection: OpenAiConnection,
  _scope: TeamScope,
  call: CallContext,
): Promise<readonly Diagnosis[]> => {
  const check = 'list models';
  try {
    const { models, date } = await atOpenAiEdge(connection, check, call, (signal) => readModels(connection, signal));
    const some = models.slice(0, 5).join(', ');
    const found = `${models.length} models at ${connection.baseUrl}${some === '' ? '' : `: ${some}${models.length > 5 ? ', …' : ''}`}`;
    const listing: Diagnosis =
      models.length > 0
        ? { check, status: 'ok', found, fix: null }
        : { check, status: 'warning', found, fix: 'Give the key access to at least one model.' };
    return [
      listing,
      ...connection.models.map((model) => lookFor(model, models)),
      compareClocks('the model server', connection.clock(), date, 'certificates and tokens may be refused'),
    ];
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (error.code === 'Cancelled') throw error;
    return [failed(check, error)];
  }
};

const lookFor = (model: string, models: readonly string[]): Diagnosis => {
  const check = `find model ${model}`;
  return models.includes(model)
    ? { check, status: 'ok', found: 'available', fix: null }
    : {
        check,
        status: 'failed',
        found: 'not among the models that this key can see',
        fix: 'Correct the name in the configuration, or give the key access to the model.',
      };
};

/** Some keys may ask models but not list them. */
const failed = (check: string, error: DaybriefError): Diagnosis =>
  error.code === 'Forbidden' || error.code === 'NotFound'
    ? {
        check,
        status: 'warning',
        found: error.message,
        fix: 'The models may work all the same; if not, widen the key.',
      }
    : {
        check,
        status: 'failed',
        found: error.message,
        fix: 'Check OPENAI_API_KEY and the base URL. Without a model, rules write the brief.',
      };

/** The models that the key can see, by name. */
export const listModels = async (connection: OpenAiConnection, signal: AbortSignal): Promise<readonly Choice[]> => {
  const { models } = await readModels(connection, signal);
  return models.map((id) => ({ id, label: id }));
};

const readModels = async (
  connection: OpenAiConnection,
  signal: AbortSignal,
): Promise<{ models: readonly string[]; date: string | null }> => {
  const { data, response } = await connection.client.models.list({ signal }).withResponse();
  const models = data.data.map(({ id }) => id).filter((id) => typeof id === 'string');
  return { models: models.toSorted(), date: response.headers.get('date') };
};
