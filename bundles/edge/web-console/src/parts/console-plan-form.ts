import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-plan';
import { CmElement } from '@connectme/web-shared/element';
import { currencyDigits, minutes, seconds } from '@connectme/web-shared/format';
import { locale } from '@connectme/web-shared/i18n';
import type { Plan, Problem, Quote } from '@connectme/web-shared/protocol';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Desk } from '../desk.js';
import { Draft } from '../model/draft.js';
import { CURRENCIES, type PlanDraft, STEPS, checkPlan, draftOf, emptyPlan } from '../model/plan-draft.js';
import { hashOf } from '../model/route.js';
import type { Errors } from '../model/schedule-draft.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, focusFault, input, select } from './fields.js';
import { fieldLook } from './field-look.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { faults, problemBox, refusal } from './problem.js';
import { go } from './way.js';

const QUOTE_MILLIS = 350;
const NAMES: Record<string, string> = {
  freeSeconds: 'freeMinutes',
  'tax.label': 'taxLabel',
  'tax.basisPoints': 'taxPercent',
};
/** The field that a finding about the whole plan is about. */
const ABOUT: Record<string, string> = {
  'plan.name': 'name',
  'plan.currency': 'currency',
  'plan.price': 'pricePerMinute',
  'plan.step': 'stepSeconds',
  'plan.step-above-hold': 'hold',
  'plan.free-time': 'freeMinutes',
  'plan.minimum': 'minimum',
  'plan.minimum-above-hold': 'hold',
  'plan.cap': 'cap',
  'plan.cap-below-minimum': 'cap',
  'plan.tax-rate': 'taxPercent',
  'plan.tax-label': 'taxLabel',
  'plan.hold': 'hold',
  'plan.hold-missing': 'hold',
  'plan.hold-on-free-plan': 'hold',
};

/** One rate plan: the form, and beside it what the customer will read, as the server reckons it. */
@customElement('console-plan-form')
export class ConsolePlanForm extends CmElement implements Form {
  static override styles = [
    base,
    look,
    fieldLook,
    css`
      .page {
        max-width: 1080px;
        grid-template-columns: minmax(0, 1fr);
      }
      .columns {
        display: grid;
        gap: var(--cm-8);
        grid-template-columns: minmax(0, 1fr) minmax(0, 400px);
        align-items: start;
      }
      form,
      .view {
        display: grid;
        gap: var(--cm-5);
        grid-template-columns: minmax(0, 1fr);
      }
      .view {
        position: sticky;
        top: var(--cm-6);
        gap: var(--cm-3);
      }
      .view .card {
        min-height: 320px;
      }
      .stale {
        opacity: 0.55;
      }
      @media (max-width: 1079px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .view {
          position: static;
        }
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) plan: Plan | null = null;
  @state() errors: Errors = {};
  /** What is shown on the right, and whether it is of what stands on the left now. */
  @state() private quoted: { plan: Plan; examples: Quote[] } | null = null;
  @state() private stale = false;
  @state() private quoteProblem: Problem | null = null;
  private draft!: Draft<PlanDraft>;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private readonly action = new Action(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const plan = this.plan;
    const key = plan === null ? 'new' : `${plan.id}.${plan.version}`;
    this.draft = new Draft(`console.plan.${key}`, () =>
      plan === null ? emptyPlan(this.usualCurrency()) : draftOf(plan),
    );
    void this.quote();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  value(name: string): string {
    return String(this.draft.value[name as keyof PlanDraft] ?? '');
  }

  typed(name: string, value: string): void {
    this.change({ [name]: value });
    if (this.errors[name])
      this.errors = Object.fromEntries(Object.entries(this.errors).filter(([key]) => key !== name));
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <div>
        <a class="back always" href=${hashOf({ at: 'plans' })}>${icon('previous')}${t('plans.title')}</a>
        <h1>${this.plan === null ? t('plans.new') : this.plan.name}</h1>
        ${this.plan === null
          ? nothing
          : html`<p class="quiet">${t('plan.newVersion', { version: this.plan.version })}</p>`}
      </div>
      <div class="columns">${this.form()}${this.customersView()}</div>
    </div>`;
  }

  private form(): TemplateResult {
    const unit = this.draft.value.currency;
    const example = (1.5).toLocaleString(locale(), { minimumFractionDigits: currencyDigits(unit) || 0 });
    return html`<form novalidate @submit=${(event: Event) => void this.save(event)}>
      ${input(this, 'name', t('plan.name'), { maxlength: 100, hint: t('plan.name.hint') })}
      <div class="pair">
        ${select(this, 'currency', t('plan.currency'), this.currencies())}
        ${input(this, 'pricePerMinute', t('plan.price'), {
          inputmode: 'decimal',
          unit,
          hint: currencyDigits(unit) === 0 ? t('plan.whole') : t('plan.decimals', { example }),
        })}
      </div>
      <div class="pair">
        ${select(
          this,
          'stepSeconds',
          t('plan.step'),
          this.steps().map((step) => ({ value: step, text: stepText(Number(step)) })),
          { hint: t('plan.step.hint') },
        )}
        ${input(this, 'freeMinutes', t('plan.free'), { inputmode: 'decimal', hint: t('plan.free.hint') })}
      </div>
      <div class="pair">
        ${input(this, 'minimum', t('plan.minimum'), {
          inputmode: 'decimal',
          unit,
          optional: true,
          hint: t('plan.minimum.hint'),
        })}
        ${input(this, 'cap', t('plan.cap'), { inputmode: 'decimal', unit, optional: true, hint: t('plan.cap.hint') })}
      </div>
      <div class="pair">
        ${input(this, 'taxPercent', t('plan.tax'), { inputmode: 'decimal', unit: '%' })}
        ${input(this, 'taxLabel', t('plan.tax.label'), {
          maxlength: 40,
          optional: true,
          hint: t('plan.tax.label.hint'),
        })}
      </div>
      <fieldset>
        <legend>${t('plan.tax.how')}</legend>
        ${this.taxChoice(true, t('plan.tax.included'))} ${this.taxChoice(false, t('plan.tax.added'))}
      </fieldset>
      ${input(this, 'hold', t('plan.hold'), { inputmode: 'decimal', unit, hint: t('plan.hold.hint') })}
      ${problemBox(Object.keys(this.errors).length > 0 ? null : this.action.problem())}
      <div class="row">
        <button class="primary" aria-busy=${this.action.isBusy()}>
          ${this.plan === null ? t('plan.create') : t('plan.saveVersion')}
        </button>
        <button type="button" class="plain" @click=${() => this.discard()}>${t('discard')}</button>
      </div>
    </form>`;
  }

  private taxChoice(included: boolean, text: string): TemplateResult {
    return html`<label class="tick">
      <input
        type="radio"
        name="taxIncluded"
        .checked=${live(this.draft.value.taxIncluded === included)}
        @change=${() => this.change({ taxIncluded: included })}
      />
      <span>${text}</span>
    </label>`;
  }

  private customersView(): TemplateResult {
    return html`<section class="view" aria-labelledby="view-title">
      <h2 id="view-title">${t('plan.view')}</h2>
      <div class="card ${this.stale ? 'stale' : ''}" aria-busy=${this.stale}>
        ${this.quoted === null
          ? html`<p class="quiet">${t('plan.view.empty')}</p>`
          : html`<cm-plan .plan=${this.quoted.plan} .examples=${this.quoted.examples}></cm-plan>`}
      </div>
      <div role="status">
        ${this.quoteProblem === null
          ? nothing
          : html`<div class="notice still">
              ${icon('info')}
              <div class="text">${refusal(this.quoteProblem)}</div>
            </div>`}
      </div>
    </section>`;
  }

  private currencies(): { value: string; text: string }[] {
    const names = new Intl.DisplayNames(locale(), { type: 'currency' });
    const all = CURRENCIES.includes(this.draft.value.currency)
      ? CURRENCIES
      : [this.draft.value.currency, ...CURRENCIES];
    return all.map((code) => ({ value: code, text: `${code} · ${names.of(code) ?? code}` }));
  }

  private steps(): readonly string[] {
    const own = this.draft.value.stepSeconds;
    return STEPS.includes(own) ? STEPS : [...STEPS, own].sort((a, b) => Number(a) - Number(b));
  }

  private usualCurrency(): string {
    return this.desk.state.plans?.[0]?.currency ?? 'EUR';
  }

  private change(values: Partial<PlanDraft>): void {
    this.draft.replace({ ...this.draft.value, ...values });
    this.stale = true;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.quote(), QUOTE_MILLIS);
    this.requestUpdate();
  }

  /** Asks the server what customers would read; an answer to an older question is dropped. */
  private async quote(): Promise<void> {
    const question = ++this.asked;
    const checked = checkPlan({ ...this.draft.value, name: this.draft.value.name.trim() || t('plans.new') });
    if (!checked.ok) return;
    const answer = await this.desk.quote(checked.body);
    if (question !== this.asked) return;
    this.stale = false;
    this.quoteProblem = answer.ok ? answer.value.problem : answer.problem;
    if (!answer.ok || answer.value.problem !== null) return;
    this.quoted = { plan: { version: 0, ...checked.body, id: '' }, examples: answer.value.examples };
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const checked = checkPlan(this.draft.value);
    this.errors = checked.ok ? {} : checked.errors;
    if (!checked.ok) return focusFault(this);
    const saved = await this.action.run('save', () => this.desk.savePlan(checked.body));
    if (saved !== undefined) {
      this.draft.clear();
      go(this, { at: 'plans' });
      return;
    }
    const problem = this.action.problem();
    if (problem === null) return;
    const field = ABOUT[problem.code];
    this.errors = field === undefined ? faults(problem, NAMES) : { [field]: refusal(problem) };
    return focusFault(this);
  }

  private discard(): void {
    this.draft.clear();
    this.errors = {};
    this.action.forget();
    go(this, { at: 'plans' });
  }
}

function stepText(step: number): string {
  if (step === 1) return t('plan.step.second');
  return step % 60 === 0 ? minutes(step / 60) : seconds(step);
}

declare global {
  interface HTMLElementTagNameMap {
    'console-plan-form': ConsolePlanForm;
  }
}
