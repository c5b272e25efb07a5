import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import { CmElement } from '@connectme/web-shared/element';
import { cardBrand, day, money } from '@connectme/web-shared/format';
import { language } from '@connectme/web-shared/i18n';
import { problemText } from '@connectme/web-shared/problem';
import type { CardForm, CardFormModule, MountedCardForm, Payment, View } from '@connectme/web-shared/protocol';
import { currentTokens } from '@connectme/web-shared/tokens';
import type { Customer } from './customer.js';
import { page } from './layout.js';
import { t } from './texts/index.js';

/**
 * The card. The form is the payment provider's own: its module is fetched when this step opens, and its element stands
 * in the document itself, where such forms expect to be.
 */
@customElement('cu-card')
export class CuCard extends CmElement {
  static override styles = [
    base,
    page,
    css`
      .frame {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--cm-4);
        min-height: 15rem;
        align-content: start;
      }
      .held {
        font-size: var(--cm-size-title);
        font-weight: 650;
        line-height: var(--cm-leading-title);
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) view!: View;
  @state() private form: CardForm | null = null;
  @state() private error: string | null = null;
  @state() private busy = false;
  /** A decline that was read while trying again. */
  @state() private trying = false;
  /** Another card than the one that is saved. */
  @state() private another = false;
  /** Which other service to offer was asked for since the last try. */
  private lookedElsewhere = false;

  private readonly place = document.createElement('div');
  private mounted: MountedCardForm | null = null;
  /** One press on Confirm: the same however often it has to be sent, so that it holds once. */
  private attempt: string | null = null;
  private challenged: string | null = null;
  private readonly scheme = matchMedia('(prefers-color-scheme: dark)');
  private readonly schemeChanged = (): void => this.mounted?.look?.(currentTokens());

  override connectedCallback(): void {
    super.connectedCallback();
    this.place.slot = 'card-form';
    document.querySelector('cu-app')?.append(this.place);
    this.scheme.addEventListener('change', this.schemeChanged);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.schemeChanged);
    this.mounted?.unmount();
    this.mounted = null;
    this.place.remove();
  }

  override render() {
    const payment = this.view.parts.payment;
    const doubtful = payment?.otherCard === true && payment.status !== 'CHALLENGE';
    const waiting = doubtful && !this.busy ? null : this.waitingText(payment);
    const amount = this.form?.amount;
    if (payment?.status === 'SAVED' && !this.another) return this.saved(payment);
    return html`<form class="page" novalidate @submit=${this.submit}>
      <h1>${t('card.title')}</h1>
      <div>
        <p class="held number">${amount === undefined ? html`&nbsp;` : t('card.held', { amount: money(amount) })}</p>
        <p class="quiet">${t('card.held.explain')}</p>
      </div>
      ${payment?.status === 'DECLINED' && !this.trying ? this.declined(payment) : nothing}
      <div class="card frame">
        ${this.mounted === null && this.error === null ? html`<p class="quiet">${t('card.loading')}</p>` : nothing}
        <slot name="card-form"></slot>
      </div>
      <p class="quiet small">${t(this.form?.test === true ? 'card.test' : 'card.safe')}</p>
      <p role="status">${waiting ?? (doubtful ? t('card.doubt.other') : nothing)}</p>
      <p class="error" role="alert">${this.error ?? nothing}</p>
      <div class="forward">
        ${this.mounted === null && this.error !== null
          ? html`<button type="button" class="primary wide" @click=${() => void this.load()}>
              ${t('step.try-again')}
            </button>`
          : html`<button
              class="primary wide"
              ?disabled=${this.mounted === null || waiting !== null}
              aria-busy=${this.busy || waiting !== null}
            >
              ${t('card.confirm')}
            </button>`}
      </div>
    </form>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('view')) this.outcome(this.view.parts.payment);
  }

  private declined(payment: Payment) {
    const reason = t.maybe(`decline.${payment.declineReason ?? 'generic'}`) ?? t('decline.generic');
    return html`<cm-banner kind="alert" role="alert"><strong>${t('decline.title')}</strong> ${reason}</cm-banner>`;
  }

  /** The appointment is further away than a card can be held. */
  private saved(payment: Payment) {
    const card = { brand: cardBrand(payment.cardBrand ?? ''), digits: payment.cardLastFour ?? '' };
    const when = payment.holdAt ?? null;
    return html`<div class="page">
      <h1>${t('card.saved.title')}</h1>
      <cm-banner kind="live" role="status">${t('card.saved', card)}</cm-banner>
      <p>${when === null ? nothing : t('card.saved.when', { day: day(when) })}</p>
      <p class="quiet">${t('card.held.explain')}</p>
      <button class="plain" @click=${() => (this.another = true)}>${t('card.saved.other')}</button>
    </div>`;
  }

  private waitingText(payment: Payment | undefined): string | null {
    if (payment?.status === 'CHALLENGE') return t('card.challenge');
    if (payment?.status === 'DOUBT') return t('card.doubt');
    return payment?.status === 'CHECKING' || this.busy ? t('card.checking') : null;
  }

  private async load(): Promise<void> {
    this.error = null;
    // A bank's question belongs to the form that raised it, whichever serves new cards by now.
    const asking = this.view.parts.payment?.challenge?.provider;
    const query = asking === undefined ? '' : `?provider=${encodeURIComponent(asking)}`;
    const result = await this.customer.get<CardForm>(`payment/form${query}`);
    if (!result.ok) {
      this.error = problemText(result.problem);
      return;
    }
    const form = result.value;
    try {
      const module = (await import(/* @vite-ignore */ form.module)) as CardFormModule;
      if (!this.isConnected) return;
      this.mounted = module.mount(this.place, {
        language: language(),
        amount: form.amount,
        tokens: currentTokens(),
        configuration: form.configuration,
      });
      this.form = form;
      this.outcome(this.view.parts.payment);
    } catch (failure) {
      console.warn('card form:', failure);
      this.error = t('card.unavailable');
    }
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy || this.mounted === null || this.form === null) return;
    this.busy = true;
    this.error = null;
    try {
      const filled = await this.mounted.submit();
      if (!('method' in filled)) return;
      this.trying = true;
      this.lookedElsewhere = false;
      this.attempt ??= crypto.randomUUID();
      const { provider } = this.form;
      const problem = await this.customer.command('payment/hold', {
        attempt: this.attempt,
        provider,
        method: filled.method,
      });
      // Without an answer it may have arrived; a refusal means that it never began.
      if (problem !== null && problem.status !== 0) this.attempt = null;
      this.error = problem === null ? null : problemText(problem);
    } catch (failure) {
      console.warn('card form:', failure);
      this.error = t('card.failed');
    } finally {
      this.busy = false;
    }
  }

  private outcome(payment: Payment | undefined): void {
    if (payment?.otherCard === true) this.attempt = null;
    if (payment?.status === 'SAVED' && !this.trying) this.attempt = null;
    if (payment?.status === 'SAVED' && this.trying) this.forgetTry();
    if (payment?.status === 'DECLINED') this.forgetTry();
    if (payment?.status === 'DECLINED' && payment.declineReason === 'service-unavailable') void this.elsewhere();
    if (payment?.status === 'CHALLENGE' && payment.challenge !== null) void this.challenge(payment.challenge);
  }

  private forgetTry(): void {
    this.attempt = null;
    this.trying = false;
    this.another = false;
  }

  /** The service could not be reached: perhaps another one is offered now. */
  private async elsewhere(): Promise<void> {
    if (this.lookedElsewhere || this.form === null) return;
    this.lookedElsewhere = true;
    const result = await this.customer.get<CardForm>('payment/form');
    if (!result.ok || result.value.provider === this.form.provider) return;
    this.mounted?.unmount();
    this.mounted = null;
    this.form = null;
    await this.load();
  }

  private async challenge({ action, operation }: NonNullable<Payment['challenge']>): Promise<void> {
    if (this.mounted === null || this.challenged === operation) return;
    this.challenged = operation;
    try {
      const { answer } = await this.mounted.challenge(action);
      const problem = await this.customer.command('payment/challenge', { operation, answer });
      this.error = problem === null ? null : problemText(problem);
      if (problem !== null) this.challenged = null;
    } catch (failure) {
      console.warn('card form:', failure);
      this.challenged = null;
      this.error = t('card.failed');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-card': CuCard;
  }
}
