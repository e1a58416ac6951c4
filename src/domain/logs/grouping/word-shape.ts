import { WILDCARD } from '../masking/mask-line.ts';

/** What the look of a word says about whether it may vary within one pattern. */
export type WordShape =
  /** `( ) [ ] { } < > = , ; : " ' |`, backtick, and leaders of dots. */
  | 'delimiter'
  | 'wildcard'
  /** A number, path, address or dotted name; `com.acme.Loader`, `eth0`, `blk_<*>`. */
  | 'value'
  | 'boolean'
  /** Names what happened: `RUNNING`, `stopped`, `closing`, `failed`. */
  | 'state'
  /** The name of an exception. */
  | 'error'
  | 'plain';

const DELIMITER = /^(?:[()[\]{}<>=,;:"'|`]|\.{2,})$/;
const BOOLEAN = /^(?:true|false|yes|no|on|off)$/i;
const ERROR = /(?:Exception|Error|Fault|Failure|Throwable)$/;
const DOTTED = /[^.]\.[^.]/;
/** `android.intent.action.SCREEN_ON` names one of a few things. */
const ENUM_CONSTANT = /\.[A-Z][A-Z0-9_]*$/;
const STATE =
  /^(?:[A-Z][A-Z_]{3,}|GET|PUT|NEW|OLD|OK|UP|DOWN|ON|OFF|YES|NO|[A-Za-z]{2,}(?:ed|ing)|up|down|start|stop|begin|end|success|failure|ok|open|close|read|write|input|output|get|set|add|remove|create|update|delete|insert|select|send|receive|sent|enable|disable|active|inactive|ready|missing|lost|bad|unknown|invalid|first|last|in|out)$/;

export const shapeOf = (word: string): WordShape => {
  if (word === WILDCARD) return 'wildcard';
  if (DELIMITER.test(word)) return 'delimiter';
  if (BOOLEAN.test(word)) return 'boolean';
  if (ERROR.test(word)) return 'error';
  if (word.includes(WILDCARD) || /[\d@/\\]/.test(word)) return 'value';
  if (DOTTED.test(word) && !ENUM_CONSTANT.test(word)) return 'value';
  return STATE.test(word) ? 'state' : 'plain';
};

/** Dotted names are values, but without a digit they may also be a component's or property's name. */
export const isNumbered = (word: string): boolean => word.includes(WILDCARD) || /\d/.test(word);
