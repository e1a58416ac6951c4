import { Command } from '@commander-js/extra-typings';

/** Options that every command has. */
export interface GlobalOptions {
  readonly config?: string | undefined;
}

/** The command without its subcommands, which take their types from it. */
export const rootCommand = () =>
  new Command('daybrief')
    .description('One brief before standup: tickets, pull requests and error logs, correlated into incidents.')
    .option('--config <file>', 'configuration (default: the variable DAYBRIEF_CONFIG, else daybrief.yaml)');

export type RootCommand = ReturnType<typeof rootCommand>;
