import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import type { View } from '@connectme/web-shared/protocol';
import type { Customer } from './customer.js';
import { page } from './layout.js';
import { t } from './texts/index.js';

/** The appointment did not take place: cancelled, or not kept. */
@customElement('cu-over')
export class CuOver extends CmElement {
  static override styles = [base, page];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) view!: View;

  override render() {
    const appointment = this.view.parts.appointment;
    if (appointment === undefined) return nothing;
    const { cancelled, consultantName: name } = appointment;
    return html`<div class="page">
      <h1>${t(cancelled === null ? 'over.expired' : 'over.cancelled')}</h1>
      <p class="lead">
        ${cancelled === null
          ? t('over.expired.text')
          : t(cancelled.by === 'CUSTOMER' ? 'over.cancelled.by-you' : 'over.cancelled.by-consultant', { name })}
      </p>
      ${cancelled === null || cancelled.reason === ''
        ? nothing
        : html`<dl class="facts card">
            <div>
              <dt>${t('over.reason')}</dt>
              <dd dir="auto">${cancelled.reason}</dd>
            </div>
          </dl>`}
      <div class="forward">
        <button class="primary wide" @click=${() => void this.customer.leave()}>${t('over.done')}</button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-over': CuOver;
  }
}
