import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';
import { exactTime, spell } from '../format.js';
import { reasonText } from '../meter.js';
import type { Bill, Instant, Side } from '../protocol.js';
import { shared } from '../texts/index.js';

/** The call as a thin line: what was billable, and where the meter stood and why. */
@customElement('cm-timeline')
export class CmTimeline extends CmElement {
  static override styles = [
    base,
    css`
      svg {
        display: block;
        width: 100%;
        height: 12px;
        border-radius: 6px;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      .billed {
        fill: var(--cm-live);
      }
      .paused {
        fill: var(--cm-still-soft);
        stroke: var(--cm-still);
        stroke-width: 1;
        vector-effect: non-scaling-stroke;
      }
      ul {
        display: grid;
        gap: var(--cm-1);
        margin-block-start: var(--cm-3);
        font-size: var(--cm-size-small);
      }
      .legend {
        display: flex;
        gap: var(--cm-5);
        margin-block-start: var(--cm-2);
        color: var(--cm-quiet);
        font-size: var(--cm-size-small);
      }
      .legend span::before {
        content: '';
        display: inline-block;
        width: 10px;
        height: 10px;
        margin-inline-end: var(--cm-2);
        border-radius: 3px;
        background: var(--cm-live);
      }
      .legend .standing::before {
        background: var(--cm-still-soft);
        box-shadow: inset 0 0 0 1px var(--cm-still);
      }
    `,
  ];

  @property({ attribute: false }) bill: Bill | null = null;
  /** When the meter was first started. */
  @property() from: Instant = '';
  @property() zone: string | undefined;
  @property() side: Side = 'CUSTOMER';

  override render() {
    const bill = this.bill;
    if (bill === null || bill.durationMillis === 0) return html``;
    const start = Date.parse(this.from);
    const place = (at: Instant): number =>
      Math.min(1000, Math.max(0, ((Date.parse(at) - start) / bill.durationMillis) * 1000));
    return html`<svg viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label=${shared('timeline.label')}>
        <rect class="billed" width="1000" height="12" />
        ${bill.pauses.map(
          (pause) =>
            svg`<rect class="paused" x=${place(pause.from)} width=${Math.max(3, place(pause.to) - place(pause.from))} height="12" />`,
        )}
      </svg>
      <div class="legend" aria-hidden="true">
        <span>${shared('timeline.billed')}</span><span class="standing">${shared('timeline.paused')}</span>
      </div>
      <ul>
        ${bill.pauses.length === 0
          ? html`<li class="quiet">${shared('timeline.none')}</li>`
          : bill.pauses.map(
              (pause) =>
                html`<li>
                  ${shared('timeline.pause', {
                    from: exactTime(pause.from, this.zone),
                    to: exactTime(pause.to, this.zone),
                    length: spell(Date.parse(pause.to) - Date.parse(pause.from)),
                    reason: reasonText(pause.reason, this.side),
                  })}
                </li>`,
            )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-timeline': CmTimeline;
  }
}
