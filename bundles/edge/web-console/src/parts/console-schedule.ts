import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { ownZone } from '@connectme/web-shared/format';
import { language, languageNames, languages } from '@connectme/web-shared/i18n';
import type { Plan } from '@connectme/web-shared/protocol';
import { type TemplateResult, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import { Draft } from '../model/draft.js';
import { hashOf } from '../model/route.js';
import { type Errors, type ScheduleDraft, checkSchedule } from '../model/schedule-draft.js';
import { toWall } from '../model/zoned-time.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, area, focusFault, input, select } from './fields.js';
import { fieldLook } from './field-look.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { faults, problemBox } from './problem.js';
import { TIME_NAMES, timeFields } from './time-fields.js';
import { go } from './way.js';

/** The draft's name in this tab; "schedule again" fills it from an earlier consultation. */
export function scheduleDraft(zone: string): Draft<ScheduleDraft> {
  return new Draft('console.schedule', () => ({
    request: crypto.randomUUID(),
    customerName: '',
    customerEmail: '',
    subject: '',
    ...nextFullHour(zone),
    zone,
    plannedMinutes: '30',
    invitationHours: '24',
    planId: '',
    language: language(),
    greeting: '',
  }));
}

/** A new consultation. */
@customElement('console-schedule')
export class ConsoleSchedule extends CmElement implements Form {
  static override styles = [base, look, fieldLook];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) plans: readonly Plan[] | null = null;
  @state() errors: Errors = {};
  private draft!: Draft<ScheduleDraft>;
  private readonly action = new Action(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.draft = scheduleDraft(this.zone);
  }

  value(name: string): string {
    return this.draft.value[name as keyof ScheduleDraft];
  }

  typed(name: string, value: string): void {
    this.draft.set(name as keyof ScheduleDraft, value);
    if (this.errors[name])
      this.errors = Object.fromEntries(Object.entries(this.errors).filter(([key]) => key !== name));
  }

  override render(): TemplateResult {
    return html`<form class="page" novalidate @submit=${(event: Event) => void this.schedule(event)}>
      <div>
        <a class="back" href=${hashOf({ at: 'consultations' })}>${icon('previous')}${t('back')}</a>
        <h1>${t('schedule.title')}</h1>
      </div>
      <section class="section">
        <h2>${t('schedule.who')}</h2>
        <div class="pair">
          ${input(this, 'customerName', t('schedule.name'), { maxlength: 200 })}
          ${input(this, 'customerEmail', t('schedule.email'), { type: 'email', inputmode: 'email', maxlength: 254 })}
        </div>
        ${input(this, 'subject', t('schedule.subject'), { maxlength: 200, hint: t('schedule.subject.hint') })}
        ${select(
          this,
          'language',
          t('schedule.language'),
          languages.map((one) => ({ value: one, text: languageNames[one] })),
          { hint: t('schedule.language.hint') },
        )}
      </section>
      <section class="section">
        <h2>${t('schedule.when')}</h2>
        ${timeFields(this, this.zone)}
      </section>
      <section class="section">
        <h2>${t('schedule.price')}</h2>
        ${this.planChoice()}
        ${area(this, 'greeting', t('schedule.greeting'), { optional: true, rows: 3, hint: this.greetingHint() })}
      </section>
      ${problemBox(Object.keys(this.errors).length > 0 ? null : this.action.problem())}
      <div class="row">
        <button class="primary" aria-busy=${this.action.isBusy()}>${t('schedule.do')}</button>
        <button type="button" class="plain" @click=${() => this.clear()}>${t('schedule.clear')}</button>
      </div>
    </form>`;
  }

  private planChoice(): TemplateResult {
    if (this.plans !== null && this.plans.length === 0) {
      return html`<div class="notice still">
        ${icon('info')}
        <div>
          <p class="text">${t('schedule.noPlan')}</p>
          <p><a href=${hashOf({ at: 'plan', id: null })}>${t('plans.new')}</a></p>
        </div>
      </div>`;
    }
    const options = (this.plans ?? []).map((plan) => ({ value: plan.id, text: plan.name }));
    return select(this, 'planId', t('schedule.plan'), [{ value: '', text: t('schedule.plan.choose') }, ...options]);
  }

  private greetingHint(): string {
    const own = this.desk.state.me?.profile.greeting ?? '';
    return own === '' ? t('schedule.greeting.hint') : t('schedule.greeting.own', { greeting: own });
  }

  private get zone(): string {
    return this.desk.state.me?.profile.zone || ownZone();
  }

  private async schedule(event: Event): Promise<void> {
    event.preventDefault();
    const checked = checkSchedule(this.draft.value, Date.now());
    this.errors = checked.ok ? {} : checked.errors;
    if (!checked.ok) return focusFault(this);
    const made = await this.action.run('schedule', () => this.desk.schedule(checked.body));
    if (made === undefined) {
      const problem = this.action.problem();
      this.errors = problem === null ? {} : faults(problem, TIME_NAMES);
      return focusFault(this);
    }
    this.draft.clear();
    void this.desk.list(toWall(checked.body.startsAt, ownZone()).date, '');
    go(this, { at: 'consultation', id: made.value.id });
  }

  private clear(): void {
    this.draft.clear();
    this.errors = {};
    this.action.forget();
    this.renderRoot.querySelector<HTMLElement>('#customerName')?.focus();
  }
}

function nextFullHour(zone: string): { date: string; time: string } {
  const hour = 3_600_000;
  return toWall(new Date((Math.floor(Date.now() / hour) + 1) * hour).toISOString(), zone);
}

declare global {
  interface HTMLElementTagNameMap {
    'console-schedule': ConsoleSchedule;
  }
}
