import { problemText } from '@connectme/web-shared/problem';
import type { Problem } from '@connectme/web-shared/protocol';
import { type TemplateResult, html, nothing } from 'lit';
import type { Errors } from '../model/schedule-draft.js';
import { t } from '../words/texts.js';
import { icon } from './icons.js';

/** A refusal in the consultant's words. */
export function refusal(problem: Problem): string {
  return t.maybe(`problem.${problem.code}`) ?? problemText(problem);
}

/** Stands where it arose; read out as it appears. */
export function problemBox(problem: Problem | null): TemplateResult {
  return html`<div role="alert">
    ${problem === null
      ? nothing
      : html`<div class="notice alert">
          ${icon('alert')}
          <div class="text">${refusal(problem)}</div>
        </div>`}
  </div>`;
}

/**
 * The server's findings, field by field, under the names the form uses.
 *
 * @param names the form's name of a field of the server, where they differ
 */
export function faults(problem: Problem, names: Record<string, string> = {}): Errors {
  const found = (problem.errors ?? []).map(({ field, code, detail }) => [
    names[field] ?? field,
    t.maybe(`field.${code}`) === undefined ? detail : `field.${code}`,
  ]);
  return Object.fromEntries(found) as Errors;
}
