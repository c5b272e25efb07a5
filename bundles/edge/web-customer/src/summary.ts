import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import '@connectme/web-shared/components/cm-timeline';
import { CmElement } from '@connectme/web-shared/element';
import { cardBrand, dayAndTime, shortDay, money, percent, spell } from '@connectme/web-shared/format';
import { priceLine } from '@connectme/web-shared/plan';
import { problemText } from '@connectme/web-shared/problem';
import type { Appointment, Bill, Payment, View } from '@connectme/web-shared/protocol';
import type { Customer } from './customer.js';
import { page } from './layout.js';
import { live } from './texts/live.js';

/** What it came to, and why; prints as a receipt. */
@customElement('cu-summary')
export class CuSummary extends CmElement {
  static override styles = [
    base,
    page,
    css`
      .amount-taken {
        display: grid;
        gap: var(--cm-1);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--cm-3);
      }
      .ways button {
        flex: 1 1 auto;
      }
      .seller {
        white-space: pre-line;
      }
      th {
        width: 38%;
      }
      td {
        text-align: end;
      }
      tr:last-child > * {
        border-block-end: 0;
      }
      .total > * {
        font-weight: 650;
      }
      .seal {
        font-family: var(--cm-mono);
        font-size: var(--cm-size-small);
        overflow-wrap: anywhere;
      }
      @media print {
        .ways,
        .forward {
          display: none;
        }
        .page {
          width: 100%;
          padding: 0;
        }
        .card {
          border: 0;
          padding: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) view!: View;
  @state() private mailed = false;
  @state() private error: string | null = null;
  private request = crypto.randomUUID();

  override connectedCallback(): void {
    super.connectedCallback();
    // Nobody is seen or heard any more.
    void this.customer.closeMedia();
  }

  override render() {
    const { appointment, meter, payment, presence } = this.view.parts;
    if (appointment === undefined) return nothing;
    const name = appointment.contact?.name ?? appointment.customerName;
    const ended = presence?.ended?.reason;
    return html`<div class="page">
      <h1>${ended === 'HUNG_UP' ? live('summary.title', { name }) : live('summary.title.plain')}</h1>
      ${ended === 'TIMED_OUT' ? html`<p>${live('summary.timed-out')}</p>` : nothing}
      ${ended === 'NOT_KEPT' ? html`<p>${live('summary.not-kept')}</p>` : nothing}
      <div class="amount-taken" role="status">${this.amount(payment, meter?.bill ?? null)}</div>
      ${meter?.bill ? this.bill(meter.bill, appointment, payment, meter.startedAt) : nothing}
      <dl class="facts">
        <div>
          <dt>${live('summary.with')}</dt>
          <dd>${appointment.consultantName}</dd>
        </div>
        <div>
          <dt>${live('summary.date')}</dt>
          <dd>${dayAndTime(meter?.startedAt ?? appointment.startsAt)}</dd>
        </div>
        <div>
          <dt>${live('summary.seller')}</dt>
          <dd class="seller" dir="auto">${sellerLines(appointment)}</dd>
        </div>
        <div>
          <dt>${live('summary.head')}</dt>
          <dd class="seal" dir="ltr">${this.view.head}</dd>
        </div>
      </dl>
      <div class="ways">
        ${meter?.bill
          ? html`<a class="button" href="/api/customer/receipt" download>${live('summary.receipt-pdf')}</a>`
          : nothing}
        <button @click=${() => print()}>${live('summary.download')}</button>
        <button @click=${() => void this.mail()}>${live('summary.mail')}</button>
      </div>
      <p role="status">
        ${this.mailed
          ? live('summary.mailed', { email: appointment.contact?.email ?? appointment.customerEmail })
          : nothing}
      </p>
      <p class="error" role="alert">${this.error ?? nothing}</p>
      <div class="forward">
        <button class="primary wide" @click=${() => void this.customer.leave()}>${live('summary.done')}</button>
      </div>
    </div>`;
  }

  private amount(payment: Payment | undefined, bill: Bill | null) {
    const figure = (text: string, explain: string | null) =>
      html`<p class="figure">${text}</p>
        ${explain === null ? nothing : html`<p class="quiet">${explain}</p>`}`;
    switch (payment?.status) {
      case 'CAPTURED':
        return figure(money(payment.captured ?? bill?.gross ?? zero(this.view)), live('summary.paid'));
      case 'CAPTURING':
      case 'DOUBT':
        return figure(money(bill?.gross ?? zero(this.view)), live('summary.working'));
      case 'FAILED':
        return figure(money(bill?.gross ?? zero(this.view)), live('summary.failed'));
      case 'WAIVED':
        return figure(money(zero(this.view)), live('summary.waived'));
      case 'RELEASED':
        return figure(live('summary.nothing'), live('summary.released'));
      default:
        if (bill === null) return html`<p class="lead">${live('summary.waiting')}</p>`;
        return bill.gross.minorUnits === 0
          ? figure(live('summary.nothing'), null)
          : figure(money(bill.gross), live('summary.working'));
    }
  }

  private bill(bill: Bill, appointment: Appointment, payment: Payment | undefined, startedAt: string | null) {
    const { plan } = appointment.offer;
    const tax = { label: plan.tax.label, rate: percent(plan.tax.basisPoints) };
    const line = (label: string, value: string, total = false) =>
      html`<tr class=${total ? 'total' : ''}>
        <th scope="row">${label}</th>
        <td>${value}</td>
      </tr>`;
    return html`
      <div class="card">
        <table>
          <tbody>
            ${line(live('summary.duration'), spell(bill.durationMillis))}
            ${line(live('summary.billable'), spell(bill.billableMillis))} ${line(live('summary.rate'), priceLine(plan))}
            ${bill.tax.minorUnits === 0
              ? nothing
              : html`${line(live('summary.net'), money(bill.net))}
                ${line(live(plan.tax.included ? 'summary.tax.included' : 'summary.tax', tax), money(bill.tax))}`}
            ${line(live('summary.total'), money(bill.gross), true)}
            ${payment?.cardBrand && payment.cardLastFour
              ? line(
                  live('summary.card'),
                  live('summary.card.value', { brand: cardBrand(payment.cardBrand), digits: payment.cardLastFour }),
                )
              : nothing}
            ${payment?.receiptNumber == null ? nothing : line(live('summary.receipt'), String(payment.receiptNumber))}
            ${payment?.refunds.map((refund) => line(refundLabel(refund), `−${money(refund.amount)}`))}
          </tbody>
        </table>
      </div>
      ${startedAt === null
        ? nothing
        : html`<section class="stack">
            <h2>${live('summary.pauses')}</h2>
            <cm-timeline .bill=${bill} from=${startedAt} side="CUSTOMER"></cm-timeline>
          </section>`}
    `;
  }

  private async mail(): Promise<void> {
    const problem = await this.customer.command('summary-mail', { request: this.request });
    this.error = problem === null ? null : problemText(problem);
    this.mailed = problem === null;
    // The same request twice is one mail; pressing again after it went asks for another.
    if (problem === null) this.request = crypto.randomUUID();
  }
}

function refundLabel({ at, state }: Payment['refunds'][number]): string {
  return live(state === 'DONE' ? 'summary.refund' : `summary.refund.${state}`, { date: shortDay(at) });
}

function sellerLines({ offer: { seller } }: Appointment): string {
  return [seller.name, seller.address, seller.taxNumber].filter((line) => line !== '').join('\n');
}

function zero(view: View) {
  return { minorUnits: 0, currency: view.parts.appointment?.offer.plan.currency ?? 'EUR' };
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-summary': CuSummary;
  }
}
