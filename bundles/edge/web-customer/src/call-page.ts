import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { Call } from '@connectme/web-shared/call';
import '@connectme/web-shared/components/cm-banner';
import '@connectme/web-shared/components/cm-chat';
import '@connectme/web-shared/components/cm-dialog';
import '@connectme/web-shared/components/cm-meter';
import '@connectme/web-shared/components/cm-video-stage';
import { CmElement } from '@connectme/web-shared/element';
import { clock, money } from '@connectme/web-shared/format';
import { icon, type IconName } from '@connectme/web-shared/icons';
import { LocalMedia } from '@connectme/web-shared/media';
import { durationNow } from '@connectme/web-shared/meter';
import { problemText } from '@connectme/web-shared/problem';
import type { ConsultationState } from '@connectme/web-shared/store';
import { Awake } from '@connectme/web-shared/awake';
import { dueNow, notices, type Notice } from './banners.js';
import './consents.js';
import './raise.js';
import type { Customer } from './customer.js';
import { iceSettings } from './ice.js';
import './more.js';
import { canPopOut, popOut, type PopOut } from './pop-out.js';
import { live } from './texts/live.js';

const TICK_MILLIS = 500;
const BACK_MILLIS = 5_000;
const FOLD_MILLIS = 4_000;

/** The call: the other's picture, what it costs, and the red button. */
@customElement('cu-call')
export class CuCall extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
        height: 100vh;
        height: 100dvh;
        background: var(--cm-stage);
      }
      .top {
        padding: max(var(--cm-2), env(safe-area-inset-top)) var(--cm-4) var(--cm-2);
        background: var(--cm-surface);
        border-block-end: 1px solid var(--cm-line);
      }
      .middle {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        min-height: 0;
      }
      cm-video-stage {
        min-height: 0;
      }
      .notices {
        position: absolute;
        inset-block-end: var(--cm-3);
        inset-inline: var(--cm-3);
        display: grid;
        gap: var(--cm-2);
        width: min(40rem, calc(100% - 2 * var(--cm-3)));
        margin-inline: auto;
        color: var(--cm-ink);
        font-size: var(--cm-size-small);
      }
      .controls {
        display: flex;
        justify-content: center;
        gap: clamp(var(--cm-1), 2vw, var(--cm-4));
        padding: var(--cm-3) var(--cm-2) max(var(--cm-3), env(safe-area-inset-bottom));
        background: var(--cm-stage);
      }
      .controls button {
        position: relative;
        width: 52px;
        height: 52px;
        padding: 0;
        border-color: transparent;
        border-radius: 50%;
        background: rgb(255 255 255 / 14%);
        color: var(--cm-on-stage);
      }
      .controls button:hover:not(:disabled) {
        background: rgb(255 255 255 / 24%);
      }
      .controls button:focus-visible {
        outline-color: var(--cm-on-stage);
      }
      .controls .off {
        background: var(--cm-on-stage);
        color: var(--cm-stage);
      }
      .controls .off:hover:not(:disabled) {
        background: var(--cm-on-stage-quiet);
      }
      .controls button.danger {
        width: 60px;
        border-radius: 26px;
        background: var(--cm-danger);
        color: var(--cm-on-danger);
      }
      .count {
        position: absolute;
        inset-block-start: -2px;
        inset-inline-end: -2px;
        min-width: 20px;
        padding-inline: 4px;
        border-radius: 10px;
        background: var(--cm-accent);
        color: var(--cm-on-accent);
        font-size: var(--cm-size-small);
        line-height: 20px;
      }
      aside {
        position: absolute;
        inset: auto 0 0;
        z-index: 1;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        grid-template-columns: minmax(0, 1fr);
        gap: var(--cm-2);
        max-height: 85%;
        padding: var(--cm-3) var(--cm-4) var(--cm-4);
        border-radius: var(--cm-radius) var(--cm-radius) 0 0;
        background: var(--cm-surface);
        color: var(--cm-ink);
        overflow: auto;
      }
      aside.chat {
        height: 75%;
        overflow: hidden;
      }
      aside header {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      .visually-hidden {
        inset-block-start: 0;
      }
      @media (min-width: 60rem) {
        .middle:has(aside) {
          grid-template-columns: minmax(0, 1fr) 22rem;
        }
        aside,
        aside.chat {
          position: static;
          height: auto;
          max-height: none;
          border-radius: 0;
        }
      }
      @media (orientation: landscape) and (max-height: 30rem) {
        :host {
          grid-template-rows: minmax(0, 1fr);
        }
        .top,
        .controls {
          position: absolute;
          inset-inline: 0;
          z-index: 1;
          transition: opacity var(--cm-motion);
        }
        .top {
          inset-block-start: 0;
          opacity: 0.92;
        }
        .controls {
          inset-block-end: 0;
          background: var(--cm-stage-veil);
        }
        :host([folded]) .controls:not(:focus-within) {
          opacity: 0;
          pointer-events: none;
        }
        .notices {
          inset-block-end: 84px;
        }
        cm-video-stage {
          --stage-inset: 72px;
        }
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) state!: ConsultationState;
  @property({ type: Boolean, reflect: true }) folded = false;
  @state() private media: LocalMedia | null = null;
  @state() private call: Call | null = null;
  @state() private panel: 'chat' | 'more' | null = null;
  @state() private ending = false;
  @state() private busy = false;
  @state() private error: string | null = null;
  @state() private read = 0;
  @state() private returnedAt: number | null = null;

  private readonly awake = new Awake();
  private readonly changed = (): void => this.requestUpdate();
  private ticking: ReturnType<typeof setInterval> | undefined;
  private folding: ReturnType<typeof setTimeout> | undefined;
  private spoken = { keys: '', text: '' };
  private small: PopOut | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => this.tick(), TICK_MILLIS);
    this.awake.start();
    this.addEventListener('pointerdown', this.unfold);
    this.addEventListener('focusin', this.unfold);
    this.unfold();
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
    clearTimeout(this.folding);
    this.awake.stop();
    this.customer.onSignal = null;
    this.customer.onLink = null;
    this.media?.removeEventListener('change', this.changed);
    this.call?.close();
    this.call = null;
    this.small?.close();
  }

  override render() {
    const { appointment } = this.state.view?.parts ?? {};
    if (appointment === undefined || this.state.view === null) return nothing;
    const name = appointment.consultantName;
    return html`
      <h1 class="visually-hidden">${live('call.label', { name })}</h1>
      <div class="top"><cm-meter .view=${this.state.view} .receivedAt=${this.state.receivedAt} compact></cm-meter></div>
      <div class="middle" @keydown=${this.escape}>
        ${this.stage(name)}
        <div class="notices">${this.notices(name)}</div>
        ${this.panel === 'chat' ? this.chat(name) : this.panel === 'more' ? this.more() : nothing}
      </div>
      <p class="visually-hidden" role="status">${this.spoken.text}</p>
      ${this.controls()} ${this.question()}
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const earlier = changed.get('state')?.view;
    const before = earlier?.parts.presence?.consultant;
    const presence = this.state.view?.parts.presence;
    const now = presence?.consultant;
    if (now === undefined) return;
    this.call?.otherReachable(now.online);
    const isNews = this.state.link.is === 'open' && this.state.view !== earlier;
    if (isNews && presence?.ended == null) this.call?.goOn();
    if (before?.joined && !before.online && now.online) this.returnedAt = performance.now();
  }

  private stage(name: string) {
    const { call, media } = this;
    return html`<cm-video-stage
      .remote=${call?.camera ?? null}
      .screen=${call?.other.screen ? call.screen : null}
      .own=${media?.cameraStream ?? null}
      .ownScreen=${media?.screenStream ?? null}
      .speaker=${media?.speaker ?? null}
      ?mirrored=${media?.mirrored ?? true}
      ?remoteCamera=${call?.other.camera ?? false}
      ?flowing=${call?.isFlowing ?? false}
      name=${name}
    ></cm-video-stage>`;
  }

  private notices(name: string) {
    const shown = notices(this.state, performance.now());
    if (this.returnedAt !== null && shown.length === 0) {
      shown.push({ key: 'other-back', kind: 'live', text: live('banner.other-back', { name }) });
    }
    this.speak(shown);
    return html`
      ${this.error === null ? nothing : html`<cm-banner kind="alert" role="alert">${this.error}</cm-banner>`}
      ${shown.map(({ icon: sign, kind, text }) => html`<cm-banner .kind=${kind} .icon=${sign}>${text}</cm-banner>`)}
      ${this.media?.screen ? this.sharing(name) : nothing}
      <cu-raise .customer=${this.customer} .payment=${this.state.view?.parts.payment}></cu-raise>
      <cu-consents .customer=${this.customer} .state=${this.state}></cu-consents>
    `;
  }

  /** Counting seconds are for the eye; the ear hears each notice once. */
  private speak(shown: readonly Notice[]): void {
    const keys = shown.map((notice) => notice.key).join(' ');
    if (keys === this.spoken.keys) return;
    this.spoken = { keys, text: shown.map((notice) => notice.text).join(' ') };
  }

  private sharing(name: string) {
    return html`<cm-banner kind="alert" icon="screen" role="status">
      ${live('banner.sharing', { name })}
      ${canPopOut && this.small === null
        ? html`<button slot="action" @click=${() => void this.popOut()}>${live('more.pop')}</button>`
        : nothing}
      <button slot="action" class="danger" @click=${() => this.media?.stopShare()}>
        ${live('banner.sharing.stop')}
      </button>
    </cm-banner>`;
  }

  private controls() {
    const { media } = this;
    const microphone = media?.microphone.on === true && media.microphone.track !== null;
    const camera = media?.camera.track != null;
    const unread = this.panel === 'chat' ? 0 : this.unread;
    return html`<div class="controls" role="toolbar" aria-label=${live('call.controls')}>
      ${this.control(
        microphone ? 'mic' : 'mic-off',
        microphone,
        live(`call.microphone.${microphone ? 'mute' : 'unmute'}`),
        () => media?.setMicrophone(!microphone),
      )}
      ${this.control(camera ? 'camera' : 'camera-off', camera, live(`call.camera.${camera ? 'off' : 'on'}`), () =>
        media?.setCamera(!camera),
      )}
      ${this.shareOrTurn()}
      <button
        aria-label=${unread === 0 ? live('call.chat') : live('call.chat.new', { count: unread })}
        aria-expanded=${this.panel === 'chat'}
        @click=${() => this.toggle('chat')}
      >
        ${icon('chat')}${unread === 0 ? nothing : html`<span class="count">${unread}</span>`}
      </button>
      <button
        aria-label=${live('call.more')}
        aria-expanded=${this.panel === 'more'}
        @click=${() => this.toggle('more')}
      >
        ${icon('more')}
      </button>
      <button class="danger" aria-label=${live('call.end')} @click=${() => void this.propose()}>
        ${icon('hang-up')}
      </button>
    </div>`;
  }

  private shareOrTurn() {
    const { media } = this;
    if (LocalMedia.canShare) {
      const shares = media?.screen != null;
      return this.control(
        shares ? 'screen-off' : 'screen',
        !shares,
        live(shares ? 'call.share.stop' : 'call.share'),
        () => (shares ? media.stopShare() : this.share()),
      );
    }
    if ((media?.devicesOf('videoinput').length ?? 0) < 2) return nothing;
    return this.control('turn', true, live('call.camera.turn'), () => media?.turnCamera());
  }

  private control(sign: IconName, on: boolean, label: string, act: () => unknown) {
    return html`<button class=${on ? '' : 'off'} aria-label=${label} title=${label} @click=${act}>
      ${icon(sign)}
    </button>`;
  }

  private chat(name: string) {
    return html`<aside class="chat" aria-label=${live('call.chat')}>
      ${this.panelHead(live('call.chat'))}
      <cm-chat
        .lines=${this.state.chat}
        .otherName=${name}
        @say=${(event: CustomEvent<string>) => this.customer.say(event.detail)}
      ></cm-chat>
    </aside>`;
  }

  private more() {
    if (this.media === null) return nothing;
    return html`<aside aria-label=${live('more.title')}>
      ${this.panelHead(live('more.title'))}
      <cu-more .customer=${this.customer} .state=${this.state} .media=${this.media}></cu-more>
    </aside>`;
  }

  private panelHead(title: string) {
    return html`<header>
      <h2>${title}</h2>
      <button class="plain" aria-label=${live('call.close')} @click=${() => (this.panel = null)}>
        ${icon('cross')}
      </button>
    </header>`;
  }

  /** Asked once, with the amount; the meter stands from the press on, where it is this side's first. */
  private question() {
    const proposed = this.state.view?.parts.presence?.endProposed?.by === 'CUSTOMER';
    const due = dueNow(this.state, this.state.receivedAt);
    const again = proposed && this.state.view?.parts.meter?.state === 'RUNNING';
    return html`<cm-dialog
      .open=${this.ending || proposed}
      label=${live('end.title')}
      @dismiss=${() => void this.goOn()}
    >
      <p>${due === null ? live('end.text.free') : live(again ? 'end.text.again' : 'end.text', due)}</p>
      <p class="error" role="alert">${this.error ?? nothing}</p>
      <button slot="actions" autofocus @click=${() => void this.goOn()}>${live('end.keep')}</button>
      <button slot="actions" class="danger" aria-busy=${this.busy} @click=${() => void this.end()}>
        ${due === null ? live('end.confirm.free') : live('end.confirm', { amount: due.amount })}
      </button>
    </cm-dialog>`;
  }

  private get unread(): number {
    return this.state.chat.filter((line) => line.from === 'other').length - this.read;
  }

  private async begin(): Promise<void> {
    const { customer } = this;
    const media = await customer.media();
    if (!this.isConnected) return;
    this.media = media;
    media.addEventListener('change', this.changed);
    const call = new Call({
      side: 'CUSTOMER',
      media,
      signal: (d) => customer.session.send({ t: 'signal', d }),
      report: (report) => customer.session.sendReport(report),
      ice: () => iceSettings(customer),
      counts: () => this.state.view?.parts.meter?.startedAt != null,
    });
    this.call = call;
    call.addEventListener('change', this.changed);
    customer.onSignal = (data) => call.receive(data);
    customer.onLink = (link) => call.signalingChanged(link.is === 'open', link.is === 'open' && link.resumed);
    call.otherReachable(this.state.view?.parts.presence?.consultant.online ?? true);
    call.signalingChanged(customer.session.isOpen, false);
    await media.open();
  }

  private tick(): void {
    if (this.returnedAt !== null && performance.now() - this.returnedAt > BACK_MILLIS) this.returnedAt = null;
    const meter = this.state.view?.parts.meter;
    if (meter !== undefined) {
      this.small?.show(
        `${clock(durationNow(meter, performance.now() - this.state.receivedAt))} · ${money(meter.gross)}`,
      );
    }
    if (this.small !== null && this.media?.screen == null) this.small.close();
    this.requestUpdate();
  }

  private readonly unfold = (): void => {
    this.folded = false;
    clearTimeout(this.folding);
    this.folding = setTimeout(() => (this.folded = this.panel === null), FOLD_MILLIS);
  };

  private toggle(panel: 'chat' | 'more'): void {
    this.panel = this.panel === panel ? null : panel;
    this.read = this.state.chat.filter((line) => line.from === 'other').length;
  }

  /** Escape closes what lies over the picture; it never ends the call. */
  private escape(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.panel = null;
  }

  private async share(): Promise<void> {
    try {
      await this.media?.share();
      this.error = null;
    } catch (failure) {
      console.warn('screen:', failure);
      this.error = live('call.share.failed');
    }
  }

  private async popOut(): Promise<void> {
    this.small = await popOut(
      live('banner.sharing.stop'),
      () => this.media?.stopShare(),
      () => {
        this.small = null;
        this.requestUpdate();
      },
    );
    this.requestUpdate();
  }

  private async propose(): Promise<void> {
    this.ending = true;
    await this.step('PROPOSE');
  }

  private async goOn(): Promise<void> {
    this.ending = false;
    await this.step('DISMISS');
  }

  private async end(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const done = await this.step('CONFIRM');
    this.busy = false;
    if (done) this.ending = false;
  }

  private async step(step: 'PROPOSE' | 'DISMISS' | 'CONFIRM'): Promise<boolean> {
    const problem = await this.customer.command('end', { step });
    this.error = problem === null ? null : problem.status === 0 ? live('end.late') : problemText(problem);
    return problem === null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-call': CuCall;
  }
}
