import { parseList } from './arguments.ts';
import type { RootCommand } from './root-command.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
With credentials in the environment (JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN; GITHUB_TOKEN; AWS_REGION and AWS's
own; SLACK_BOT_TOKEN) it offers the projects, repositories, log groups and channels that they can see. Without a
terminal, or with --yes, nothing is asked: what no option names is taken from what can be seen, the channel excepted.

Examples:
  $ daybrief init
  $ daybrief init --yes --team payments --jira-projects PAY --repositories acme/payment-service \\
      --log-groups /app/payment-service --channel '#payments' --time-zone Europe/Berlin`;

/** `daybrief init`: writes a commented configuration. */
export const addInitCommand = (root: RootCommand, terminal: Terminal) =>
  root
    .command('init')
    .description('write a commented daybrief.yaml')
    .option('--team <name>', "the team's name")
    .option('--jira-projects <keys>', 'keys with commas between them', parseList)
    .option('--repositories <names>', 'owner/name with commas between them', parseList)
    .option('--log-groups <names>', 'log groups with commas between them', parseList)
    .option('--channel <channel>', 'Slack channel of the brief')
    .option('--time-zone <zone>', "IANA name (default: this machine's)")
    .option('--cron <expression>', 'when the brief is made', '30 8 * * 1-5')
    .option('-y, --yes', 'ask nothing')
    .option('--force', 'replace the file if it is there')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command) => {
      const { writeConfig } = await import('./write-config.ts');
      await writeConfig(terminal, command.optsWithGlobals());
    });
