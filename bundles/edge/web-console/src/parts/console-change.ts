import type { Result } from '@connectme/web-shared/api';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { ownZone } from '@connectme/web-shared/format';
import type { View } from '@connectme/web-shared/protocol';
import { type PropertyValues, type TemplateResult, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import { type Errors, type TimeDraft, checkReschedule } from '../model/schedule-draft.js';
import { toWall } from '../model/zoned-time.js';
import { type Key, t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, area, focusFault, select } from './fields.js';
import { fieldLook } from './field-look.js';
import { look } from './look.js';
import { faults, problemBox } from './problem.js';
import { TIME_NAMES, timeFields } from './time-fields.js';

/** What can be changed about an appointment before its call. */
export type Change = 'reschedule' | 'offer' | 'cancel';

/** Asks for the details of a change. Tells 'done' when it was made, 'dismiss' when it was not. */
@customElement('console-change')
export class ConsoleChange extends CmElement implements Form {
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
  @property({ attribute: false }) change: Change | null = null;
  @state() errors: Errors = {};
  private values: Record<string, string> = {};
  private readonly action = new Action(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('change') && this.change !== null) this.fill();
  }

  value(name: string): string {
    return this.values[name] ?? '';
  }

  typed(name: string, value: string): void {
    this.values[name] = value;
    this.errors = {};
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const change = this.change;
    const name = this.view.parts.appointment?.customerName ?? '';
    return html`<cm-dialog
      .open=${change !== null}
      .label=${change === null ? '' : t(TITLES[change], { name })}
      @dismiss=${() => this.dismiss()}
    >
      <form id="change" class="stack" novalidate @submit=${(event: Event) => void this.submit(event)}>
        ${this.fields()} ${problemBox(Object.keys(this.errors).length > 0 ? null : this.action.problem())}
      </form>
      <button slot="actions" type="button" @click=${() => this.dismiss()}>${t('no')}</button>
      <button
        slot="actions"
        class=${change === 'cancel' ? 'danger' : 'primary'}
        aria-busy=${this.action.isBusy()}
        @click=${(event: Event) => void this.submit(event)}
      >
        ${change === null ? '' : t(BUTTONS[change])}
      </button>
    </cm-dialog>`;
  }

  private fields(): TemplateResult {
    switch (this.change) {
      case 'reschedule':
        return html`<p class="quiet">${t('reschedule.explain')}</p>
          ${timeFields(this, ownZone())}`;
      case 'offer':
        return html`<p class="quiet">${t('changePlan.explain')}</p>
          ${select(
            this,
            'planId',
            t('schedule.plan'),
            (this.desk.state.plans ?? []).map((plan) => ({ value: plan.id, text: plan.name })),
          )}`;
      case 'cancel':
        return html`<p class="quiet">${t('cancel.explain')}</p>
          ${area(this, 'reason', t('cancel.reason'), { optional: true, rows: 3, hint: t('cancel.reason.hint') })}`;
      case null:
        return html``;
    }
  }

  private fill(): void {
    this.errors = {};
    this.action.forget();
    const appointment = this.view.parts.appointment;
    if (appointment === undefined) return;
    const valid = Date.parse(appointment.invitationUntil) - Date.parse(appointment.startsAt);
    this.values = {
      ...toWall(appointment.startsAt, appointment.zone),
      zone: appointment.zone,
      plannedMinutes: String(appointment.plannedMinutes),
      invitationHours: String(Math.max(1, Math.round(valid / 3_600_000))),
      planId: appointment.offer.plan.id,
      reason: '',
    };
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const change = this.change;
    if (change === null) return;
    const request = this.request(change);
    if (request === null) return focusFault(this);
    const made = await this.action.run(change, request);
    if (made !== undefined) {
      this.dispatchEvent(new Event('done'));
      return;
    }
    const problem = this.action.problem();
    this.errors = problem === null ? {} : faults(problem, TIME_NAMES);
    return focusFault(this);
  }

  private request(change: Change): (() => Promise<Result<View>>) | null {
    const id = this.view.id;
    if (change === 'cancel') return () => this.desk.command(id, 'cancel', { reason: this.value('reason').trim() });
    if (change === 'offer') return () => this.desk.command(id, 'offer', { planId: this.value('planId') });
    const draft: TimeDraft = {
      date: this.value('date'),
      time: this.value('time'),
      zone: this.value('zone'),
      plannedMinutes: this.value('plannedMinutes'),
      invitationHours: this.value('invitationHours'),
    };
    const checked = checkReschedule(draft, Date.now());
    this.errors = checked.ok ? {} : checked.errors;
    return checked.ok ? () => this.desk.command(id, 'reschedule', checked.body) : null;
  }

  private dismiss(): void {
    this.dispatchEvent(new Event('dismiss'));
  }
}

const TITLES = { reschedule: 'reschedule', offer: 'changePlan', cancel: 'cancel.title' } as const satisfies Record<
  Change,
  Key
>;
const BUTTONS = { reschedule: 'reschedule.do', offer: 'changePlan.do', cancel: 'cancel.do' } as const satisfies Record<
  Change,
  Key
>;

declare global {
  interface HTMLElementTagNameMap {
    'console-change': ConsoleChange;
  }
}
