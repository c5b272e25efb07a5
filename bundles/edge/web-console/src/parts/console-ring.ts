import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { time } from '@connectme/web-shared/format';
import type { View } from '@connectme/web-shared/protocol';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../desk.js';
import { hashOf } from '../model/route.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';
import { enterCall } from './way.js';

/** Who sits in the waiting room. It has a place of its own at the lower edge, so it covers nothing that is typed. */
@customElement('console-ring')
export class ConsoleRing extends CmElement {
  static override styles = [
    base,
    look,
    css`
      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--cm-2) var(--cm-4);
        margin: var(--cm-2);
        padding: var(--cm-3) var(--cm-4);
        border-color: var(--cm-live);
        background: var(--cm-live-soft);
        animation: appear var(--cm-motion) ease-out;
      }
      .card > svg.icon {
        width: 28px;
        height: 28px;
        color: var(--cm-live);
      }
      .who {
        flex: 1 1 12rem;
        min-width: 0;
      }
      @media (max-width: 559px) {
        .card {
          gap: var(--cm-2);
        }
        .card button,
        .card .button {
          padding-inline: var(--cm-3);
        }
        .card > .primary {
          flex: 1 0 auto;
        }
        .silence {
          padding-inline: var(--cm-2);
        }
        .silence span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @keyframes appear {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) waiting: readonly View[] = [];
  /** The consultation on the screen already, if any. */
  @property({ attribute: false }) chosen: string | null = null;
  @property({ attribute: false }) inCall = false;
  private readonly action = new Action(this);

  override render(): TemplateResult {
    return html`<div role="alert">
      ${repeat(
        this.waiting,
        (view) => view.id,
        (view) => this.card(view),
      )}
    </div>`;
  }

  private card(view: View): TemplateResult {
    const appointment = view.parts.appointment;
    return html`<div class="card">
      ${icon('bell')}
      <div class="who">
        <strong>${t('ring', { name: appointment?.customerName ?? '' })}</strong>
        <p class="small quiet">
          ${appointment === undefined ? nothing : `${time(appointment.startsAt)} · ${appointment.subject}`}
        </p>
        ${problemBox(this.action.problem(view.id))}
      </div>
      ${this.inCall || this.chosen === view.id
        ? nothing
        : html`<button
            class="primary"
            aria-busy=${this.action.isBusy(view.id)}
            @click=${() => void enterCall(this, this.action, this.desk, view)}
          >
            ${icon('camera')}${t('start')}
          </button>`}
      ${this.chosen === view.id
        ? nothing
        : html`<a class="button" href=${hashOf({ at: 'consultation', id: view.id })}>${t('ring.open')}</a>`}
      <button class="silence" @click=${() => this.dispatchEvent(new CustomEvent('silence', { detail: view.id }))}>
        ${icon('bell-off')}<span>${t('ring.silence')}</span>
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-ring': ConsoleRing;
  }
}
