import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { fieldProblem, problemText } from '@connectme/web-shared/problem';
import type { Appointment, Problem, View } from '@connectme/web-shared/protocol';
import type { Customer } from './customer.js';
import { page } from './layout.js';
import { forget, isStrings, recall, remember } from './remember.js';
import { t } from './texts/index.js';

const FIELDS = ['name', 'email', 'phone', 'topic'] as const;
type Field = (typeof FIELDS)[number];
type Contact = Record<Field, string>;

const LONGEST: Record<Field, number> = { name: 100, email: 254, phone: 40, topic: 2000 };
const AUTOCOMPLETE: Record<Field, 'name' | 'email' | 'tel' | 'off'> = {
  name: 'name',
  email: 'email',
  phone: 'tel',
  topic: 'off',
};
const TYPE: Record<Field, string> = { name: 'text', email: 'email', phone: 'tel', topic: 'text' };

/** The contact form. What is typed outlives a reload and every refusal. */
@customElement('cu-about')
export class CuAbout extends CmElement {
  static override styles = [base, page];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) view!: View;
  @state() private contact: Contact | null = null;
  @state() private errors: Partial<Contact> = {};
  @state() private problem: Problem | null = null;
  @state() private busy = false;

  override render() {
    const appointment = this.view.parts.appointment;
    if (appointment === undefined) return nothing;
    const contact = (this.contact ??= this.start(appointment));
    return html`<form class="page" novalidate @submit=${this.submit}>
      <div class="stack">
        <h1>${t('about.title')}</h1>
        <p class="quiet">${t('about.lead', { name: appointment.consultantName })}</p>
      </div>
      ${FIELDS.map((field) => this.field(field, contact[field]))}
      <p class="error" role="alert">${this.problem === null ? nothing : problemText(this.problem)}</p>
      <div class="forward">
        <button class="primary wide" aria-busy=${this.busy}>${t('about.continue')}</button>
      </div>
    </form>`;
  }

  private field(name: Field, value: string) {
    const error = this.errors[name] ?? fieldProblem(this.problem, name);
    const hint = name === 'email' || name === 'phone' ? t(`about.${name}.hint`) : null;
    const described = `${name}-hint ${name}-error`;
    const type = (event: Event): void => this.type(name, (event.target as HTMLInputElement).value);
    return html`<div class="field">
      <label for=${name}>${t(`about.${name}`)}</label>
      ${name === 'topic'
        ? html`<textarea
            id=${name}
            dir="auto"
            maxlength=${LONGEST[name]}
            .value=${value}
            aria-describedby=${described}
            aria-invalid=${error === undefined ? 'false' : 'true'}
            @input=${type}
          ></textarea>`
        : html`<input
            id=${name}
            dir=${name === 'name' ? 'auto' : 'ltr'}
            type=${TYPE[name]}
            autocomplete=${AUTOCOMPLETE[name]}
            maxlength=${LONGEST[name]}
            .value=${value}
            aria-describedby=${described}
            aria-invalid=${error === undefined ? 'false' : 'true'}
            @input=${type}
          />`}
      <p class="hint" id="${name}-hint">${hint ?? nothing}</p>
      <p class="error" id="${name}-error">${error ?? nothing}</p>
    </div>`;
  }

  /** What was typed before a reload, else what was given before, else what the invitation knows. */
  private start({ contact, customerEmail, customerName, subject }: Appointment): Contact {
    const invited: Contact = { name: customerName, email: customerEmail, phone: '', topic: subject };
    return { ...invited, ...contact, ...recall(this.draft, isStrings) };
  }

  private get draft(): string {
    return `about-${this.view.id}`;
  }

  private type(field: Field, value: string): void {
    if (this.contact === null) return;
    this.contact = { ...this.contact, [field]: value };
    this.errors = { ...this.errors, [field]: undefined };
    remember(this.draft, this.contact);
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy || this.contact === null) return;
    this.problem = null;
    this.errors = wrong(this.contact);
    const first = FIELDS.find((field) => this.errors[field] !== undefined);
    if (first !== undefined) return this.focusOn(first);
    this.busy = true;
    this.problem = await this.customer.command('contact', this.contact);
    this.busy = false;
    if (this.problem !== null) {
      const refused = FIELDS.find((field) => fieldProblem(this.problem, field) !== undefined);
      return refused === undefined ? undefined : this.focusOn(refused);
    }
    forget(this.draft);
    this.dispatchEvent(new CustomEvent('onward', { bubbles: true }));
  }

  private async focusOn(field: Field): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus();
  }
}

/** What can be told at once; the server judges everything again. */
export function wrong(contact: Contact): Partial<Contact> {
  const errors: Partial<Contact> = {};
  if (contact.name.trim() === '') errors.name = t('about.name.missing');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(contact.email.trim())) errors.email = t('about.email.wrong');
  if (!/^$|^\+?[\d\s()/.-]{3,}$/.test(contact.phone.trim())) errors.phone = t('about.phone.wrong');
  return errors;
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-about': CuAbout;
  }
}
