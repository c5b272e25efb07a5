import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { clock, money } from '@connectme/web-shared/format';
import type { View } from '@connectme/web-shared/protocol';
import { Watching } from '@connectme/web-shared/store';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Bell } from './bell.js';
import { Desk } from './desk.js';
import { waiting } from './model/desk-state.js';
import { type Route, hashOf, parseRoute, resetToken } from './model/route.js';
import { isOver } from './model/status.js';
import { statusChip } from './parts/chip.js';
import './parts/console-consultation.js';
import './parts/console-header.js';
import './parts/console-list.js';
import './parts/console-outbox.js';
import './parts/console-plans.js';
import './parts/console-profile.js';
import './parts/console-recordings.js';
import './parts/console-ring.js';
import './parts/console-schedule.js';
import './parts/console-sign-in.js';
import { icon } from './parts/icons.js';
import { look } from './parts/look.js';
import { Room } from './room.js';
import { t } from './words/texts.js';

/** The whole console: who is signed in, where one is, who rings, and the call that is open. */
@customElement('console-app')
export class ConsoleApp extends CmElement {
  static override styles = [
    base,
    look,
    css`
      .frame {
        height: 100dvh;
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr) auto;
        grid-template-columns: minmax(0, 1fr);
      }
      .skip {
        position: absolute;
        z-index: 3;
        inset-inline-start: var(--cm-2);
        top: -100px;
        padding: var(--cm-2) var(--cm-4);
        border-radius: var(--cm-radius-small);
        background: var(--cm-surface);
      }
      .skip:focus {
        top: var(--cm-2);
      }
      main {
        min-height: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: minmax(0, 1fr);
      }
      main.desk {
        grid-template-columns: 340px minmax(0, 1fr);
      }
      console-list {
        border-inline-end: 1px solid var(--cm-line);
        min-height: 0;
      }
      .screen {
        min-width: 0;
        min-height: 0;
        overflow: auto;
        overscroll-behavior: contain;
        outline-offset: -3px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--cm-2) var(--cm-4);
        padding: var(--cm-2) var(--cm-4);
        border-bottom: 1px solid var(--cm-line);
      }
      .bar .text {
        color: var(--cm-ink);
        flex: 1 1 16rem;
      }
      .bar button,
      .bar .button {
        padding-block: var(--cm-1);
      }
      @media (max-width: 859px) {
        main.desk {
          grid-template-columns: minmax(0, 1fr);
        }
        main.desk.detail console-list,
        main.desk:not(.detail) .screen {
          display: none;
        }
        console-list {
          border: 0;
        }
      }
    `,
  ];

  private readonly desk = new Desk();
  private readonly bell = new Bell();
  @state() private route: Route = { at: 'consultations' };
  @state() private token: string | null = null;
  @state() private room: Room | null = null;
  /** The consultation whose call this window lost to another one. */
  @state() private takenOver: string | null = null;

  constructor() {
    super();
    new Watching(this, this.desk.store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.moved);
    addEventListener('pointerdown', this.touched);
    addEventListener('keydown', this.touched);
    this.addEventListener('go', (event) => this.go((event as CustomEvent<Route>).detail));
    this.addEventListener('enter-call', (event) => this.enter((event as CustomEvent<View>).detail));
    this.moved();
    void this.desk.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.moved);
    removeEventListener('pointerdown', this.touched);
    removeEventListener('keydown', this.touched);
    this.room?.close();
    this.bell.stop();
  }

  override render(): TemplateResult {
    const { session, outBecause } = this.desk.state;
    if (this.token !== null || session === 'out') {
      return html`<console-sign-in
        .desk=${this.desk}
        .because=${outBecause}
        .token=${this.token}
        @token-used=${() => (this.token = null)}
      ></console-sign-in>`;
    }
    if (session === 'in') return this.signedIn();
    return html`<main class="nothing" aria-busy=${session === 'unknown'}>
      ${session === 'away'
        ? html`${icon('off')}
            <p role="alert">${t('away')}</p>
            <button class="primary" @click=${() => void this.desk.begin()}>${t('away.again')}</button>`
        : nothing}
    </main>`;
  }

  protected override updated(): void {
    const { session } = this.desk.state;
    if (session !== 'in') this.room?.close();
    const ringing = session === 'in' && this.ringing().length > 0;
    if (ringing) this.bell.ring();
    else this.bell.stop();
    const name = ringing ? t('title.ringing') : t(TITLES[this.route.at]);
    document.title = session === 'in' ? `${name} · ConnectMe` : 'ConnectMe';
    this.rejoin();
  }

  private signedIn(): TemplateResult {
    const inDesk = this.route.at === 'consultations' || this.route.at === 'consultation' || this.route.at === 'new';
    const detail = this.route.at !== 'consultations';
    return html`<div class="frame">
      <a class="skip" href="#main" @click=${(event: Event) => this.skip(event)}>${t('skip')}</a>
      <console-header
        .desk=${this.desk}
        .route=${this.route}
        .quiet=${this.room !== null && this.isShown(this.room.id)}
        @sound=${() => this.bell.wake()}
      ></console-header>
      ${this.bars()}
      <main class=${inDesk ? `desk ${detail ? 'detail' : ''}` : ''}>
        ${inDesk
          ? html`<console-list
              .desk=${this.desk}
              .state=${this.desk.state}
              .chosen=${this.route.at === 'consultation' ? this.route.id : null}
            ></console-list>`
          : nothing}
        <div class="screen" id="main" tabindex="-1">${this.screen()}</div>
      </main>
      <console-ring
        .waiting=${this.ringing()}
        .chosen=${this.route.at === 'consultation' ? this.route.id : null}
        .inCall=${this.room !== null}
        .desk=${this.desk}
        @silence=${(event: CustomEvent<string>) => this.desk.silence(event.detail)}
      ></console-ring>
    </div>`;
  }

  private screen(): TemplateResult {
    const route = this.route;
    switch (route.at) {
      case 'consultations':
        return html`<div class="nothing">
          ${icon('calendar')}
          <p>${t('list.choose')}</p>
        </div>`;
      case 'consultation':
        return html`<console-consultation
          .desk=${this.desk}
          .consultation=${route.id}
          .view=${this.desk.state.views.get(route.id) ?? null}
          .room=${this.room?.id === route.id ? this.room : null}
          .otherCall=${this.room !== null && this.room.id !== route.id}
          .takenOver=${this.takenOver === route.id}
        ></console-consultation>`;
      case 'new':
        return html`<console-schedule .desk=${this.desk} .plans=${this.desk.state.plans}></console-schedule>`;
      case 'plans':
      case 'plan':
        return html`<console-plans
          .desk=${this.desk}
          .plans=${this.desk.state.plans}
          .chosen=${route.at === 'plan' ? (route.id ?? 'new') : null}
        ></console-plans>`;
      case 'recordings':
        return html`<console-recordings .desk=${this.desk} .chosen=${route.id}></console-recordings>`;
      case 'outbox':
        return html`<console-outbox .desk=${this.desk} .chosen=${route.mail}></console-outbox>`;
      case 'profile':
        return html`<console-profile .desk=${this.desk}></console-profile>`;
    }
  }

  /** What stands under the header: the list was taken over, the server is away, a call goes on elsewhere. */
  private bars(): TemplateResult {
    const { lobby } = this.desk.state;
    return html`<div>
      <div role="status">
        ${lobby.is === 'over' && lobby.why === 'takenOver'
          ? html`<div class="bar info">
              ${icon('info')}
              <p class="text">${t('lobby.takenOver')}</p>
              <button @click=${() => this.desk.takeBack()}>${t('lobby.takeBack')}</button>
            </div>`
          : nothing}
        ${lobby.is === 'cut' && lobby.attempts > 1
          ? html`<div class="bar still">
              ${icon('off')}
              <p class="text">${t('lobby.cut')}</p>
            </div>`
          : nothing}
      </div>
      ${this.callBar()}
    </div>`;
  }

  private callBar(): TemplateResult | typeof nothing {
    const room = this.room;
    const view = room?.store.state.view;
    if (room === null || view == null || this.isShown(room.id)) return nothing;
    const { appointment, meter } = view.parts;
    return html`<div class="bar live">
      ${statusChip(view)}
      <p class="text number">
        ${t('callBar', { name: appointment?.customerName ?? '' })}
        ${meter === undefined ? nothing : html`· ${clock(meter.billableMillis)} · ${money(meter.gross)}`}
      </p>
      <a class="button" href=${hashOf({ at: 'consultation', id: room.id })}>${t('callBar.return')}</a>
    </div>`;
  }

  private ringing(): View[] {
    return waiting(this.desk.state).filter((view) => !this.desk.state.silenced.has(view.id));
  }

  private isShown(id: string): boolean {
    return this.route.at === 'consultation' && this.route.id === id;
  }

  /** After a reload or a crash of the page the same call goes on, without being asked. */
  private rejoin(): void {
    if (this.room !== null || this.route.at !== 'consultation' || this.desk.state.session !== 'in') return;
    const view = this.desk.state.views.get(this.route.id);
    if (view?.parts.appointment?.stage !== 'CALL' || view.parts.presence?.consultant.inCall !== true) return;
    if (this.takenOver !== view.id) this.enter(view);
  }

  private enter(view: View): void {
    if (this.room !== null || isOver(view)) return;
    this.takenOver = null;
    this.bell.wake();
    // Whoever takes the call back wants its list and its ring too.
    this.desk.takeBack();
    const room = new Room(view, (newer) => this.desk.take(newer));
    const forget = room.store.subscribe(() => {
      this.requestUpdate();
      if (room.isTakenOver) {
        this.takenOver = room.id;
        room.close();
      }
    });
    room.addEventListener('over', () => {
      forget();
      this.room = null;
      // Why it ended may not have come through; what it came to will.
      if (this.desk.state.session === 'in') void this.desk.refresh().then(() => this.desk.fetchConsultation(room.id));
    });
    this.room = room;
    if (!this.isShown(room.id)) this.go({ at: 'consultation', id: room.id });
  }

  private go(route: Route): void {
    location.hash = hashOf(route);
  }

  private readonly moved = (): void => {
    const token = resetToken(location.hash);
    if (token !== null) {
      this.token = token;
      // A secret does not stay in the address, nor in the history.
      history.replaceState(null, '', location.pathname);
    }
    const before = this.route;
    this.route = parseRoute(location.hash);
    if (hashOf(before) !== hashOf(this.route)) void this.updateComplete.then(() => this.arrive());
  };

  /** What was chosen begins at its top, and whoever goes by keyboard goes on there. */
  private arrive(): void {
    const main = this.renderRoot.querySelector<HTMLElement>('#main');
    main?.scrollTo(0, 0);
    main?.focus({ preventScroll: true });
  }

  private readonly touched = (): void => this.bell.wake();

  private skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#main')?.focus();
  }
}

const TITLES = {
  consultations: 'nav.consultations',
  consultation: 'nav.consultations',
  new: 'list.new',
  plans: 'nav.plans',
  plan: 'nav.plans',
  recordings: 'nav.recordings',
  outbox: 'nav.outbox',
  profile: 'nav.profile',
} as const;

declare global {
  interface HTMLElementTagNameMap {
    'console-app': ConsoleApp;
  }
}
