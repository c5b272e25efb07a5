import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';
import { exampleLine, holdLine, planLines } from '../plan.js';
import type { Plan, Quote } from '../protocol.js';

const WORKED_SECONDS = 600;

/** A rate plan as the customer reads it: the price large, then plain sentences, a worked example and the hold. */
@customElement('cm-plan')
export class CmPlan extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--cm-3);
      }
      .price {
        font-size: var(--cm-size-large);
        font-weight: 650;
        line-height: 1.3;
      }
      .example {
        padding: var(--cm-3) var(--cm-4);
        border-radius: var(--cm-radius-small);
        background: var(--cm-accent-soft);
      }
    `,
  ];

  @property({ attribute: false }) plan: Plan | null = null;
  @property({ attribute: false }) examples: readonly Quote[] = [];

  override render() {
    const plan = this.plan;
    if (plan === null) return nothing;
    const [price, ...lines] = planLines(plan);
    const worked = this.examples.find((quote) => quote.seconds === WORKED_SECONDS) ?? this.examples[0];
    const hold = holdLine(plan);
    return html`<p class="price">${price}</p>
      ${lines.map((line) => html`<p>${line}</p>`)}
      ${worked === undefined || worked.gross.minorUnits === 0
        ? nothing
        : html`<p class="example">${exampleLine(worked, plan)}</p>`}
      ${hold === null ? nothing : html`<p>${hold}</p>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-plan': CmPlan;
  }
}
