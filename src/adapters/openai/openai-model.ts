import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { LanguageModel, ModelRequest } from '../../ports.ts';
import { askByChat, askByResponses } from './openai-answer.ts';
import { atOpenAiEdge, connectOpenAi, type OpenAiOptions } from './openai-connection.ts';
import { diagnoseOpenAi, listModels } from './openai-diagnosis.ts';

/**
 * A language model behind OpenAI's API, or a server compatible with it, that answers in a schema.
 * Throws `InvalidConfig` for an address or key that can't be used.
 */
export const createOpenAiModel = (options: OpenAiOptions): LanguageModel => {
  const connection = connectOpenAi(options);
  const ask = connection.api === 'responses' ? askByResponses : askByChat;
  return {
    label: 'OpenAI',
    complete: (request, call) => {
      const operation = `ask ${request.model} for ${request.answer.name}`;
      return atOpenAiEdge(connection, operation, call, async (signal) => {
        checkSize(request, connection.maxInputTokens, operation);
        return ask(connection.client, request, `language model (${connection.baseUrl}), ${operation}`, signal);
      });
    },
    diagnose: (scope, call) => diagnoseOpenAi(connection, scope, call),
    choices: (call) => atOpenAiEdge(connection, 'list models', call, (signal) => listModels(connection, signal)),
  };
};

const checkSize = (request: ModelRequest<unknown>, maxInputTokens: number, operation: string): void => {
  const tokens = estimateTokens(request.instructions) + estimateTokens(request.input);
  if (tokens <= maxInputTokens) return;
  throw new DaybriefError(
    'BudgetExceeded',
    `language model, ${operation}: the prompt has about ${tokens} tokens; allowed: ${maxInputTokens}. ` +
      'Raise the limit in the configuration, or look at fewer incidents.',
  );
};

/** English and logs have about four ASCII characters a token; other scripts about one. */
const estimateTokens = (text: string): number => {
  const others = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  return Math.ceil((text.length - others) / 4 + others);
};
