import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';
import { clock, money } from '../format.js';
import { icon } from '../icons.js';
import { billableNow, durationNow, meterState, reasonText } from '../meter.js';
import type { View } from '../protocol.js';
import { shared } from '../texts/index.js';

/** Duration, charges and what the meter does. Time ticks by the page's clock; the amount is always the server's. */
@customElement('cm-meter')
export class CmMeter extends CmElement {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr);
        gap: var(--cm-1) var(--cm-5);
        align-items: baseline;
      }
      dl > div {
        min-width: 0;
      }
      dt {
        color: var(--quiet, var(--cm-quiet));
        font-size: var(--cm-size-small);
        line-height: 1.3;
      }
      dd {
        font-size: var(--cm-size-large);
        font-weight: 600;
        line-height: 1.3;
        white-space: nowrap;
      }
      .clock {
        min-width: 3.6em;
      }
      .state {
        justify-self: end;
        align-self: center;
        text-align: end;
      }
      .state dd {
        display: inline-flex;
        align-items: center;
        gap: var(--cm-2);
        padding: 2px var(--cm-3);
        border-radius: 99px;
        font-size: var(--cm-size-small);
        white-space: normal;
        color: var(--strong);
        background: var(--soft);
      }
      .live {
        --strong: var(--cm-live);
        --soft: var(--cm-live-soft);
      }
      .still {
        --strong: var(--cm-still);
        --soft: var(--cm-still-soft);
      }
      .info {
        --strong: var(--cm-info);
        --soft: var(--cm-info-soft);
      }
      .quiet-state {
        --strong: var(--cm-ink);
        --soft: var(--cm-line);
      }
      .why {
        grid-column: 1 / -1;
        font-size: var(--cm-size-small);
        color: var(--quiet, var(--cm-quiet));
      }
      .why dd {
        font-size: inherit;
        font-weight: 400;
        white-space: normal;
      }
    `,
  ];

  @property({ attribute: false }) view: View | null = null;
  /** When the view came, by performance.now(). */
  @property({ attribute: false }) receivedAt = 0;
  /** Leaves out the line below with reason and billable time. */
  @property({ type: Boolean }) compact = false;

  private ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => this.requestUpdate(), 250);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  override render() {
    const meter = this.view?.parts.meter;
    const state = meterState(meter);
    const since = performance.now() - this.receivedAt;
    const look = state.look === 'quiet' ? 'quiet-state' : state.look;
    return html`<div role="group" aria-label=${shared('meter.label')}>
      <dl>
        <div>
          <dt>${shared('meter.duration')}</dt>
          <dd class="number clock"><span role="timer">${meter ? clock(durationNow(meter, since)) : '–'}</span></dd>
        </div>
        <div>
          <dt>${shared('meter.charges')}</dt>
          <dd class="number amount">${meter ? money(meter.gross) : '–'}</dd>
        </div>
        <div class="state ${look}">
          <dt class="visually-hidden">${shared('meter.state')}</dt>
          <dd>${icon(state.icon)}<span>${state.text}</span></dd>
        </div>
        ${this.compact || !meter || !this.view
          ? nothing
          : html`<div class="why">
              <dt class="visually-hidden">${shared('meter.billable')}</dt>
              <dd>
                ${meter.reason ? html`${reasonText(meter.reason, this.view.side)}. ` : nothing}${shared(
                  'meter.billable',
                )}
                ${clock(billableNow(meter, since))}
              </dd>
            </div>`}
      </dl>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-meter': CmMeter;
  }
}
