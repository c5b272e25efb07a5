import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-plan';
import { CmElement } from '@connectme/web-shared/element';
import { isFree } from '@connectme/web-shared/plan';
import { problemText } from '@connectme/web-shared/problem';
import type { Offer, Problem, View } from '@connectme/web-shared/protocol';
import type { Customer } from './customer.js';
import { page } from './layout.js';
import { t } from './texts/index.js';

type Tick = 'plan' | 'terms' | 'waiver';

/** The price in plain words and the terms, each agreed to on its own; before any card field. */
@customElement('cu-terms')
export class CuTerms extends CmElement {
  static override styles = [
    base,
    page,
    css`
      .summary {
        padding-inline-start: var(--cm-5);
        display: grid;
        gap: var(--cm-2);
      }
      .pane {
        max-height: 16rem;
        padding: var(--cm-3) var(--cm-4);
        overflow-y: auto;
        white-space: pre-line;
        overflow-wrap: anywhere;
        border-block-start: 1px solid var(--cm-line);
      }
      details {
        border: 1px solid var(--cm-line);
        border-radius: var(--cm-radius);
        background: var(--cm-surface);
        overflow: hidden;
      }
      details + details {
        margin-block-start: var(--cm-2);
      }
      summary {
        display: flex;
        align-items: center;
        min-height: var(--cm-target);
        padding: var(--cm-2) var(--cm-4);
        font-weight: 550;
        cursor: pointer;
      }
      summary::before {
        content: '+';
        width: 1.25rem;
        color: var(--cm-accent);
        font-weight: 700;
      }
      details[open] summary::before {
        content: '–';
      }
      summary:focus-visible,
      .pane:focus-visible {
        outline-offset: -3px;
        border-radius: var(--cm-radius);
      }
      .seller {
        white-space: pre-line;
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) view!: View;
  @state() private ticked: ReadonlySet<Tick> = new Set();
  @state() private problem: Problem | null = null;
  @state() private missing = false;
  @state() private busy = false;

  override render() {
    const appointment = this.view.parts.appointment;
    if (appointment === undefined) return nothing;
    const { agreed, offer } = appointment;
    const free = isFree(offer.plan);
    const { seller } = offer;
    return html`<form class="page" @submit=${(event: Event) => void this.submit(event, offer, agreed)}>
      <h1>${t('terms.title')}</h1>
      <cm-plan class="card" .plan=${offer.plan} .examples=${offer.examples}></cm-plan>

      <section class="stack">
        <h2>${t('terms.summary')}</h2>
        <ol class="summary">
          ${(['terms.summary.1', 'terms.summary.2', 'terms.summary.3'] as const).map((key) => html`<li>${t(key)}</li>`)}
          <li>${t(free ? 'terms.summary.4.free' : 'terms.summary.4')}</li>
          <li>${t('terms.summary.5')}</li>
        </ol>
      </section>

      <section>
        ${this.text(t('terms.terms'), offer.terms, offer.language)}
        ${this.text(t('terms.privacy'), offer.privacy, offer.language)}
      </section>

      <section>
        <p class="quiet small">${t('terms.seller')}</p>
        <p class="seller" dir="auto">${[seller.name, seller.address].join('\n')}</p>
        ${seller.taxNumber === '' ? nothing : html`<p>${t('terms.seller.tax', { number: seller.taxNumber })}</p>`}
      </section>

      ${agreed
        ? html`<p>${t('terms.agreed')}</p>`
        : html`<fieldset>
            <legend class="visually-hidden">${t('terms.continue')}</legend>
            ${this.tick('plan', t(free ? 'terms.agree.plan.free' : 'terms.agree.plan'))}
            ${this.tick('terms', t('terms.agree.terms'))}
            ${offer.withdrawalWaiver === '' ? nothing : this.tick('waiver', offer.withdrawalWaiver)}
          </fieldset>`}
      <p class="error" role="alert" id="error">
        ${this.problem !== null ? problemText(this.problem) : this.missing ? t('terms.tick') : nothing}
      </p>
      <div class="forward">
        <button class="primary wide" aria-busy=${this.busy} aria-describedby="error">
          ${t(agreed ? 'terms.onward' : 'terms.continue')}
        </button>
      </div>
    </form>`;
  }

  private text(title: string, text: string, language: string) {
    return html`<details>
      <summary>${title}</summary>
      <div class="pane" tabindex="0" role="region" aria-label=${title} lang=${language} dir="auto">${text}</div>
    </details>`;
  }

  private tick(name: Tick, label: string) {
    return html`<label class="tick">
      <input
        type="checkbox"
        name=${name}
        .checked=${this.ticked.has(name)}
        @change=${(event: Event) => this.set(name, (event.target as HTMLInputElement).checked)}
      />
      <span dir="auto">${label}</span>
    </label>`;
  }

  private set(name: Tick, on: boolean): void {
    const next = new Set(this.ticked);
    if (on) next.add(name);
    else next.delete(name);
    this.ticked = next;
    this.missing = false;
  }

  private async submit(event: Event, offer: Offer, agreed: boolean): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    if (!agreed) {
      const asked: Tick[] = offer.withdrawalWaiver === '' ? ['plan', 'terms'] : ['plan', 'terms', 'waiver'];
      const open = asked.find((name) => !this.ticked.has(name));
      if (open !== undefined) {
        this.missing = true;
        this.renderRoot.querySelector<HTMLElement>(`input[name=${open}]`)?.focus();
        return;
      }
      const { planHash, termsHash } = offer;
      this.busy = true;
      this.problem = await this.customer.command('agree', {
        planHash,
        termsHash,
        waiverAccepted: asked.includes('waiver'),
      });
      this.busy = false;
      if (this.problem !== null) {
        // What is ticked was about another text now.
        this.ticked = new Set();
        return;
      }
    }
    this.dispatchEvent(new CustomEvent('onward', { bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-terms': CuTerms;
  }
}
