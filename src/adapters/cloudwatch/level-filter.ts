/**
 * What makes a log line worth an on-call engineer's look, in any of the usual formats: level names (`ERROR`, `warn`,
 * syslog's `crit` and `emerg`, Serilog's `WRN` and `FTL`), pino's and bunyan's numbers (`"level":50`), klog's letter and date
 * (`E1124 07:58`), and words of failure in lines that carry no level.
 * A regular expression as RE2, Java and JavaScript all understand it; used without regard to case.
 */
export const DEFAULT_LEVEL_FILTER = [
  '\\berr(no)?\\b|error|exception|fatal|critical|\\bcrit\\b|alert|emerg|panic|severe|warn',
  '\\bwrn\\b|\\bftl\\b|"level":\\s*[456]0\\b|\\b[EFW]\\d{4} \\d\\d:',
  'fail|timeout|timed out|deadline exceeded|refused|denied|rejected|unauthorized|forbidden',
  'traceback|stack ?trace|segfault|core dumped|killed|\\boom\\b|oomkill|out of memory|evicted|crash|abort',
  'unavailable|unreachable|unable to|could not|cannot|deadlock|corrupt|throttl|connection reset|broken pipe',
].join('|');
