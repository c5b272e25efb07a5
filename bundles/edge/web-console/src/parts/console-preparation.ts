import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import '@connectme/web-shared/components/cm-plan';
import { CmElement } from '@connectme/web-shared/element';
import {
  cardBrand,
  dayAndTime,
  minutes,
  money,
  ownZone,
  sameWallClock,
  timeWithZone,
} from '@connectme/web-shared/format';
import { languageNames } from '@connectme/web-shared/i18n';
import type { Appointment, View } from '@connectme/web-shared/protocol';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import { type Step, steps, whyNotStart } from '../model/readiness.js';
import { hashOf } from '../model/route.js';
import { isHere, mailRefused } from '../model/status.js';
import { type Key, t } from '../words/texts.js';
import { Action } from './action.js';
import { statusChip } from './chip.js';
import './console-change.js';
import type { Change } from './console-change.js';
import { fieldLook } from './field-look.js';
import { type IconName, icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';
import { enterCall, go } from './way.js';
import { scheduleDraft } from './console-schedule.js';
import { toWall } from '../model/zoned-time.js';

/** A consultation before its call: who comes, what about, and what is still missing. */
@customElement('console-preparation')
export class ConsolePreparation extends CmElement {
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
      .call {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--cm-3) var(--cm-4);
      }
      .call p {
        flex: 1 1 14rem;
        color: var(--cm-ink);
      }
      ol {
        list-style: none;
        display: grid;
      }
      ol li {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr);
        gap: 0 var(--cm-3);
        padding-block: var(--cm-3);
      }
      ol li + li {
        border-top: 1px solid var(--cm-line);
      }
      ol svg.icon {
        width: 24px;
        height: 24px;
        padding: 4px;
        border-radius: 50%;
        stroke-width: 2.5;
      }
      ol .open svg.icon {
        color: var(--cm-quiet);
        background: color-mix(in srgb, var(--cm-surface), var(--cm-ink) 6%);
      }
      ol .done svg.icon {
        color: var(--cm-live);
        background: var(--cm-live-soft);
      }
      ol .trouble svg.icon {
        color: var(--cm-alert);
        background: var(--cm-alert-soft);
      }
      ol .skipped svg.icon {
        color: var(--cm-quiet);
      }
      ol .detail {
        grid-column: 2;
      }
      .columns {
        display: grid;
        gap: var(--cm-6);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
        align-items: start;
      }
      blockquote {
        margin: 0;
        padding-inline-start: var(--cm-3);
        border-inline-start: 3px solid var(--cm-line);
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .page {
        max-width: 860px;
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) view!: View;
  /** Another consultation's call is open in this window. */
  @property({ attribute: false }) otherCall = false;
  @state() private change: Change | null = null;
  @state() private done: Key | null = null;
  private readonly action = new Action(this);

  override render(): TemplateResult {
    const appointment = this.view.parts.appointment;
    if (appointment === undefined) return html`<div class="page"><p role="status">${t('replacing')}</p></div>`;
    return html`<div class="page">
      ${this.top(appointment)} ${this.wishes(appointment)} ${this.call(appointment)}
      <div class="columns">
        <section class="section">
          <h2>${t('prep.steps')}</h2>
          <ol class="card">
            ${steps(this.view).map((step) => this.step(step, appointment))}
          </ol>
        </section>
        <section class="section">
          <h2>${t('prep.contact')}</h2>
          <div class="card">${this.contact(appointment)}</div>
          ${this.notes(appointment)}
        </section>
        <section class="section">
          <h2>${t('prep.plan', { name: appointment.offer.plan.name })}</h2>
          <div class="card">
            <cm-plan .plan=${appointment.offer.plan} .examples=${appointment.offer.examples}></cm-plan>
          </div>
        </section>
        ${this.manage(appointment)}
      </div>
      <console-change
        .desk=${this.desk}
        .view=${this.view}
        .change=${this.change}
        @done=${() => this.changed()}
        @dismiss=${() => (this.change = null)}
      ></console-change>
    </div>`;
  }

  private top(appointment: Appointment): TemplateResult {
    return html`<div class="top">
      <a class="back" href=${hashOf({ at: 'consultations' })}>${icon('previous')}${t('nav.consultations')}</a>
      ${statusChip(this.view)}
      <h1>${appointment.customerName}</h1>
      <p dir="auto">${appointment.subject}</p>
      <p class="quiet">
        ${dayAndTime(appointment.startsAt)}, ${minutes(appointment.plannedMinutes)}
        ${sameWallClock(appointment.startsAt, appointment.zone, ownZone())
          ? nothing
          : html`<br />${t('prep.otherZone', {
                time: timeWithZone(appointment.startsAt, appointment.zone),
                zone: appointment.zone,
              })}`}
      </p>
    </div>`;
  }

  private wishes(appointment: Appointment): TemplateResult {
    return html`<div role="status">
      ${appointment.anotherTimeAsked === null
        ? nothing
        : html`<div class="notice still">
            ${icon('clock')}
            <div>
              <strong>${t('prep.otherTime', { name: appointment.customerName })}</strong>
              ${appointment.anotherTimeAsked === ''
                ? nothing
                : html`<p class="text" dir="auto">${appointment.anotherTimeAsked}</p>`}
              <div class="row">
                <button @click=${() => (this.change = 'reschedule')}>${t('reschedule')}</button>
              </div>
            </div>
          </div>`}
    </div>`;
  }

  private call(appointment: Appointment): TemplateResult {
    const missing = this.otherCall ? 'start.otherCall' : whyNotStart(this.view);
    const is = missing === null ? (isHere(this.view) ? 'start.here' : 'start.alone') : (missing as Key);
    return html`<section class="card call ${missing === null && isHere(this.view) ? 'live' : ''}">
      <p>${t(is, { name: appointment.customerName })}</p>
      <button
        class=${missing === null ? 'primary' : ''}
        ?disabled=${missing !== null}
        aria-busy=${this.action.isBusy(this.view.id)}
        @click=${() => void enterCall(this, this.action, this.desk, this.view)}
      >
        ${icon('camera')}${t('start')}
      </button>
      ${problemBox(this.action.problem(this.view.id))}
    </section>`;
  }

  private step(step: Step, appointment: Appointment): TemplateResult {
    const signs: Record<Step['state'], IconName> = {
      done: 'check',
      open: 'clock',
      trouble: 'alert',
      skipped: 'check',
    };
    return html`<li class=${step.state}>
      ${icon(signs[step.state])}
      <span>${t(step.text as Key, { email: appointment.customerEmail, name: appointment.customerName })}</span>
      <div class="detail small quiet">${this.detail(step)}</div>
    </li>`;
  }

  private detail(step: Step): TemplateResult | string | typeof nothing {
    const { payment, mail } = this.view.parts;
    if (step.name === 'hold' && step.state === 'done' && payment?.held != null) {
      const card =
        payment.cardBrand === null
          ? (payment.cardLastFour ?? '')
          : `${cardBrand(payment.cardBrand)} ···· ${payment.cardLastFour}`;
      return t('step.hold.amount', { amount: money(payment.held), card });
    }
    if (step.name !== 'mail') return nothing;
    const latest = mail?.entries.at(-1);
    return html`${latest?.detail ? html`<p>${latest.detail}</p>` : nothing}
      ${step.state === 'trouble' ? html`<p>${t('step.mail.advice')}</p>` : nothing}
      <a href=${hashOf({ at: 'outbox', mail: null })}>${t('step.mail.outbox')}</a>`;
  }

  private contact(appointment: Appointment): TemplateResult {
    const given = appointment.contact;
    const email = given?.email || appointment.customerEmail;
    return html`<dl class="facts">
      <dt>${t('contact.name')}</dt>
      <dd>${given?.name || appointment.customerName}</dd>
      <dt>${t('contact.email')}</dt>
      <dd><a href="mailto:${email}">${email}</a></dd>
      ${given?.phone
        ? html`<dt>${t('contact.phone')}</dt>
            <dd dir="ltr"><a href="tel:${given.phone.replace(/[^+\d]/g, '')}">${given.phone}</a></dd>`
        : nothing}
      ${given?.topic
        ? html`<dt>${t('contact.topic')}</dt>
            <dd dir="auto">${given.topic}</dd>`
        : nothing}
      <dt>${t('contact.language')}</dt>
      <dd>${nameOf(appointment.language)}</dd>
    </dl>`;
  }

  private notes(appointment: Appointment): TemplateResult | typeof nothing {
    if (appointment.notes.length === 0) return nothing;
    return html`<h2>${t('notes')}</h2>
      ${appointment.notes.map(
        (note) =>
          html`<blockquote>
            <p dir="auto">${note.text}</p>
            <p class="small quiet">${dayAndTime(note.at)}</p>
          </blockquote>`,
      )}`;
  }

  private manage(appointment: Appointment): TemplateResult {
    return html`<section class="section">
      <h2>${t('prep.manage')}</h2>
      <p class="quiet">${t('prep.validUntil', { time: dayAndTime(appointment.invitationUntil) })}</p>
      <div class="row">
        <button aria-busy=${this.action.isBusy('resend')} @click=${() => void this.resend()}>
          ${icon('mail')}${t('resend')}
        </button>
        <button @click=${() => (this.change = 'reschedule')}>${icon('clock')}${t('reschedule')}</button>
        <button @click=${() => (this.change = 'offer')}>${icon('tag')}${t('changePlan')}</button>
        ${mailRefused(this.view)
          ? html`<button @click=${() => this.again(appointment)}>${icon('pen')}${t('again')}</button>`
          : nothing}
        <button @click=${() => (this.change = 'cancel')}>${icon('cross')}${t('cancel')}</button>
      </div>
      <div role="status">
        ${this.done === null ? nothing : html`<span class="saved">${icon('check')}${t(this.done)}</span>`}
      </div>
      ${problemBox(this.action.problem('resend'))}
    </section>`;
  }

  private async resend(): Promise<void> {
    this.done = null;
    const sent = await this.action.run('resend', () => this.desk.command(this.view.id, 'resend'));
    if (sent !== undefined) this.done = 'resend.done';
  }

  private changed(): void {
    this.done = this.change === 'reschedule' ? 'reschedule.done' : this.change === 'offer' ? 'changePlan.done' : null;
    this.change = null;
  }

  /** The same appointment as a new form, to put the address right. */
  private again(appointment: Appointment): void {
    const draft = scheduleDraft(appointment.zone);
    draft.replace({
      ...draft.value,
      ...toWall(appointment.startsAt, appointment.zone),
      request: crypto.randomUUID(),
      customerName: appointment.customerName,
      customerEmail: appointment.customerEmail,
      subject: appointment.subject,
      zone: appointment.zone,
      plannedMinutes: String(appointment.plannedMinutes),
      language: appointment.language,
      planId: appointment.offer.plan.id,
      greeting: appointment.greeting,
    });
    go(this, { at: 'new' });
  }
}

function nameOf(language: string): string {
  return (languageNames as Record<string, string>)[language] ?? language;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-preparation': ConsolePreparation;
  }
}
