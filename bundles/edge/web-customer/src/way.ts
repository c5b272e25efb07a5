import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { icon } from '@connectme/web-shared/icons';
import { lazy } from '@connectme/web-shared/i18n';
import type { Stage, View } from '@connectme/web-shared/protocol';
import { Watching } from '@connectme/web-shared/store';
import './about.js';
import './card.js';
import './code.js';
import type { Customer } from './customer.js';
import './invitation.js';
import { page } from './layout.js';
import { forget, isTrue, recall, remember } from './remember.js';
import './terms.js';
import { t } from './texts/index.js';

/** The steps before the waiting room, in order. */
const STEPS = ['invitation', 'about', 'terms', 'card'] as const;
type Step = (typeof STEPS)[number];
type Place = Step | 'waiting' | 'call' | 'summary' | 'over';
/** Another page has the seat. */
type Shown = Place | 'elsewhere';

const LATER: Partial<Record<Place, () => Promise<unknown>>> = {
  waiting: () => import('./waiting.js'),
  call: () => import('./call-page.js'),
  summary: () => import('./summary.js'),
  over: () => import('./over.js'),
};

/** The customer's whole way. The server says how far they are; within that they may look back, and nothing is lost. */
@customElement('cu-way')
export class CuWay extends CmElement {
  static override styles = [
    base,
    page,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: stretch;
      }
      nav {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: var(--cm-target);
        width: min(100%, 36rem);
        margin-inline: auto;
        padding-inline: var(--cm-4);
      }
      nav button {
        margin-inline-start: calc(-1 * var(--cm-2));
      }
      nav svg:dir(rtl) {
        transform: scaleX(-1);
      }
      .steps {
        display: grid;
        align-content: start;
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) token: string | null = null;
  /** An earlier step that the reader went back to. */
  @state() private back: Step | null = null;
  /** Opened by the desktop app for the card step alone. */
  private beside = false;
  /** The hold is renewed from the waiting room. */
  @state() private renewing = false;
  @state() private loaded: ReadonlySet<Place> = new Set();
  private shown: Shown | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    new Watching(this, this.customer.store);
    this.customer.addEventListener('entry', () => this.entered());
    this.beside = isBeside(this.token);
    void this.customer.open(this.token, this.beside);
  }

  override render(): TemplateResult {
    const { entry } = this.customer;
    if (entry.is === 'opening') return html`<p class="page quiet" role="status">${t('app.opening')}</p>`;
    if (entry.is === 'outside')
      return html`<cu-code .customer=${this.customer} .problem=${entry.problem} returning></cu-code>`;
    const { link } = this.customer.store.state;
    if (link.is === 'over' && link.why === 'takenOver') return this.takenOver();
    const place = this.place(this.customer.view);
    if (this.beside && !isAfter(place)) return this.handedPage(place);
    return isStep(place) ? this.stepPage(place) : this.laterPage(place);
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.customer.entry.is !== 'inside') return;
    const { link } = this.customer.store.state;
    const place = link.is === 'over' && link.why === 'takenOver' ? 'elsewhere' : this.place(this.customer.view);
    if (place !== 'elsewhere') void this.fetch(place);
    if (place === this.shown) return;
    // A new screen begins at its top, and a screen reader hears its heading.
    if (this.shown !== null) void this.focusHeading();
    this.shown = place;
    this.dispatchEvent(
      new CustomEvent('bare', { detail: place === 'call' && !this.beside, bubbles: true, composed: true }),
    );
  }

  private async focusHeading(): Promise<void> {
    await this.updateComplete;
    scrollTo({ top: 0 });
    const screen = this.renderRoot.querySelector<CmElement>('[data-screen]');
    await screen?.updateComplete;
    const heading = screen?.renderRoot.querySelector<HTMLElement>('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  private async fetch(place: Place): Promise<void> {
    const load = LATER[place];
    if (load === undefined || this.loaded.has(place)) return;
    await lazy(load);
    this.loaded = new Set([...this.loaded, place]);
  }

  private place(view: View): Place {
    const appointment = view.parts.appointment;
    if (appointment === undefined) return this.shown === null || this.shown === 'elsewhere' ? 'invitation' : this.shown;
    const reached = this.reached(appointment.stage);
    if ((this.renewing || this.beside) && reached === 'waiting' && view.parts.payment?.renewable === true)
      return 'card';
    if (this.back === null || !isStep(reached) || STEPS.indexOf(this.back) > STEPS.indexOf(reached)) return reached;
    return this.back;
  }

  private reached(stage: Stage): Place {
    switch (stage) {
      case 'CONTACT':
        return recall('invitation-read', isTrue) ? 'about' : 'invitation';
      case 'TERMS':
        return 'terms';
      case 'CARD':
        return 'card';
      case 'WAITING':
        return 'waiting';
      case 'CALL':
        return 'call';
      case 'SUMMARY':
        return 'summary';
      case 'CANCELLED':
      case 'EXPIRED':
        return 'over';
    }
  }

  private stepPage(step: Step): TemplateResult {
    const number = STEPS.indexOf(step) + 1;
    const all = this.customer.view.parts.payment?.needed === false ? STEPS.length - 1 : STEPS.length;
    const previous = STEPS[number - 2];
    return html`<div class="steps" @onward=${() => this.onward(step)}>
      <nav>
        ${previous === undefined
          ? html`<span></span>`
          : html`<button class="plain" @click=${() => (this.back = previous)}>
              ${icon('back')}${t('step.back')}
            </button>`}
        <span class="quiet small">${t('step.of', { number, all })}</span>
      </nav>
      ${this.step(step)}
    </div>`;
  }

  private step(step: Step): TemplateResult {
    const { customer } = this;
    const { view } = customer.store.state;
    switch (step) {
      case 'invitation':
        return html`<cu-invitation data-screen .customer=${customer} .view=${view}></cu-invitation>`;
      case 'about':
        return html`<cu-about data-screen .customer=${customer} .view=${view}></cu-about>`;
      case 'terms':
        return html`<cu-terms data-screen .customer=${customer} .view=${view}></cu-terms>`;
      case 'card':
        return html`<cu-card data-screen .customer=${customer} .view=${view}>
          <slot name="card-form" slot="card-form"></slot>
        </cu-card>`;
    }
  }

  private onward(step: Step): void {
    if (step === 'invitation') remember('invitation-read', true);
    this.back = STEPS[STEPS.indexOf(step) + 1] ?? null;
    this.requestUpdate();
  }

  private laterPage(place: Exclude<Place, Step>): TemplateResult {
    if (!this.loaded.has(place)) return html`<p class="page quiet" role="status">${t('app.opening')}</p>`;
    const { customer } = this;
    const { state } = customer.store;
    switch (place) {
      case 'waiting':
        return html`<cu-waiting
          data-screen
          .customer=${customer}
          .state=${state}
          @renew-card=${() => (this.renewing = true)}
        ></cu-waiting>`;
      case 'call':
        return html`<cu-call data-screen .customer=${customer} .state=${state}></cu-call>`;
      case 'summary':
        return html`<cu-summary data-screen .customer=${customer} .view=${state.view}></cu-summary>`;
      case 'over':
        return html`<cu-over data-screen .customer=${customer} .view=${state.view}></cu-over>`;
    }
  }

  /** Whoever comes in by a code after that comes as from anywhere else. */
  private entered(): void {
    if (this.customer.entry.is === 'outside') {
      this.beside = false;
      forget('beside-app');
    }
    this.requestUpdate();
  }

  private handedPage(place: Place): TemplateResult {
    const payment = this.customer.view.parts.payment;
    if (place === 'card' && payment?.status !== 'SAVED') return html`<div class="steps">${this.step('card')}</div>`;
    const isEarly = isStep(place) && place !== 'card';
    return html`<div class="page" role="status">
      <h1>${t(isEarly ? 'card.title' : 'handed.title')}</h1>
      <p class="lead">${t(isEarly ? 'handed.early' : 'handed.text')}</p>
    </div>`;
  }

  private takenOver(): TemplateResult {
    return html`<div class="page" role="status">
      <h1>${t('taken.title')}</h1>
      <p class="lead">${t('taken.text')}</p>
      <div class="forward">
        <button class="primary wide" @click=${() => this.customer.session.start()}>${t('taken.back')}</button>
      </div>
    </div>`;
  }
}

/** A hand-over's token has a dot; what it was for is kept over a reload, as long as no other link is opened. */
function isBeside(token: string | null): boolean {
  if (token === null) return recall('beside-app', isTrue) ?? false;
  const is = token.startsWith('card.');
  if (is) remember('beside-app', true);
  else forget('beside-app');
  return is;
}

function isAfter(place: Place): boolean {
  return place === 'summary' || place === 'over';
}

function isStep(place: Place): place is Step {
  return STEPS.some((step) => step === place);
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-way': CuWay;
  }
}
