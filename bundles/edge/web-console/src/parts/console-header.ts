import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Desk } from '../desk.js';
import type { Availability } from '../model/account.js';
import { areKeysOn, setKeysOn } from '../model/keys.js';
import { type Route, hashOf } from '../model/route.js';
import { type Key, t } from '../words/texts.js';
import { Action } from './action.js';
import { type IconName, icon } from './icons.js';
import './language-choice.js';
import { look } from './look.js';
import { refusal } from './problem.js';

interface Way {
  route: Route;
  text: Key;
  sign: IconName;
}

const WAYS: readonly Way[] = [
  { route: { at: 'consultations' }, text: 'nav.consultations', sign: 'calendar' },
  { route: { at: 'plans' }, text: 'nav.plans', sign: 'tag' },
  { route: { at: 'recordings', id: null }, text: 'nav.recordings', sign: 'record' },
  { route: { at: 'outbox', mail: null }, text: 'nav.outbox', sign: 'mail' },
  { route: { at: 'profile' }, text: 'nav.profile', sign: 'person' },
];

/** Where one is, whether one is there for customers, and the way out. */
@customElement('console-header')
export class ConsoleHeader extends CmElement {
  static override styles = [
    base,
    look,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--cm-2) var(--cm-4);
        padding: var(--cm-2) var(--cm-4);
        border-bottom: 1px solid var(--cm-line);
        background: var(--cm-surface);
      }
      .brand {
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      nav ul {
        display: flex;
        gap: var(--cm-1);
      }
      nav a {
        display: flex;
        align-items: center;
        gap: var(--cm-2);
        min-height: var(--cm-target);
        padding-inline: var(--cm-3);
        border-radius: var(--cm-radius);
        color: var(--cm-quiet);
        font-weight: 550;
        text-decoration: none;
      }
      nav a[aria-current] {
        background: var(--cm-accent-soft);
        color: var(--cm-accent);
      }
      .availability {
        display: flex;
        padding: 3px;
        border: 1px solid var(--cm-edge);
        border-radius: var(--cm-radius);
      }
      .availability.unset {
        border-color: var(--cm-still);
        box-shadow: 0 0 0 3px var(--cm-still-soft);
      }
      .availability label {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 38px;
        padding-inline: var(--cm-3);
        border-radius: 9px;
        color: var(--cm-quiet);
        font-weight: 550;
        cursor: pointer;
        white-space: nowrap;
      }
      .availability input {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      .availability label:has(:checked) {
        background: var(--cm-live-soft);
        color: var(--cm-live);
      }
      .availability label.break:has(:checked) {
        background: var(--cm-still-soft);
        color: var(--cm-still);
      }
      .availability label:has(:focus-visible) {
        outline: var(--cm-focus) solid var(--cm-accent);
        outline-offset: 2px;
      }
      details {
        position: relative;
      }
      summary {
        display: grid;
        place-items: center;
        width: var(--cm-target);
        height: var(--cm-target);
        border-radius: var(--cm-radius);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .menu {
        position: absolute;
        z-index: 4;
        inset-inline-end: 0;
        top: calc(100% + 8px);
        width: min(320px, calc(100vw - 32px));
        display: grid;
        gap: var(--cm-4);
        padding: var(--cm-5);
        border: 1px solid var(--cm-line);
        border-radius: var(--cm-radius);
        background: var(--cm-surface);
        box-shadow: var(--cm-shadow);
      }
      .menu p {
        overflow-wrap: anywhere;
      }
      .tick {
        padding: 0;
        align-items: center;
      }
      dl.keys {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--cm-1) var(--cm-3);
        font-size: var(--cm-size-small);
      }
      .choose {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--cm-2) var(--cm-3);
        padding: var(--cm-2) var(--cm-4);
      }
      .choose p {
        color: var(--cm-ink);
        flex: 1 1 16rem;
      }
      @media (max-width: 979px) {
        nav span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
      @media (max-width: 679px) {
        header {
          flex-wrap: wrap;
          gap: var(--cm-1) var(--cm-2);
          padding: var(--cm-1) var(--cm-2) var(--cm-1) var(--cm-3);
        }
        .brand,
        .end {
          display: none;
        }
        details {
          margin-inline-start: auto;
        }
        nav {
          order: 2;
          flex: 1 0 100%;
        }
        nav ul {
          justify-content: space-between;
        }
        nav li {
          flex: 1;
        }
        nav a {
          justify-content: center;
          flex-direction: column;
          gap: 0;
          padding: 2px;
          font-size: 0.75rem;
        }
        nav span {
          position: static;
          width: auto;
          height: auto;
          clip-path: none;
        }
        header.quiet nav {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) route!: Route;
  /** On a phone the call needs the room that the navigation takes. */
  @property({ attribute: false }) quiet = false;
  private readonly action = new Action(this);

  override render(): TemplateResult {
    const me = this.desk.state.me;
    const unset = me?.availability === 'NONE';
    return html`
      <header class=${this.quiet ? 'quiet' : ''}>
        <span class="brand">ConnectMe</span>
        <nav aria-label=${t('nav')}>
          <ul>
            ${WAYS.map((way) => this.way(way))}
          </ul>
        </nav>
        <span class="end"></span>
        <fieldset class="availability ${unset ? 'unset' : ''}" aria-busy=${this.action.isBusy('availability')}>
          <legend class="visually-hidden">${t('availability')}</legend>
          ${this.choice('ONLINE', 'check', t('availability.online'))}
          ${this.choice('BREAK', 'cup', t('availability.break'))}
        </fieldset>
        ${this.menu()}
      </header>
      <div role="status">
        ${unset && !this.quiet && this.action.problem('availability') === null
          ? html`<div class="choose still">
              ${icon('info')}
              <p>${t('availability.none')}</p>
            </div>`
          : nothing}
        ${this.failure()}
      </div>
    `;
  }

  private way(way: Way): TemplateResult {
    return html`<li>
      <a href=${hashOf(way.route)} aria-current=${this.isHere(way) ? 'page' : nothing} title=${t(way.text)}>
        ${icon(way.sign)}<span>${t(way.text)}</span>
      </a>
    </li>`;
  }

  private isHere(way: Way): boolean {
    const at = this.route.at;
    if (way.route.at === 'consultations') return at === 'consultations' || at === 'consultation' || at === 'new';
    if (way.route.at === 'plans') return at === 'plans' || at === 'plan';
    return at === way.route.at;
  }

  private choice(availability: Availability, sign: IconName, text: string): TemplateResult {
    return html`<label class=${availability.toLowerCase()}>
      <input
        type="radio"
        name="availability"
        .checked=${live(this.desk.state.me?.availability === availability)}
        @change=${() => void this.action.run('availability', () => this.desk.setAvailability(availability))}
      />
      ${icon(sign)}${text}
    </label>`;
  }

  private menu(): TemplateResult {
    return html`<details @keydown=${(event: KeyboardEvent) => this.escape(event)} @focusout=${this.left}>
      <summary aria-label=${t('menu')} title=${t('menu')}>${icon('more')}</summary>
      <div class="menu">
        <p class="small quiet">${t('menu.signedIn', { email: this.desk.state.me?.email ?? '' })}</p>
        <div class="field">
          <span class="label" aria-hidden="true">${t('language')}</span>
          <language-choice></language-choice>
        </div>
        <label class="tick">
          <input
            type="checkbox"
            .checked=${live(areKeysOn())}
            @change=${(event: Event) => setKeysOn((event.target as HTMLInputElement).checked)}
          />
          ${t('keys.on')}
        </label>
        <dl class="keys">
          <dt><kbd>S</kbd></dt>
          <dd>${t('keys.meter')}</dd>
          <dt><kbd>M</kbd></dt>
          <dd>${t('keys.microphone')}</dd>
          <dt><kbd>V</kbd></dt>
          <dd>${t('keys.camera')}</dd>
          <dt><kbd>R</kbd></dt>
          <dd>${t('keys.recording')}</dd>
        </dl>
        <button @click=${() => this.signOut(false)} aria-busy=${this.action.isBusy('sign-out')}>
          ${icon('door')}${t('signOut')}
        </button>
        <button class="plain" @click=${() => this.signOut(true)}>${t('signOut.everywhere')}</button>
      </div>
    </details>`;
  }

  private failure(): TemplateResult | typeof nothing {
    const problem = this.action.problem();
    if (problem === null) return nothing;
    return html`<div class="choose alert">
      ${icon('alert')}
      <p>${refusal(problem)}</p>
      <button class="plain" @click=${() => this.action.forget()}>${t('close')}</button>
    </div>`;
  }

  private signOut(everywhere: boolean): void {
    void this.action.run('sign-out', () => this.desk.signOut(everywhere));
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    const details = event.currentTarget as HTMLDetailsElement;
    details.open = false;
    details.querySelector('summary')?.focus();
  }

  private left(event: FocusEvent): void {
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-header': ConsoleHeader;
  }
}
