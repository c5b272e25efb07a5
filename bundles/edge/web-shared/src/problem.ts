import type { Problem } from './protocol.js';
import { shared } from './texts/index.js';

/** A refusal in the reader's language: what happened and what to do. */
export function problemText(problem: Problem): string {
  const known = shared.maybe(`problem.${problem.code}`);
  if (known !== undefined) return known;
  if (problem.status === 429) return shared('problem.too-many');
  if (problem.status >= 500) return shared('problem.server.failed');
  if (problem.status === 409) return shared('problem.conflict');
  return shared('problem.server.refused');
}

/** What is wrong with one field, or undefined. */
export function fieldProblem(problem: Problem | null, field: string): string | undefined {
  const error = problem?.errors?.find((e) => e.field === field);
  if (error === undefined) return undefined;
  return shared.maybe(`field.${error.code}`) ?? shared('field.invalid');
}
