import type { ProblemRules } from '../to-problem.ts';

/** A BFF has no domain of its own: it hands on what a service refused. */
export const bffProblems: ProblemRules = { problems: {}, passUpstream: true };
