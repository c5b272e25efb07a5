import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import { CmElement } from '@connectme/web-shared/element';
import { money } from '@connectme/web-shared/format';
import { problemText } from '@connectme/web-shared/problem';
import type { Payment } from '@connectme/web-shared/protocol';
import type { Customer } from './customer.js';
import { live } from './texts/live.js';

/** Asks whether more may be held, once most of the hold is used. Saying nothing is a no. */
@customElement('cu-raise')
export class CuRaise extends CmElement {
  static override styles = [base];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) payment: Payment | undefined;
  @state() private error: string | null = null;
  @state() private busy = false;
  /** The total that was said no to; a higher one is asked about anew. */
  @state() private refused: number | null = null;
  /** One press: the same however often it has to be sent, so that it raises once. */
  private request: string | null = null;

  override render() {
    const { payment } = this;
    const raise = payment?.raise ?? null;
    if (payment === undefined || raise === null || payment.held === null) return nothing;
    const values = { held: money(payment.held), total: money(raise.total) };
    if (raise.state === 'ASKED' || raise.state === 'DOUBT') {
      return html`<cm-banner kind="still" role="status">${live('raise.asked', values)}</cm-banner>`;
    }
    if (raise.state === 'DECLINED') this.request = null;
    if (this.refused === raise.total.minorUnits) return nothing;
    const text = live(raise.state === 'DECLINED' ? 'raise.declined' : 'raise.ask', values);
    return html`<cm-banner kind="info" role="status">
      ${text} ${this.error ?? nothing}
      ${raise.mayBeAsked
        ? html`<button slot="action" ?disabled=${this.busy} @click=${() => void this.yes()}>
            ${live('raise.yes', values)}
          </button>`
        : nothing}
      <button slot="action" class="plain" @click=${() => (this.refused = raise.total.minorUnits)}>
        ${live('raise.no')}
      </button>
    </cm-banner>`;
  }

  private async yes(): Promise<void> {
    const total = this.payment?.raise?.total;
    if (total === undefined || this.busy) return;
    this.busy = true;
    this.request ??= crypto.randomUUID();
    const problem = await this.customer.command('payment/raise', { request: this.request, total });
    // Without an answer it may have arrived; a refusal means that it never began.
    if (problem !== null && problem.status !== 0) this.request = null;
    this.error = problem === null ? null : problemText(problem);
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-raise': CuRaise;
  }
}
