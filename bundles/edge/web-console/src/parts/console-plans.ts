import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { money } from '@connectme/web-shared/format';
import { locale } from '@connectme/web-shared/i18n';
import { priceLine } from '@connectme/web-shared/plan';
import type { Plan } from '@connectme/web-shared/protocol';
import { type TemplateResult, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../desk.js';
import { hashOf } from '../model/route.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import './console-plan-form.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

/** The rate plans there are, and the form of the one that is open. */
@customElement('console-plans')
export class ConsolePlans extends CmElement {
  static override styles = [
    base,
    look,
    css`
      .page {
        max-width: 960px;
      }
      ul {
        display: grid;
        gap: var(--cm-3);
      }
      .plan {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--cm-2) var(--cm-4);
        align-items: center;
      }
      .plan .row {
        justify-content: flex-end;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: var(--cm-3);
        justify-content: space-between;
        align-items: center;
      }
      @media (max-width: 559px) {
        .plan {
          grid-template-columns: minmax(0, 1fr);
        }
        .plan .row {
          justify-content: flex-start;
        }
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) plans: readonly Plan[] | null = null;
  /** A plan's id, "new", or null for the list. */
  @property({ attribute: false }) chosen: string | null = null;
  @state() private withdrawing: Plan | null = null;
  private readonly action = new Action(this);

  override render(): TemplateResult {
    if (this.chosen !== null && (this.plans !== null || this.chosen === 'new')) return this.form(this.chosen);
    return html`<div class="page">
      <div class="head">
        <h1>${t('plans.title')}</h1>
        <a class="button primary" href=${hashOf({ at: 'plan', id: null })}>${icon('plus')}${t('plans.new')}</a>
      </div>
      <p class="quiet">${t('plans.explain')}</p>
      ${problemBox(this.action.problem())} ${this.list()} ${this.question()}
    </div>`;
  }

  private form(chosen: string): TemplateResult {
    const plan = this.plans?.find((one) => one.id === chosen) ?? null;
    if (plan === null && chosen !== 'new') {
      return html`<div class="page">
        <p>${t('plans.gone')}</p>
        <p><a href=${hashOf({ at: 'plans' })}>${t('plans.title')}</a></p>
      </div>`;
    }
    // Another plan is another form: nothing typed for the one may slip into the other.
    return html`${keyed(
      `${chosen}/${plan?.version ?? 0}`,
      html`<console-plan-form .desk=${this.desk} .plan=${plan}></console-plan-form>`,
    )}`;
  }

  private list(): TemplateResult {
    if (this.plans === null) return html`<p class="quiet" aria-busy="true">${t('list.loading')}</p>`;
    if (this.plans.length === 0) return html`<p class="card quiet">${t('plans.empty')}</p>`;
    const sorted = [...this.plans].sort((a, b) => a.name.localeCompare(b.name, locale()));
    return html`<ul>
      ${repeat(
        sorted,
        (plan) => plan.id,
        (plan) => this.entry(plan),
      )}
    </ul>`;
  }

  private entry(plan: Plan): TemplateResult {
    const hold = money({ minorUnits: plan.hold, currency: plan.currency });
    return html`<li class="card plan">
      <div>
        <h2>${plan.name}</h2>
        <p>${priceLine(plan)}</p>
        <p class="quiet small">
          ${t('plans.version', { version: plan.version })}${plan.hold > 0 ? ` · ${t('plans.hold', { hold })}` : ''}
        </p>
      </div>
      <div class="row">
        <a class="button" href=${hashOf({ at: 'plan', id: plan.id })} aria-label=${t('plans.edit.name', named(plan))}>
          ${icon('pen')}${t('plans.edit')}
        </a>
        <button
          class="plain"
          aria-label=${t('plans.withdraw.name', named(plan))}
          @click=${() => (this.withdrawing = plan)}
        >
          ${t('plans.withdraw')}
        </button>
      </div>
    </li>`;
  }

  private question(): TemplateResult {
    const plan = this.withdrawing;
    return html`<cm-dialog
      .open=${plan !== null}
      .label=${t('plans.withdraw.question', named(plan))}
      @dismiss=${() => (this.withdrawing = null)}
    >
      <p>${t('plans.withdraw.explain')}</p>
      <button slot="actions" autofocus @click=${() => (this.withdrawing = null)}>${t('no')}</button>
      <button slot="actions" class="danger" aria-busy=${this.action.isBusy()} @click=${() => void this.withdraw()}>
        ${t('plans.withdraw')}
      </button>
    </cm-dialog>`;
  }

  private async withdraw(): Promise<void> {
    const plan = this.withdrawing;
    if (plan === null) return;
    await this.action.run('withdraw', () => this.desk.withdrawPlan(plan.id));
    this.withdrawing = null;
  }
}

function named(plan: Plan | null): { name: string } {
  return { name: plan?.name ?? '' };
}

declare global {
  interface HTMLElementTagNameMap {
    'console-plans': ConsolePlans;
  }
}
