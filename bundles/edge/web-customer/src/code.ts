import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import type { Problem } from '@connectme/web-shared/protocol';
import { problemText } from '@connectme/web-shared/problem';
import type { Customer } from './customer.js';
import { page } from './layout.js';
import { t } from './texts/index.js';

const DIGITS = 9;

/** The door for those who have the code at hand instead of the link. */
@customElement('cu-code')
export class CuCode extends CmElement {
  static override styles = [
    base,
    page,
    css`
      .code {
        font-size: var(--cm-size-title);
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.12em;
        text-align: center;
        min-height: 64px;
      }
      footer {
        margin-block-start: var(--cm-8);
      }
      footer a {
        display: inline-flex;
        align-items: center;
        min-height: var(--cm-target);
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  /** Why the reader stands outside; shown above the field. */
  @property({ attribute: false }) problem: Problem | null = null;
  @property({ type: Boolean }) returning = false;
  @state() private typed = '';
  @state() private error: string | null = null;
  @state() private busy = false;
  @query('input') private readonly field!: HTMLInputElement;

  override render() {
    const error = this.error ?? (this.problem === null ? null : problemText(this.problem));
    return html`<form class="page" novalidate @submit=${this.submit}>
      <h1>${t('code.title')}</h1>
      <p class="lead">${t(this.returning ? 'code.outside' : 'code.lead')}</p>
      <div class="field">
        <label for="code">${t('code.field')}</label>
        <input
          id="code"
          class="code"
          dir="ltr"
          inputmode="numeric"
          autocomplete="one-time-code"
          spellcheck="false"
          placeholder="000 000 000"
          .value=${grouped(this.typed)}
          aria-invalid=${error === null ? 'false' : 'true'}
          aria-describedby="error"
          @input=${this.type}
        />
        <p id="error" class="error" role="alert">${error ?? nothing}</p>
      </div>
      <div class="forward">
        <button class="primary wide" aria-busy=${this.busy}>${t('code.continue')}</button>
      </div>
      <footer class="small"><a href="/console">${t('code.console')}</a></footer>
    </form>`;
  }

  protected override firstUpdated(): void {
    this.field.focus();
  }

  private type(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.typed = latin(input.value).replace(/\D/g, '').slice(0, DIGITS);
    this.error = null;
    this.problem = null;
    // Typing in the middle keeps its place; at the end the groups move along.
    if (input.selectionStart === input.value.length) input.value = grouped(this.typed);
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    if (this.typed.length !== DIGITS) {
      this.error = t('code.incomplete', { count: this.typed.length });
      this.field.focus();
      return;
    }
    this.busy = true;
    const problem = await this.customer.open(this.typed);
    this.busy = false;
    if (problem === null) {
      if (location.pathname !== '/join') location.assign('/join');
      return;
    }
    this.error = problemText(problem);
    this.field.focus();
  }
}

function grouped(digits: string): string {
  return digits.replace(/(\d{3})(?=\d)/g, '$1 ');
}

/** Arabic and Persian digits are digits too. */
function latin(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-code': CuCode;
  }
}
