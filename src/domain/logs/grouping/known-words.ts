const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Kinds of things that have names, which follow the kind: `user greta`, `listener: birch`. In lower case. */
export const KINDS = wordsOf(`
  account accounts application app backend bean bridge broker browser bucket channel client cluster collection column
  component computer connector consumer container customer database datanode datasource datastore db deployment device
  disk domain drive endpoint engine exchange executor filesystem folder frontend gateway group groups host hostname
  hosts hypervisor image index instance interface job keyspace lane lease listener locale machine mailbox member method
  module mount namespace network node nodes operator origin owner package partition peer pipeline plugin pod policy
  pool principal printer process producer profile project provider proxy publisher queue realm recipient region
  registry replica repository resource role route router routine schema screen script sender sensor server servers
  session shard share site socket stage storage stream subnet subscriber subscription switch table tablespace target
  task template tenant thread topic unit upstream user username users vault vendor vhost volume worker workspace zone
`);

/** After a kind they go on with a sentence, or with a compound (`user name`). */
export const NO_NAMES = wordsOf(`
  a about access account address addresses after again agent all already also an and any are as at authentication be
  because been before but by can cannot can't change changes class code complete config configuration connection
  connections controller could count data date detail details did directory does doesn't don't down due during entries
  entry error errors event events failure failures fault file files for from full group groups had handle handler has
  have header heartbeat id identifier ids if in info information into is isn't it its key kind length level limit list
  location lock manager may memory message messages might mode must name names no none not now number object of on once
  only or out over pair path per permissions pool port ports process properties quota rate ready request requests
  response responses retry role set settings setup should shutdown since size so source space startup state status still
  such support table task than that the their them then there these they this those thread time timeout timeouts to too
  tree type types until up update value version via was wasn't were when where which while will with within without
  would your
`);

/** They say who or what had to do with it. */
export const BEFORE_PARTIES = wordsOf('by for from to via');
/** What goes from one to another after them are states. */
export const CHANGES = wordsOf(
  'change changed changes changing level mode moved moving phase role state status switched switching transition transitioned transitioning',
);
export const PREPOSITIONS = wordsOf('as at by for from in of on to via with');
/** A phrase that has one of them is a part of a sentence, and no value. */
export const JOINING_WORDS = wordsOf('a an and as at by for from in is of on or the to was with');
