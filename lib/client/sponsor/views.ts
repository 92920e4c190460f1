// The values of queries in the words of the module; pages import them from here.
export type { Requirement } from '../../modules/sponsor/grants.ts';
export type { Allowance, GrantView } from '../../modules/sponsor/queries.ts';
