import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { dayAndTime, minutes, ownZone, sameWallClock, timeWithZone } from '@connectme/web-shared/format';
import { isFree, priceLine } from '@connectme/web-shared/plan';
import type { Appointment, View } from '@connectme/web-shared/protocol';
import type { Customer } from './customer.js';
import { page } from './layout.js';
import './other-plans.js';
import { t } from './texts/index.js';

/** Who invites, to what, when, and at which price. */
@customElement('cu-invitation')
export class CuInvitation extends CmElement {
  static override styles = [
    base,
    page,
    css`
      .who {
        display: grid;
        gap: var(--cm-3);
      }
      .portrait {
        display: grid;
        place-content: center;
        width: 72px;
        height: 72px;
        border-radius: 50%;
        background: var(--cm-accent-soft);
        color: var(--cm-accent);
        font-size: var(--cm-size-title);
        font-weight: 600;
      }
      .greeting {
        white-space: pre-line;
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) view!: View;

  override render() {
    const appointment = this.view.parts.appointment;
    if (appointment === undefined) return nothing;
    const { consultantName, customerName, greeting, offer, plannedMinutes, subject } = appointment;
    return html`<div class="page">
      <div class="who">
        <div class="portrait" aria-hidden="true">${initials(consultantName)}</div>
        <h1>${t('invitation.title', { name: consultantName })}</h1>
      </div>
      <div class="stack greeting">
        <p>${t('invitation.hello', { name: customerName })}</p>
        ${greeting === '' ? nothing : html`<p dir="auto">${greeting}</p>`}
      </div>
      <dl class="facts card">
        <div>
          <dt>${t('invitation.subject')}</dt>
          <dd dir="auto">${subject}</dd>
        </div>
        <div>
          <dt>${t('invitation.when')}</dt>
          <dd>
            ${this.when(appointment)}
            <br />
            <span class="quiet">${t('invitation.length', { minutes: minutes(plannedMinutes) })}</span>
          </dd>
        </div>
        <div>
          <dt>${t('invitation.needed')}</dt>
          <dd>${t('invitation.needed.text')} ${isFree(offer.plan) ? nothing : t('invitation.needed.card')}</dd>
        </div>
        <div>
          <dt>${t('invitation.price')}</dt>
          <dd>${priceLine(offer.plan)}</dd>
        </div>
      </dl>
      <div class="forward">
        <button class="primary wide" @click=${() => this.dispatchEvent(new CustomEvent('onward', { bubbles: true }))}>
          ${t('invitation.continue')}
        </button>
      </div>
      <cu-other-plans .customer=${this.customer} .view=${this.view}></cu-other-plans>
    </div>`;
  }

  private when({ consultantName, startsAt, zone }: Appointment) {
    const here = dayAndTime(startsAt);
    if (sameWallClock(startsAt, zone, ownZone())) return here;
    return t('invitation.when.zone', { time: here, other: timeWithZone(startsAt, zone), name: consultantName });
  }
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-invitation': CuInvitation;
  }
}
