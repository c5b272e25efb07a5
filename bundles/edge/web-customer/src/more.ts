import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-device-menu';
import { CmElement } from '@connectme/web-shared/element';
import { clock, money, parseMoney, plainAmount } from '@connectme/web-shared/format';
import { icon } from '@connectme/web-shared/icons';
import type { LocalMedia } from '@connectme/web-shared/media';
import { billableNow } from '@connectme/web-shared/meter';
import { problemText } from '@connectme/web-shared/problem';
import type { Meter, Money } from '@connectme/web-shared/protocol';
import type { ConsultationState } from '@connectme/web-shared/store';
import type { Customer } from './customer.js';
import { live } from './texts/live.js';
import { t } from './texts/index.js';

/** What is needed seldom in a call: devices, the own limit, help. */
@customElement('cu-more')
export class CuMore extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--cm-5);
        align-content: start;
      }
      .limit {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--cm-2);
        align-items: end;
      }
      .help {
        display: inline-flex;
        align-items: center;
        gap: var(--cm-2);
        min-height: var(--cm-target);
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) state!: ConsultationState;
  @property({ attribute: false }) media!: LocalMedia;
  @state() private error: string | null = null;
  @query('#limit') private readonly field!: HTMLInputElement | null;

  override render() {
    const meter = this.state.view?.parts.meter;
    return html`
      ${meter === undefined ? nothing : this.limit(meter)}
      <cm-device-menu .media=${this.media}></cm-device-menu>
      ${this.media.devicesOf('videoinput').length > 1
        ? html`<button @click=${() => void this.media.turnCamera()}>${icon('turn')}${live('call.camera.turn')}</button>`
        : nothing}
      <p class="quiet small">${live('banner.awake')}</p>
      <a class="help" href="/help" target="_blank">${icon('help')}${t('app.help')}</a>
    `;
  }

  private limit(meter: Meter) {
    const { ceiling, limit } = meter;
    const since = performance.now() - this.state.receivedAt;
    if (ceiling === null) return html`<p>${live('more.limit.free')}</p>`;
    return html`<section class="stack" aria-labelledby="limit-title">
      <h3 id="limit-title">${live('more.limit')}</h3>
      <p>
        ${limit === null
          ? live('more.limit.none', { ceiling: money(ceiling) })
          : live('more.limit.set', { limit: money(limit) })}
      </p>
      <p class="quiet small">${live('more.charged', { time: clock(billableNow(meter, since)) })}</p>
      <form class="limit" novalidate @submit=${(event: Event) => void this.set(event, ceiling)}>
        <div class="field">
          <label for="limit">${live('more.limit.field', { currency: ceiling.currency })}</label>
          <input
            id="limit"
            dir="ltr"
            inputmode="decimal"
            .value=${limit === null ? '' : plainAmount(limit)}
            aria-invalid=${this.error === null ? 'false' : 'true'}
            aria-describedby="limit-error"
          />
        </div>
        <button>${live('more.limit.save')}</button>
      </form>
      <p class="error" id="limit-error" role="alert">${this.error ?? nothing}</p>
      ${limit === null
        ? nothing
        : html`<button class="plain" @click=${() => void this.send(null)}>${live('more.limit.remove')}</button>`}
    </section>`;
  }

  private async set(event: Event, ceiling: Money): Promise<void> {
    event.preventDefault();
    const typed = parseMoney(this.field?.value ?? '', ceiling.currency);
    if (typed === null || typed.minorUnits > ceiling.minorUnits) {
      const example = plainAmount({ ...ceiling, minorUnits: Math.ceil(ceiling.minorUnits / 2) });
      this.error = live('more.limit.wrong', { example, ceiling: money(ceiling) });
      this.field?.focus();
      return;
    }
    await this.send(typed);
  }

  private async send(limit: Money | null): Promise<void> {
    const problem = await this.customer.command('limit', { limit });
    this.error = problem === null ? null : problemText(problem);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-more': CuMore;
  }
}
