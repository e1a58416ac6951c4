import { kernel } from './bursts.ts';
import { bestOver, termsOfAll, type Group } from './group.ts';
import { memoByList } from './memo-by-list.ts';
import { nearestWords } from './nearest-words.ts';
import type { BurstNode, ChangeNode, Scene, TicketNode } from './scene.ts';

/** What something that people wrote has in common with a group's errors; each from 0 to 1. */
export interface ErrorFit {
  /** √cosine with the best burst, and with the best of those that began with the group. */
  readonly words: number;
  readonly wordsFirst: number;
  /** Rare words shared with the best burst. */
  readonly rare: number;
  /** How much of it, and of its title, the errors say too. */
  readonly covered: number;
  readonly titled: number;
}

export interface TicketErrorFit extends ErrorFit {
  /** How far it names one of the failing services. */
  readonly service: number;
}

export interface ChangeErrorFit extends ErrorFit {
  /** How far its repository is a failing service's, and one's that failed first. */
  readonly service: number;
  readonly serviceFirst: number;
  /** It touches a file of the stack trace. */
  readonly frames: number;
}

type Said = Pick<TicketNode | ChangeNode, 'doc' | 'terms' | 'title'>;

const FIRST_MINUTES = 5;

/** 1 for what failed first, half of it five minutes later. */
const firstness = ({ first }: BurstNode, { onset }: Group): number => kernel(Math.max(0, first - onset), FIRST_MINUTES);

const errorFit = ({ doc, terms, title }: Said, group: Group, scene: Scene): ErrorFit => {
  const { text } = scene;
  const words = nearestWords(group.bursts, scene)[doc] ?? 0;
  if (words === 0) return NO_FIT;
  let [wordsFirst, rare] = [0, 0];
  for (const burst of group.bursts) {
    const common = text.words(doc, burst.doc);
    if (common === 0) continue;
    wordsFirst = Math.max(wordsFirst, common * firstness(burst, group));
    rare = Math.max(rare, text.rare(doc, burst.doc));
  }
  const said = termsOfAll(group.bursts);
  return { words, wordsFirst, rare: rare / 2, covered: text.covered(terms, said), titled: text.covered(title, said) };
};

const NO_FIT: ErrorFit = { words: 0, wordsFirst: 0, rare: 0, covered: 0, titled: 0 };

/** Errors stay the same from round to round, most groups too: each fit is worked out once for a list of bursts. */
const ticketFits = memoByList<BurstNode, number, TicketErrorFit>();
const changeFits = memoByList<BurstNode, number, ChangeErrorFit>();

export const ticketErrorFit = (node: TicketNode, group: Group, scene: Scene): TicketErrorFit =>
  ticketFits(group.bursts, node.doc, () => ({
    ...errorFit(node, group, scene),
    service: bestOver(group.services, (service) => scene.services.match(service, node.terms)),
  }));

export const changeErrorFit = (node: ChangeNode, group: Group, scene: Scene): ChangeErrorFit =>
  changeFits(group.bursts, node.doc, () => ({
    ...errorFit(node, group, scene),
    ...repositoryFit(node.change.repository, group, scene),
    frames: group.bursts.some(({ pattern }) => touchesFrame(node, pattern.exception?.frames ?? [])) ? 1 : 0,
  }));

type RepositoryFit = Pick<ChangeErrorFit, 'service' | 'serviceFirst'>;

const repositoryFits = memoByList<BurstNode, string, RepositoryFit>();

const repositoryFit = (repository: string, group: Group, { services }: Scene): RepositoryFit =>
  repositoryFits(group.bursts, repository, () => ({
    service: bestOver(group.services, (service) => services.ofRepository(service, repository)),
    serviceFirst: bestOver(
      group.bursts,
      (burst) => services.ofRepository(burst.services[0] ?? '', repository) * firstness(burst, group),
    ),
  }));

const touchesFrame = ({ change }: ChangeNode, frames: readonly string[]): boolean =>
  frames.some((frame) =>
    change.files.some((path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const stem = name.replace(/\.\w+$/, '');
      if (stem.length <= 3 || !frame.includes(stem)) return false;
      return frame.includes(name) || new RegExp(`\\b${escaped(stem)}\\b`).test(frame);
    }),
  );

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
