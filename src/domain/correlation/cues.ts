/**
 * What people say about urgency, age, harm and harmlessness, in words that any engineer or support agent uses. Each cue
 * counts its different hits in a text; all expressions are linear in the text's length.
 */
export interface Cue {
  /** 0 without a hit, 0.6 with one, 1 from two different ones on. */
  readonly strength: number;
  /** The first hit as written; null without one. */
  readonly quote: string | null;
}

const MAX_TEXT = 6_000;

const cue =
  (expression: RegExp) =>
  (text: string): Cue => {
    const hits = new Set<string>();
    let quote: string | null = null;
    const part = text.slice(0, MAX_TEXT);
    expression.lastIndex = 0;
    for (let found = expression.exec(part); found !== null; found = expression.exec(part)) {
      const [hit] = found;
      quote ??= hit;
      hits.add(hit.toLowerCase());
      if (hits.size > 1) break;
    }
    return { strength: hits.size === 0 ? 0 : hits.size === 1 ? 0.6 : 1, quote };
  };

/** Something stands still, breaks or is gone. */
export const acuteCue = cue(
  /\b(?:is|are|went|all|completely|totally)? ?(?:down|dead|stuck|frozen|blank|gone|hangs?|hanging|freezes|crash(?:es|ed|ing)?|spins|spinning|spinner|outage|unavailable|unreachable|evicted|refused|declined|blocked|backlog|lag(?:ging)?|keeps? (?:restarting|crashing|failing|growing)|crash ?loop|stopped|stalled|fail(?:s|ed|ing|ures?)|broken|exploding|growing|piling up|times? out|timing out|not? available|paging|pager|alert(?:s|ing)?|alarm|firing)\b/gi,
);

/** It began a short while ago. */
export const freshCue = cue(
  /\b(?:since (?:about |around |roughly |ca\.? )?(?:\d{1,2}[:.]\d\d|\d{1,3} ?(?:min|minutes|h|hours?)|half an hour|a quarter|an hour|this morning|opening|the (?:release|deploy|update|rollout))|(?:in|within|for|over) (?:the )?(?:last|past) (?:about |~)?(?:\w+ )?(?:min|minutes|hours?|half)|(?:\d{1,3}|five|ten|twenty|thirty|forty|few|half an|an|quarter of an) ?(?:min|minutes|hours?) ago|for (?:about |over |more than )?(?:\d{1,3}|five|eight|ten|twenty|thirty|an|half an) (?:min|minutes|hours?)|half an hour|quarter of an hour|just (?:now|started|began)|suddenly|right now|this morning|since it began|(?:today|tonight)(?:'s)?|an hour)\b/gi,
);

/** It has been so for long, or comes back regularly. */
export const oldCue = cue(
  /\b(?:(?:since|for) (?:some |several |a few |many |\d+ )?(?:weeks|months|years|ever|spring|summer|autumn|winter|the beginning|long)|since (?:last|the last) (?:week|month|year|release|quarter|matchday)|last (?:week|month|quarter|year|matchday)|(?:once|twice|times|contacts?) a (?:week|month)|every (?:month|week|year)|weekly|monthly|(?:six|seven|\d) days ago|after (?:six|seven|\d+) days|always (?:slow|so|been)|has been (?:so|like (?:this|that))|have been (?:so|like)|was already|known (?:issue|bug|limit|limitation|problem)|never (?:worked|supported)|out of support|old (?:bug|story)|again and again|by design|works as designed|sometimes|occasionally|now and then)\b/gi,
);

/** A wish, a detail, or another place than production. */
export const trivialCue = cue(
  /\b(?:not urgent|no (?:impact|hurry)|low prio(?:rity)?|cosmetic|typo|spelling|wording|label|icon|tooltip|translations?|locale|font|colou?r|contrast|alignment|wrong language|(?:feature )?request|would like|would be nice|nice to have|wish|please (?:add|remove|correct|extend|change|white-?list|check|double)|asks? (?:for|to|whether)|asking|do we want|could we|can (?:product|we|sales|somebody) please|help article|probably (?:correct|right|because|a typo)|not an error|is correct|numbers are right|(?:only|just) (?:one|a single|the symbol|display|norway)|one (?:customer|merchant|user|payout|series|shop)|single (?:customer|user|merchant)|staging|sandbox|test (?:env\w*|events?|data|system|account)|load test|on ci|ci only|docs?|documentation|flaky|clean-?up|audit item|workaround|keyed in|own (?:mail filter|fault)|contract|account closed|typed? (?:it )?wrong)\b/gi,
);

/** Many are hit. */
export const broadCue = cue(
  /\b(?:all (?:\w+ )?(?:customers|users|shoppers|merchants|stores|shops|countries|channels|orders|payments|requests|pages|pods|regions|tenants|devices|films|purchases|agents|sites)|every(?:one|body|where| (?:channel|customer|user|request|order|single))?|nobody|no one|all over|whole (?:country|site|shop|region)|hundreds|thousands|dozens|(?:about |~)?\d{2,}(?:[.,  ]\d{3})* (?:\w+ )?(?:customers|users|people|complaints|contacts|messages|cases|tickets|merchants|orders|chats|calls|accounts|stores|lines)|many (?:customers|users|people|of)|several (?:customers|users|shoppers|merchants|stores)|social (?:media|team)|press|status page|call(?:s|ed)? (?:every|are)|phones?|queue is at)\b/gi,
);

/** The business itself is hit: money, orders, data, the whole product. */
export const graveCue = cue(
  /\b(?:(?:checkout|site|shop|app|everything|platform|service|login|payments?) (?:is |are )?(?:completely )?down|down for|outage|maintenance page|sev ?-?[01]|p[01]\b|data (?:loss|is gone|lost)|lost (?:data|orders|messages)|corrupt(?:ed|ion)?|charged (?:twice|double|wrong)|double[- ]charg\w*|debited|overcharg\w*|wrong (?:amount|price|balance)s?|no (?:new )?orders?|cannot (?:pay|order|log ?in|buy|check ?out)|can't (?:pay|order|log ?in|buy)|(?:money|refund) (?:back|requests?|left)|lawyer|regulator|breach|leak(?:ed|s)?|exposed|fraud|stolen|attack|safety|patients?|primary|all (?:purchases|payments|orders)|nothing (?:works|loads)|for ever|blind)\b/gi,
);

/** People see what is not theirs. */
export const exposedCue = cue(
  /\b(?:(?:some(?:body|one)|another|other|different|wrong|strange) (?:else'?s?|person|people|woman|man|customer|guest|user|client|tenant|patient|account|compan(?:y|ies))s?|not (?:mine|hers|his|theirs|ours)|(?:do(?:n't| not)|never) know (?:this|these|that|the) (?:person|people|man|woman)|data protection|privacy|gdpr|personal data|who (?:saw|sees) what|shown to whom|third person)\b/gi,
);

/** Work or business stands still. */
export const haltedCue = cue(
  /\b(?:(?:can(?:not|'t)|unable to|nobody can|no one can|not able to) (?:work|pay|order|log ?in|book|buy|check|print|ship|deliver|scan|open|save|sell|play|start|enter|reach|send|see|use|withdraw|build)|stand(?:s|ing)? (?:at|in|still|here|around)|stopped|standstill|waiting|queue|(?:whole|entire|all) (?:line|hall|shift|site|store|school|plant|floor)|nothing (?:works|moves|goes)|does not (?:start|open|come)|not (?:arriv\w+|delivered))\b/gi,
);

/** A change that says of itself that it changes nothing that matters, or not yet, or elsewhere. */
export const harmlessCue = cue(
  /\b(?:no (?:functional |behaviou?r(?:al)? )?changes?(?: of| in| to)?|unchanged|(?:pure|only|just)? ?refactor\w*|renam(?:e|es|ed|ing)|test(?:s)? only|tests? unchanged|only (?:adds?|the|for|used|logs?|in|tests?|conver\w+|metrics)|\w+ only|display only|docs?(?:umentation)?|document(?:s|ed)?|typo|comments?|translat\w+|changelogs? read|nothing breaking|routine|behind (?:a |an |the |no )?(?:[\w-]+ )?flag|feature flag|flag(?:ged)? off|off (?:by default|for|in)|default (?:stays|is off|unchanged)|stays? (?:as|valid|the same)|same (?:limits|behaviou?r|as)|not (?:used|read|live|enabled|active|in use|yet)\b|unused|nobody (?:uses|reads|produces|consumes)|(?:beta|staging|sandbox|test) (?:channel|environment|env|only|cluster|tenants?)|switch comes|next (?:week|release)|still go(?:es)?|concurrently|canary|applied (?:already|before|on production)|already applied|dry[- ]run|metrics?|count(?:s|er)?|log(?:s|ging)? (?:the|line|lines|field)|does no harm|no limit change|backwards?[- ]compatible)\b/gi,
);

/** A change that says that it mends. */
export const repairCue = cue(
  /\b(?:fix(?:es|ed)?|hot-?fix|revert(?:s|ed)?|roll(?:s|ed|ing)? ?back|restore[sd]?|bring(?:s)? back|put(?:s)? back|back to|undo(?:es)?|pin(?:s|ned)?|cap(?:s|ped)?|missing|left out|was forgotten|correct(?:s|ed)?|repair(?:s|ed)?|mitigat\w+|emergency|follow-?up|outage|incident|post-?mortem|broke(?:n)?|caused|regression|instead of|do not|don't|stop(?:s)?|limit(?:s)?|alert(?:s)? at|require(?:s|d)?)\b/gi,
);

/** A change that was merged in a hurry, over a warning, or with a guess. */
export const riskyCue = cue(
  /\b(?:ci (?:is )?red|red (?:on|cross|ci)|merging (?:over|anyway|with)|admin rights|ignoring|no time|without (?:a )?review|not tested|tested (?:only )?on staging|on staging|should be (?:fine|ok)|i think|we do not know|new default|defaults?|upgrade[sd]?|replace[sd]?|remove[sd]?|switch(?:es|ed)?|instead of|raise[sd]?|from \S+ to|migrat\w+|first (?:file|time|version))\b/gi,
);

/** A change that only moves a version along. */
export const bumpCue = cue(
  /\b(?:bump(?:s|ed)?|updat(?:e|es|ing) (?:dependenc(?:y|ies)|\S+ to|from)|upgrade|renovate|dependabot|image-bot|base image|rebuild|automated|automerge|needs? \S+ \d|v?\d+\.\d+(?:\.\d+)? ?(?:->|→|to) ?v?\d+)/gi,
);

/** Errors of starting and stopping: a few minutes of them is a restart. */
export const restartCue = cue(
  /\b(?:shutting down|shut ?down|draining|drained|warming up|starting up|start-?up|not (?:started|ready)(?: yet)?|readiness|liveness|health ?checks?|respawn\w*|restart\w*|exited|rejoin\w*|rebalanc\w*|lease|leader|coordinator|transport is closing|closing|connection (?:refused|reset|closed)|econnre\w+|retrying|will retry|removed from pool|is down|sigterm|terminat\w+|bootstrapp?ing)\b/gi,
);

/** Causes that no change of ours brings about. */
export const outsideCue = cue(
  /\b(?:certificates?|x509|host ?key|expired|no space left|disk (?:is )?(?:full|busy)|enospc|i\/o (?:error|timeout|\d+)|nvme|hardware|fail-?over|switch-master|read[- ]only (?:replica|transaction)|out of memory|oom\w*|killed by|quota|too many requests|429|rate limit\w*|throttl\w*|slowdown|restricted|third[- ]party|vendor|provider|dns|name resolution|no route to host|network is unreachable|spot interruption|attack|botnet|insufficient capacity|physical memory)\b/gi,
);

/** Somebody says that nothing was changed. */
export const nothingChangedCue = cue(
  /\b(?:no(?:thing)? (?:was )?(?:changed|deployed|deploys?|releases?|deployments?)(?: today| on our side| in)?|nothing of ours|no change on our side|not? deployed|without any (?:change|deploy)|did(?:n't| not) (?:change|deploy) anything)\b/gi,
);

/** Somebody says that a change came before. */
export const changedCue = cue(
  /\b(?:since (?:the|this|today's|yesterday's|our) (?:\w+ )?(?:release|deploy\w*|update|rollout|merge|upgrade|change|version|migration|image)|after (?:the|this|today's|yesterday's|our) (?:\w+ )?(?:release|deploy\w*|update|rollout|merge|upgrade|change)|rollout|deployed from|first red run|new (?:version|pod|release)|merge of|version \d+)\b/gi,
);

/** Somebody speaks of a cause outside the code: a provider, an attack, load, hardware, something that ran out. */
export const beyondCue = cue(
  /\b(?:fail-?over|certificates?|expire[sd]?|expiry|providers?|vendors?|third[- ]party|their (?:side|end|status|api|system|platform)|status page|aws|azure|cloudflare|data ?cent(?:er|re)|power (?:cut|outage|failure|supply)|hardware|raid|fans?|fib(?:re|er)|cables?|carrier|attack\w*|bots?|botnet|scalp\w+|scrap(?:er|ers|ing)|ddos|fraudsters?|traffic|spike|campaign|newsletter|quotas?|rate limit\w*|throttl\w+|limit (?:reached|exceeded)|out of (?:disk|space|memory)|clocks?|leap)\b/gi,
);

/** A repair that helps against something that nobody changed. */
export const mitigateCue = cue(
  /\b(?:renew\w*|rotat\w+|scal(?:e|es|ing)|replicas|rais(?:e|es|ing)|increas\w+|captcha|challenge|turnstile|waf|block(?:s|list|ing)?|deny|rate[- ]?limit\w*|throttl\w+|back-?off|retr(?:y|ies)|circuit|fall-?back|time-?outs?|ttl|monitor\w*|alert\w*|alarm\w*|runbook|expir\w+|quotas?|clean-?up|purge|retention|guard|tolerat\w+|skips?|reconnect\w*)\b/gi,
);

/** An error that tells of somebody else's: what was called gave no answer. */
export const symptomCue = cue(
  /\b(?:upstream|connection (?:refused|reset|timed ?out|closed)|econn\w+|timed? ?out|time-?out\w*|deadline ?_?exceeded|unavailable|unreachable|bad gateway|50[234]|circuit|fall(?:ing)? ?back|retry\w*|retries|acknowledged|stale|older than|lag|postponed|still (?:processing|pending|waiting)|not (?:yet )?(?:received|arrived|available)|returned 5\d\d|responded|rpc error|after \d+ attempts|without (?:answer|response))\b/gi,
);

/** A change that has no effect yet: behind a switch that is off, or called by nobody. */
export const inertCue = cue(
  /\b(?:behind (?:a |an |the )?[\w.:-]+(?: (?:flag|switch|toggle))?|feature[- ]?flag\w*|flag(?:ged)? off|off (?:by default|for (?:all|every)\w*|in (?:all|prod\w*)|until)|default(?:s)? (?:stays |is |to )?(?:off|false)|disabled|not (?:yet )?(?:used|read|live|enabled|active|wired|called|in use|deployed|rolled out|switched on)|(?:used|called|read|enabled|switched on) (?:later|next)|unused|(?:nobody|nothing|no ?one) (?:uses|calls|reads|produces|consumes)|switch(?:es)? (?:comes|over later)|dry[- ]run|shadow mode|dark launch|(?:logs?|report) only|no traffic|still go(?:es)? to|pilot|scaffold\w*)\b/gi,
);

/** Somebody undid or checked something, and it was not that. */
export const inVainCue = cue(
  /\b(?:no (?:effect|difference|improvement)|(?:did(?:n't| not)|does(?:n't| not)) (?:help|change (?:anything|a thing)|matter)|same (?:picture|errors?|result|afterwards)|still the same|in vain|without (?:any )?(?:effect|success)|(?:was|is)(?:n't| not) (?:it|that|the (?:cause|reason|culprit))|not the (?:cause|reason|culprit)|unrelated|rul(?:ed|ing) (?:it )?out|already (?:was )?off)\b/gi,
);
