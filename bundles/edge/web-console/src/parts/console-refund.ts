import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { money } from '@connectme/web-shared/format';
import type { Money, View } from '@connectme/web-shared/protocol';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Desk } from '../desk.js';
import { checkRefund } from '../model/refund-draft.js';
import type { Errors } from '../model/schedule-draft.js';
import { refundable } from '../model/status.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, focusFault, input } from './fields.js';
import { fieldLook } from './field-look.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

/** Gives back all or part of what was taken. Tells 'close' when done or not. */
@customElement('console-refund')
export class ConsoleRefund extends CmElement implements Form {
  static override styles = [
    base,
    look,
    fieldLook,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) open = false;
  @state() errors: Errors = {};
  @state() private all = true;
  private amount = '';
  /** One a dialog: pressed twice, or sent again after a lost answer, it gives back once. */
  private request = crypto.randomUUID();
  private readonly action = new Action(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.all = true;
    this.amount = '';
    this.errors = {};
    this.request = crypto.randomUUID();
    this.action.forget();
  }

  value(): string {
    return this.amount;
  }

  typed(_name: string, value: string): void {
    this.amount = value;
    this.errors = {};
    // Another amount is another refund.
    this.request = crypto.randomUUID();
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const left = this.left;
    if (left === null) return html`${nothing}`;
    const checked = checkRefund(this.all, this.amount, left);
    return html`<cm-dialog .open=${this.open} .label=${t('refund.title')} @dismiss=${() => this.close()}>
      <form class="stack" novalidate @submit=${(event: Event) => void this.refund(event)}>
        <p class="quiet">${t('refund.explain')}</p>
        <fieldset>
          <legend class="visually-hidden">${t('refund.title')}</legend>
          ${this.choice(true, t('refund.all', { amount: money(left) }))} ${this.choice(false, t('refund.part'))}
        </fieldset>
        ${this.all
          ? nothing
          : input(this, 'amount', t('refund.amount'), {
              inputmode: 'decimal',
              unit: left.currency,
              hint: t('refund.most', { amount: money(left) }),
            })}
        ${problemBox(this.action.problem())}
      </form>
      <button slot="actions" type="button" @click=${() => this.close()}>${t('no')}</button>
      <button
        slot="actions"
        class="primary"
        aria-busy=${this.action.isBusy()}
        @click=${(event: Event) => void this.refund(event)}
      >
        ${checked.ok ? t('refund.do', { amount: money(checked.amount) }) : t('refund')}
      </button>
    </cm-dialog>`;
  }

  private choice(all: boolean, text: string): TemplateResult {
    return html`<label class="tick">
      <input type="radio" name="how" .checked=${live(this.all === all)} @change=${() => this.choose(all)} />
      <span>${text}</span>
    </label>`;
  }

  private choose(all: boolean): void {
    this.all = all;
    this.request = crypto.randomUUID();
  }

  private get left(): Money | null {
    const captured = this.view.parts.payment?.captured;
    return captured == null ? null : { minorUnits: refundable(this.view), currency: captured.currency };
  }

  private async refund(event: Event): Promise<void> {
    event.preventDefault();
    const left = this.left;
    if (left === null) return;
    const checked = checkRefund(this.all, this.amount, left);
    this.errors = checked.ok ? {} : { amount: checked.error };
    if (!checked.ok) return focusFault(this);
    const body = { request: this.request, amount: checked.amount };
    const done = await this.action.run('refund', () => this.desk.command(this.view.id, 'refund', body));
    if (done !== undefined) this.close();
  }

  private close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-refund': ConsoleRefund;
  }
}
