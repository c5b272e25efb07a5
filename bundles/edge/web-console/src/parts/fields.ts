import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Errors } from '../model/schedule-draft.js';
import { t } from '../words/texts.js';

/** A form's values and faults, as its fields need them. `name` is a field's, and the id of its element. */
export interface Form {
  value(name: string): string;
  readonly errors: Errors;
  typed(name: string, value: string): void;
}

export interface Look {
  hint?: string;
  optional?: boolean;
}

export interface InputLook extends Look {
  type?: 'text' | 'email' | 'password' | 'date' | 'time' | 'search';
  inputmode?: 'decimal' | 'numeric' | 'email';
  autocomplete?: string;
  maxlength?: number;
  /** Id of a datalist. */
  list?: string;
  /** Shown after the input, such as a currency. */
  unit?: string;
}

export function input(form: Form, name: string, label: string, look: InputLook = {}): TemplateResult {
  const control = html`<input
    id=${name}
    name=${name}
    type=${look.type ?? 'text'}
    inputmode=${look.inputmode ?? nothing}
    autocomplete=${(look.autocomplete ?? 'off') as AutoFill}
    maxlength=${look.maxlength ?? nothing}
    list=${look.list ?? nothing}
    dir=${look.type === 'email' ? 'ltr' : nothing}
    aria-required=${look.optional ? nothing : 'true'}
    aria-invalid=${form.errors[name] ? 'true' : nothing}
    aria-describedby=${describedBy(form, name, look)}
    .value=${live(form.value(name))}
    @input=${(event: Event) => form.typed(name, (event.target as HTMLInputElement).value)}
  />`;
  const shown = look.unit
    ? html`<span class="with-unit">${control}<span class="quiet" aria-hidden="true">${look.unit}</span></span>`
    : control;
  return wrapped(form, name, look.unit ? `${label}` : label, look, shown);
}

export function area(form: Form, name: string, label: string, look: Look & { rows?: number } = {}): TemplateResult {
  const control = html`<textarea
    id=${name}
    name=${name}
    rows=${look.rows ?? 4}
    aria-required=${look.optional ? nothing : 'true'}
    aria-invalid=${form.errors[name] ? 'true' : nothing}
    aria-describedby=${describedBy(form, name, look)}
    .value=${live(form.value(name))}
    @input=${(event: Event) => form.typed(name, (event.target as HTMLTextAreaElement).value)}
  ></textarea>`;
  return wrapped(form, name, label, look, control);
}

export function select(
  form: Form,
  name: string,
  label: string,
  options: readonly { value: string; text: string }[],
  look: Look = {},
): TemplateResult {
  const chosen = form.value(name);
  const control = html`<select
    id=${name}
    name=${name}
    aria-required=${look.optional ? nothing : 'true'}
    aria-invalid=${form.errors[name] ? 'true' : nothing}
    aria-describedby=${describedBy(form, name, look)}
    @change=${(event: Event) => form.typed(name, (event.target as HTMLSelectElement).value)}
  >
    ${repeat(
      options,
      (option) => option.value,
      (option) =>
        html`<option value=${option.value} .selected=${live(option.value === chosen)}>${option.text}</option>`,
    )}
  </select>`;
  return wrapped(form, name, label, look, control);
}

/** Puts the reader where the first fault is. */
export async function focusFault(host: { updateComplete: Promise<boolean>; renderRoot: ParentNode }): Promise<void> {
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

function wrapped(form: Form, name: string, label: string, look: Look, control: TemplateResult): TemplateResult {
  const error = form.errors[name];
  return html`<div class="field">
    <label for=${name}>
      ${label}${look.optional ? html` <span class="quiet small">${t('field.optional')}</span>` : nothing}
    </label>
    ${control} ${look.hint ? html`<p class="hint" id="${name}-hint">${look.hint}</p>` : nothing}
    ${error ? html`<p class="error" id="${name}-error">${errorText(error)}</p>` : nothing}
  </div>`;
}

function describedBy(form: Form, name: string, look: Look): string | typeof nothing {
  const ids = [form.errors[name] ? `${name}-error` : '', look.hint ? `${name}-hint` : ''].filter((id) => id !== '');
  return ids.length > 0 ? ids.join(' ') : nothing;
}

/** A fault is a text's key, or the server's own sentence where there is no text for its code. */
function errorText(error: string): string {
  return t.maybe(error) ?? error;
}
