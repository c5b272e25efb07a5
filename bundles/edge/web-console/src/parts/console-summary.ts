import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-timeline';
import { CmElement } from '@connectme/web-shared/element';
import { cardBrand, dayAndTime, money, spell } from '@connectme/web-shared/format';
import type { Appointment, Bill, Payment, View } from '@connectme/web-shared/protocol';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import { hashOf } from '../model/route.js';
import { refundable } from '../model/status.js';
import { type Key, t } from '../words/texts.js';
import { Action } from './action.js';
import { chip, statusChip } from './chip.js';
import './console-refund.js';
import { fieldLook } from './field-look.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

/** A consultation that is over: what it came to, and what became of the money. */
@customElement('console-summary')
export class ConsoleSummary extends CmElement {
  static override styles = [
    base,
    look,
    fieldLook,
    css`
      .top {
        display: grid;
        gap: var(--cm-2);
        justify-items: start;
      }
      .sum {
        display: grid;
        gap: var(--cm-4);
      }
      td:first-child {
        color: var(--cm-quiet);
        padding-inline-end: var(--cm-4);
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) view!: View;
  @state() private refunding = false;
  @state() private mailed = false;
  private request = crypto.randomUUID();
  private readonly action = new Action(this);

  override render(): TemplateResult {
    const { appointment, meter, payment } = this.view.parts;
    return html`<div class="page">
      <div class="top">
        <a class="back" href=${hashOf({ at: 'consultations' })}>${icon('previous')}${t('nav.consultations')}</a>
        ${statusChip(this.view)}
        <h1>${appointment?.customerName || t('erased')}</h1>
        <p>${appointment?.subject}</p>
        <p class="quiet">${appointment === undefined ? nothing : dayAndTime(appointment.startsAt)}</p>
      </div>
      ${this.why(appointment)}
      ${appointment?.stage === 'SUMMARY' ? this.bill(meter?.bill ?? null, payment) : this.released(payment)}
      ${appointment?.stage === 'SUMMARY' ? this.actions(payment) : nothing}
      ${appointment === undefined || appointment.notes.length === 0
        ? nothing
        : html`<section class="section">
            <h2>${t('notes')}</h2>
            ${appointment.notes.map((note) => html`<p class="card" dir="auto">${note.text}</p>`)}
          </section>`}
      <console-refund
        .desk=${this.desk}
        .view=${this.view}
        .open=${this.refunding}
        @close=${() => (this.refunding = false)}
      ></console-refund>
    </div>`;
  }

  private why(appointment: Appointment | undefined): TemplateResult | typeof nothing {
    const name = appointment?.customerName ?? '';
    if (appointment?.stage === 'EXPIRED') return html`<p>${t('over.expired')}</p>`;
    if (appointment?.cancelled != null) {
      const by: Key = appointment.cancelled.by === 'CUSTOMER' ? 'over.cancelled.customer' : 'over.cancelled.you';
      return html`<div class="section">
        <p>${t(by, { name })}</p>
        ${appointment.cancelled.reason === ''
          ? nothing
          : html`<p class="card" dir="auto">${appointment.cancelled.reason}</p>`}
      </div>`;
    }
    const ended = this.view.parts.presence?.ended;
    if (ended == null) return nothing;
    return html`<p>${t(endKey(ended), { name, time: dayAndTime(ended.at) })}</p>`;
  }

  private bill(bill: Bill | null, payment: Payment | undefined): TemplateResult {
    const { meter, appointment } = this.view.parts;
    if (bill === null) return html`<p class="card quiet" role="status">${t('bill.none')}</p>`;
    return html`<section class="card sum" aria-labelledby="amount">
      <div>
        <p class="small quiet" id="amount">${t('bill.amount')}</p>
        <p class="figure">${money(bill.gross)}</p>
      </div>
      <table>
        <tbody>
          ${row(t('bill.duration'), spell(bill.durationMillis))} ${row(t('bill.billable'), spell(bill.billableMillis))}
          ${row(t('bill.net'), money(bill.net))}
          ${row(appointment?.offer.plan.tax.label || t('bill.tax'), money(bill.tax))}
          ${payment?.held == null ? nothing : row(t('bill.held'), money(payment.held))}
          ${payment?.captured == null ? nothing : row(t('bill.taken'), money(payment.captured))}
          ${payment?.refunded == null || payment.refunded.minorUnits === 0
            ? nothing
            : row(t('bill.refunded'), money(payment.refunded))}
          ${payment?.cardLastFour == null
            ? nothing
            : row(t('bill.card'), `${cardBrand(payment.cardBrand ?? '')} ···· ${payment.cardLastFour}`)}
          ${payment?.receiptNumber == null ? nothing : row(t('bill.receipt'), String(payment.receiptNumber))}
        </tbody>
      </table>
      ${payment === undefined ? nothing : html`<p>${this.paymentState(payment)}</p>`}
      ${meter?.startedAt == null
        ? nothing
        : html`<cm-timeline .bill=${bill} .from=${meter.startedAt} .side=${this.view.side}></cm-timeline>`}
    </section>`;
  }

  private paymentState(payment: Payment): TemplateResult {
    const tone =
      payment.status === 'FAILED'
        ? 'alert'
        : payment.status === 'DOUBT'
          ? 'still'
          : payment.status === 'CAPTURING'
            ? 'info'
            : 'live';
    const sign = tone === 'live' ? 'check' : tone === 'info' ? 'clock' : 'alert';
    return html`${chip(tone, sign, t(`payment.${payment.status}`))} ${t(`payment.${payment.status}.explain`)}`;
  }

  private released(payment: Payment | undefined): TemplateResult | typeof nothing {
    if (payment === undefined || payment.held === null) return html`<p class="quiet">${t('over.nothing')}</p>`;
    return html`<p>${this.paymentState(payment)}</p>`;
  }

  private actions(payment: Payment | undefined): TemplateResult {
    return html`<section class="section">
      <div class="row">
        ${refundable(this.view) > 0
          ? html`<button @click=${() => (this.refunding = true)}>${icon('card')}${t('refund')}</button>`
          : nothing}
        <button aria-busy=${this.action.isBusy('mail')} @click=${() => void this.mail()}>
          ${icon('mail')}${t('summaryMail')}
        </button>
        <a
          class="button"
          href="/api/consultant/consultations/${this.view.id}/evidence-paper?language=${document.documentElement.lang}"
          download
          >${icon('paper')}${t('evidence.paper')}</a
        >
        <a class="button" href="/api/consultant/consultations/${this.view.id}/evidence" download
          >${icon('paper')}${t('evidence')}</a
        >
      </div>
      <p class="small quiet">${t('evidence.explain')}</p>
      <div role="status">
        ${this.mailed ? html`<span class="saved">${icon('check')}${t('summaryMail.done')}</span>` : nothing}
      </div>
      ${problemBox(this.action.problem('mail'))}
      ${payment === undefined || payment.refunds.length === 0
        ? nothing
        : html`<h2>${t('refunds')}</h2>
            <ul class="card">
              ${payment.refunds.map(
                (refund) =>
                  html`<li>
                    ${money(refund.amount)} · ${dayAndTime(refund.at)} ·
                    ${chip(...refundChip(refund.state), t(`refund.${refund.state}`))}
                  </li>`,
              )}
            </ul>`}
    </section>`;
  }

  private async mail(): Promise<void> {
    this.mailed = false;
    const sent = await this.action.run('mail', () =>
      this.desk.command(this.view.id, 'summary-mail', { request: this.request }),
    );
    if (sent === undefined) return;
    this.mailed = true;
    this.request = crypto.randomUUID();
  }
}

function row(label: string, value: string): TemplateResult {
  return html`<tr>
    <td>${label}</td>
    <td class="amount">${value}</td>
  </tr>`;
}

function refundChip(state: 'ASKED' | 'DONE' | 'FAILED'): ['info' | 'live' | 'alert', 'clock' | 'check' | 'alert'] {
  if (state === 'ASKED') return ['info', 'clock'];
  return state === 'DONE' ? ['live', 'check'] : ['alert', 'alert'];
}

function endKey(ended: NonNullable<NonNullable<View['parts']['presence']>['ended']>): Key {
  switch (ended.reason) {
    case 'HUNG_UP':
      return ended.by === 'CUSTOMER' ? 'over.hungUp.customer' : 'over.hungUp.you';
    case 'TIMED_OUT':
      return ended.lostSide === 'CUSTOMER' ? 'over.lost.customer' : 'over.lost.you';
    case 'NOT_KEPT':
      return 'over.notKept';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-summary': ConsoleSummary;
  }
}
