import type { LogFormat } from './log-formats.ts';
import type { RoutineHome } from './routine-changes.ts';
import type { OrdinaryDay, Story } from './story.ts';

/** The part of an organisation that a story tells of, with which ordinary things happen as well. */
export interface Household {
  readonly services: readonly HouseholdService[];
  readonly homes: readonly RoutineHome[];
  readonly projects: readonly HouseholdProject[];
}

export interface HouseholdService {
  readonly service: string;
  readonly group: string;
  readonly format: LogFormat;
  readonly source: string | undefined;
}

export interface HouseholdProject {
  readonly project: string;
  readonly reporters: readonly string[];
  readonly components: readonly string[];
}

export const householdOf = ({ tickets, changes, logs, lookalikes, people }: Story): Household => {
  const allTickets = [...tickets, ...lookalikes.tickets];
  const allChanges = [...changes, ...lookalikes.changes];
  const authors = [...new Set([...people.map(({ github }) => github), ...allChanges.map(({ author }) => author)])];
  const projects = Map.groupBy(allTickets, ({ project }) => project);
  const services = Map.groupBy([...logs, ...lookalikes.logs], ({ service }) => service);
  return {
    homes: [...new Set(allChanges.map(({ repo }) => repo))].map((repo) => ({ repo, authors })),
    projects: [...projects].map(([project, its]) => ({
      project,
      reporters: [...new Set(allTickets.map(({ reporter }) => reporter))],
      components: [...new Set(its.flatMap(({ components }) => components))],
    })),
    services: [...services].flatMap(([service, [first]]) =>
      first === undefined ? [] : [{ service, group: first.group, format: first.format, source: first.source }],
    ),
  };
};

/** What a catalogue would say of the services: their log groups, and the repositories of the same name. */
export const catalogueOf = (households: readonly Household[]): OrdinaryDay['services'] => {
  const repositories = households.flatMap(({ homes }) => homes.map(({ repo }) => repo));
  const services = Map.groupBy(
    households.flatMap((household) => household.services),
    ({ service }) => service,
  );
  return [...services].map(([name, its]) => ({
    name,
    logGroups: [...new Set(its.map(({ group }) => group))],
    repositories: [...new Set(repositories.filter((repo) => repo.split('/')[1] === name))],
  }));
};
