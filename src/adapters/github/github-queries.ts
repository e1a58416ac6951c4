/**
 * Every GraphQL text that is sent to GitHub; the tests validate each against GitHub's published schema.
 * No variable may be called query, method, url or headers: @octokit/graphql takes those for options of its own.
 */

/** One page of a pull request search, newest first. Variables: searchText, first (≤ 100), after. */
export const SEARCH_PULL_REQUESTS = `
  query DaybriefPullRequests($searchText: String!, $first: Int!, $after: String) {
    search(query: $searchText, type: ISSUE, first: $first, after: $after) {
      issueCount
      pageInfo { hasNextPage endCursor }
      nodes {
        __typename
        ... on PullRequest {
          id
          number
          title
          bodyText
          url
          state
          createdAt
          updatedAt
          mergedAt
          author { login }
          repository { nameWithOwner }
          headRefName
          baseRefName
          labels(first: 20) { nodes { name } }
          files(first: 100) { totalCount nodes { path } }
          commits(last: 1) { nodes { commit { oid statusCheckRollup { state } } } }
        }
      }
    }
  }`;

/** Counts what a search would find. Variables: searchText. */
export const COUNT_PULL_REQUESTS = `
  query DaybriefCount($searchText: String!) {
    search(query: $searchText, type: ISSUE, first: 1) { issueCount }
  }`;

export const WHO_AM_I = `
  query DaybriefViewer {
    viewer { login }
    rateLimit { cost remaining resetAt }
  }`;

/** Repositories that the token's owner works in, the recently pushed first. Variables: after. */
export const LIST_REPOSITORIES = `
  query DaybriefRepositories($after: String) {
    viewer {
      repositories(
        first: 100
        after: $after
        affiliations: [OWNER, COLLABORATOR, ORGANIZATION_MEMBER]
        ownerAffiliations: [OWNER, COLLABORATOR, ORGANIZATION_MEMBER]
        orderBy: { field: PUSHED_AT, direction: DESC }
      ) {
        pageInfo { hasNextPage endCursor }
        nodes { nameWithOwner isArchived }
      }
    }
  }`;

/** How many repositories one lookup asks for at most. */
export const LOOKUP_SIZE = 50;

/** Looks up `count` repositories by name. Variables: owner0, name0, owner1, …; answers under r0, r1, … */
export const lookUpRepositories = (count: number): string => {
  const indexes = Array.from({ length: count }, (_, i) => i);
  const variables = indexes.map((i) => `$owner${i}: String!, $name${i}: String!`).join(', ');
  const fields = indexes.map((i) => `r${i}: repository(owner: $owner${i}, name: $name${i}) { nameWithOwner }`);
  return `query DaybriefLookup(${variables}) { ${fields.join(' ')} }`;
};
