import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import '@connectme/web-shared/components/cm-chat';
import '@connectme/web-shared/components/cm-device-menu';
import '@connectme/web-shared/components/cm-dialog';
import '@connectme/web-shared/components/cm-meter';
import '@connectme/web-shared/components/cm-video-stage';
import { CmElement } from '@connectme/web-shared/element';
import { money } from '@connectme/web-shared/format';
import { LocalMedia } from '@connectme/web-shared/media';
import { helpAfter } from '@connectme/web-shared/permissions';
import type { View } from '@connectme/web-shared/protocol';
import { serverNow } from '@connectme/web-shared/store';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../desk.js';
import { areKeysOn, keyAction } from '../model/keys.js';
import { meterButton } from '../model/meter-button.js';
import { type Trouble, troubles } from '../model/trouble.js';
import type { Room } from '../room.js';
import { type Key, t } from '../words/texts.js';
import { Action } from './action.js';
import './console-ask-control.js';
import './console-ask-recording.js';
import './console-control-state.js';
import './console-exchange.js';
import './console-remote.js';
import { type IconName, icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

const TICK_MILLIS = 1_000;

/** The call: the customer's picture, the meter with its one button, and everything that may go wrong, named. */
@customElement('console-call')
export class ConsoleCall extends CmElement {
  static override styles = [
    base,
    look,
    css`
      :host {
        height: 100%;
        container-type: inline-size;
      }
      .call {
        height: 100%;
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: minmax(0, 1fr);
      }
      .center {
        min-height: 0;
        display: grid;
        grid-template-rows: auto auto minmax(9rem, 1fr) auto;
        grid-template-columns: minmax(0, 1fr);
      }
      .meter {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--cm-2) var(--cm-5);
        align-items: center;
        padding: var(--cm-3) var(--cm-4);
        border-bottom: 1px solid var(--cm-line);
        background: var(--cm-surface);
      }
      .meter button {
        min-width: 11rem;
      }
      .charge {
        display: grid;
        justify-items: end;
        gap: var(--cm-1);
      }
      .charge p {
        max-width: 30ch;
        text-align: end;
      }
      .banners {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
        max-height: 40vh;
        overflow: auto;
      }
      .banners:has(> :not([hidden])) {
        padding-top: var(--cm-2);
      }
      .banners > * {
        margin: 0 var(--cm-2) var(--cm-2);
      }
      .controls {
        display: flex;
        justify-content: center;
        gap: var(--cm-2);
        padding: var(--cm-2) var(--cm-3) max(var(--cm-2), env(safe-area-inset-bottom));
        border-top: 1px solid var(--cm-line);
        background: var(--cm-surface);
      }
      .controls button {
        flex: 0 1 96px;
        flex-direction: column;
        gap: 2px;
        min-width: 48px;
        padding: 6px 4px;
        border-color: transparent;
        font-size: 0.75rem;
        line-height: 1.2;
        position: relative;
      }
      .controls button.danger {
        margin-inline-start: var(--cm-2);
      }
      .controls button span {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .controls svg.icon {
        width: 24px;
        height: 24px;
      }
      .controls .is-off {
        background: var(--cm-alert-soft);
        color: var(--cm-alert);
      }
      .controls .is-on {
        background: var(--cm-live-soft);
        color: var(--cm-live);
      }
      .count {
        position: absolute;
        top: 2px;
        inset-inline-end: calc(50% - 22px);
        min-width: 18px;
        padding: 0 4px;
        border-radius: 9px;
        background: var(--cm-accent);
        color: var(--cm-on-accent);
        font-size: 0.75rem;
        line-height: 18px;
      }
      aside {
        min-height: 0;
        overflow: auto;
        display: none;
        flex-direction: column;
        gap: var(--cm-4);
        padding: var(--cm-4);
        border-inline-start: 1px solid var(--cm-line);
        background: var(--cm-surface);
      }
      aside > * {
        flex: none;
      }
      .face {
        width: 100%;
        max-height: 12rem;
        object-fit: contain;
        border-radius: var(--cm-radius-small);
        background: var(--cm-stage);
      }
      aside > section {
        min-height: 0;
        display: grid;
        gap: var(--cm-2);
        align-content: start;
      }
      aside > section.chat {
        flex: 1 0 14rem;
        grid-template-rows: auto minmax(0, 1fr);
        align-content: stretch;
      }
      aside .notes {
        max-height: 40%;
        overflow: auto;
      }
      blockquote {
        margin: 0;
        padding-inline-start: var(--cm-3);
        border-inline-start: 3px solid var(--cm-line);
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .close {
        align-self: flex-end;
        position: sticky;
        top: 0;
      }
      /* On a small screen it lies over all but the meter. */
      .call.panel aside {
        display: flex;
        position: absolute;
        z-index: 2;
        inset: 25% 0 0;
        border-top: 1px solid var(--cm-line);
      }
      .call.panel .face {
        display: none;
      }
      ol.help {
        padding-inline-start: 1.2em;
      }
      @container (min-width: 900px) {
        .call {
          grid-template-columns: minmax(0, 1fr) 320px;
        }
        aside,
        .call.panel aside {
          display: flex;
          position: static;
          border-top: 0;
        }
        .call.panel .face {
          display: block;
        }
        .controls .chat,
        .close {
          display: none;
        }
      }
      @container (max-width: 479px) {
        .controls {
          gap: 0;
          padding-inline: 0;
        }
        .controls button {
          flex: 1 1 44px;
          min-width: 0;
          padding-inline: 0;
          font-size: 0.6875rem;
        }
        .controls button.danger {
          margin-inline-start: 0;
        }
      }
      @container (max-width: 699px) {
        .meter {
          grid-template-columns: minmax(0, 1fr);
          padding: var(--cm-2) var(--cm-3);
        }
        .charge {
          justify-items: stretch;
        }
        .charge p {
          max-width: none;
          text-align: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) room!: Room;
  @state() private panel = false;
  @state() private devices = false;
  @state() private shareFailed = false;
  @state() private askingControl = false;
  @state() private askingRecording = false;
  /** The first press of the red button, until the server has heard of it. */
  @state() private asking = false;
  @state() private read = 0;
  private unsubscribe: (() => void) | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private readonly meterAction = new Action(this);
  private readonly endAction = new Action(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.room.store.subscribe(this.changed);
    this.room.media.addEventListener('change', this.changed);
    this.room.call.addEventListener('change', this.changed);
    this.room.remote.addEventListener('change', this.changed);
    this.room.recording.addEventListener('change', this.changed);
    addEventListener('keydown', this.pressed);
    this.ticking = setInterval(this.changed, TICK_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
    this.room.media.removeEventListener('change', this.changed);
    this.room.call.removeEventListener('change', this.changed);
    this.room.remote.removeEventListener('change', this.changed);
    this.room.recording.removeEventListener('change', this.changed);
    removeEventListener('keydown', this.pressed);
    clearInterval(this.ticking);
  }

  override render(): TemplateResult {
    const { view, receivedAt, chat } = this.room.store.state;
    if (view === null) return html``;
    return html`<div class="call ${this.panel ? 'panel' : ''}">
        <div class="center">
          <section class="meter" aria-label=${t('call.meter')}>
            <cm-meter .view=${view} .receivedAt=${receivedAt}></cm-meter>
            ${this.charge(view)}
          </section>
          ${this.banners(view)} ${this.stage(view)} ${this.controls(chat.length)}
        </div>
        <aside aria-label=${t('call.side')}>
          <button class="plain close" @click=${() => (this.panel = false)}>${t('close')}</button>
          ${this.remoteScreen === null || !this.room.call.other.camera
            ? nothing
            : html`<video class="face" autoplay playsinline muted .srcObject=${this.room.call.camera}></video>`}
          <console-exchange
            .exchange=${this.room.exchange}
            .name=${nameOf(view)}
            @begin=${() => (this.panel = true)}
          ></console-exchange>
          <section class="chat">
            <h2>${t('chat')}</h2>
            <cm-chat
              .lines=${chat}
              .otherName=${nameOf(view)}
              @say=${(event: CustomEvent<string>) => this.room.say(event.detail)}
            ></cm-chat>
          </section>
          ${this.notes(view)}
        </aside>
      </div>
      ${this.deviceDialog()} ${this.endDialog(view)}
      <console-ask-control
        .desk=${this.desk}
        .room=${this.room}
        .view=${view}
        .app=${this.room.remote.app}
        .exchanges=${this.room.exchange.present}
        .open=${this.askingControl}
        @close=${() => (this.askingControl = false)}
      ></console-ask-control>
      <console-ask-recording
        .desk=${this.desk}
        .room=${this.room}
        .view=${view}
        .open=${this.askingRecording}
        @close=${() => (this.askingRecording = false)}
      ></console-ask-recording>`;
  }

  protected override updated(): void {
    const lines = this.room.store.state.chat.length;
    if ((this.panel || this.isWide) && this.read !== lines) this.read = lines;
  }

  private charge(view: View): TemplateResult {
    const { does, why } = meterButton(view);
    const texts = { start: 'meter.start', resume: 'meter.resume', pause: 'meter.pause' } as const;
    const reason = why === null ? null : (t.maybe(why, { name: nameOf(view) }) ?? t('why.unknown'));
    return html`<div class="charge">
      <button
        class=${does === 'pause' ? '' : 'primary'}
        ?disabled=${why !== null}
        aria-busy=${this.meterAction.isBusy('meter')}
        aria-describedby="why"
        aria-keyshortcuts=${areKeysOn() ? 's' : nothing}
        @click=${(event: MouseEvent) => this.meterPressed(event)}
      >
        ${icon(does === 'pause' ? 'pause' : 'run')}${t(texts[does])}
      </button>
      <p class="small quiet" id="why">${reason ?? nothing}</p>
      ${view.parts.meter?.whyNot === 'meter.hold-too-short'
        ? html`<button aria-busy=${this.meterAction.isBusy('offer')} @click=${() => void this.askForNewHold(view)}>
            ${t('meter.holdAnew')}
          </button>`
        : nothing}
      ${problemBox(this.meterAction.problem())}
    </div>`;
  }

  private banners(view: View): TemplateResult {
    const state = this.room.store.state;
    const all = troubles(view, state.link, serverNow(state), performance.now());
    return html`<div class="banners">
      ${repeat(
        all,
        (trouble) => trouble.text,
        (trouble) => this.banner(trouble),
      )}
      <p class="visually-hidden" role="status">
        ${all.map((trouble) => t(`${trouble.text}.said` as Key, trouble.values)).join(' ')}
      </p>
      ${this.deviceTrouble()} ${this.recordingTrouble()}
      ${(['RECORDING', 'SCREEN', 'CLIPBOARD', 'FILE_TRANSFER'] as const).map(
        (of) =>
          html`<console-control-state
            .of=${of}
            .desk=${this.desk}
            .room=${this.room}
            .tick=${performance.now()}
          ></console-control-state>`,
      )}
    </div>`;
  }

  /** Counts seconds for the eye; what is read out is the sentence without them. */
  private banner(trouble: Trouble): TemplateResult {
    return html`<cm-banner .kind=${trouble.kind} class="number">${t(trouble.text as Key, trouble.values)}</cm-banner>`;
  }

  private deviceTrouble(): TemplateResult | typeof nothing {
    const { microphone, camera } = this.room.media;
    const fault = (microphone.on ? microphone.fault : null) ?? (camera.on ? camera.fault : null);
    if (fault === null) {
      return this.shareFailed ? html`<cm-banner kind="still">${t('call.shareFailed')}</cm-banner>` : nothing;
    }
    const which = microphone.on && microphone.fault !== null ? 'call.noMicrophone' : 'call.noCamera';
    return html`<cm-banner kind="alert" role="alert">
      <strong>${t(which)}</strong>
      <ol class="help">
        ${helpAfter(fault).map((line) => html`<li>${line}</li>`)}
      </ol>
      <button slot="action" @click=${() => void this.room.media.open()}>${t('call.tryAgain')}</button>
    </cm-banner>`;
  }

  /** What hinders a recording; that it runs is said with its consent. */
  private recordingTrouble(): TemplateResult | typeof nothing {
    const { recording } = this.room;
    if (recording.trouble !== null) {
      return html`<cm-banner kind="alert" role="alert">
        ${t.maybe(`recording.trouble.${recording.trouble}`) ?? t('recording.trouble')}
      </cm-banner>`;
    }
    return recording.isDeaf ? html`<cm-banner kind="still" role="status">${t('recording.deaf')}</cm-banner>` : nothing;
  }

  private stage(view: View): TemplateResult {
    const { media, call } = this.room;
    return html`<cm-video-stage
      .remote=${call.camera}
      .screen=${call.other.screen ? call.screen : null}
      .own=${streamOf(media.camera.track)}
      .ownScreen=${streamOf(media.screen)}
      .mirrored=${media.mirrored}
      .remoteCamera=${call.other.camera && call.isFlowing}
      .flowing=${call.isFlowing}
      .name=${nameOf(view)}
      .speaker=${media.speaker}
      .ownScreenView=${this.remoteScreen !== null}
    >
      ${this.remoteScreen !== null
        ? html`<console-remote
            slot="screen"
            .remote=${this.room.remote}
            .screen=${this.remoteScreen}
            .smooth=${call.isSmooth}
            @smooth=${(event: CustomEvent<boolean>) => call.preferSmooth(event.detail)}
            .name=${nameOf(view)}
          ></console-remote>`
        : nothing}
    </cm-video-stage>`;
  }

  /** The customer's desktop, where it is more than a picture. */
  private get remoteScreen(): MediaStream | null {
    const { call, remote } = this.room;
    return call.other.screen && remote.app === true ? call.screen : null;
  }

  private controls(lines: number): TemplateResult {
    const { media } = this.room;
    const speaks = media.microphone.track !== null && media.microphone.on;
    const shows = media.camera.track !== null;
    const shares = media.screen !== null;
    const unread = lines - this.read;
    return html`<div class="controls" role="group" aria-label=${t('call.controls')}>
      ${this.control(
        speaks ? 'mic' : 'mic-off',
        t('call.microphone'),
        t(speaks ? 'call.microphone.off' : 'call.microphone.on'),
        speaks ? '' : 'is-off',
        () => void media.setMicrophone(!speaks),
        'm',
      )}
      ${this.control(
        shows ? 'camera' : 'camera-off',
        t('call.camera'),
        t(shows ? 'call.camera.off' : 'call.camera.on'),
        shows ? '' : 'is-off',
        () => void media.setCamera(!shows),
        'v',
      )}
      ${LocalMedia.canShare
        ? this.control(
            shares ? 'screen-off' : 'screen',
            t('call.screen'),
            t(shares ? 'call.screen.off' : 'call.screen.on'),
            shares ? 'is-on' : '',
            () => void this.share(),
          )
        : nothing}
      ${this.control(
        'control',
        t('call.control'),
        t('call.control.ask'),
        this.room.remote.controls ? 'is-off' : '',
        () => (this.askingControl = true),
        'c',
      )}
      ${this.control(
        'record',
        t('call.record'),
        t('call.record.ask'),
        this.isRecorded ? 'is-off' : '',
        () => (this.askingRecording = true),
        'r',
      )}
      ${this.control('more', t('call.devices'), t('call.devices'), '', () => (this.devices = true))}
      <button
        class="chat"
        aria-expanded=${this.panel}
        aria-label=${unread > 0 ? t('call.chat.unread', { count: unread }) : t('call.chat')}
        @click=${() => (this.panel = !this.panel)}
      >
        ${icon('chat')}<span>${t('call.chat')}</span>${unread > 0
          ? html`<span class="count" aria-hidden="true">${unread}</span>`
          : nothing}
      </button>
      <button
        class="danger"
        aria-label=${t('call.end.long')}
        aria-busy=${this.endAction.isBusy('PROPOSE')}
        @click=${() => this.proposeEnd()}
      >
        ${icon('hang-up')}<span>${t('call.end')}</span>
      </button>
    </div>`;
  }

  private get isRecorded(): boolean {
    const items = this.room.store.state.view?.parts.recording?.items ?? [];
    return items.some((item) => item.state === 'RUNNING');
  }

  /** The word below names the thing; what a press does is said to who does not see it, and on hovering. */
  private control(
    sign: IconName,
    word: string,
    does: string,
    how: string,
    press: () => void,
    key?: string,
  ): TemplateResult {
    return html`<button
      class=${how}
      aria-label=${does}
      title=${key === undefined || !areKeysOn() ? does : `${does} (${key.toUpperCase()})`}
      aria-keyshortcuts=${key === undefined || !areKeysOn() ? nothing : key}
      @click=${press}
    >
      ${icon(sign)}<span>${word}</span>
    </button>`;
  }

  private notes(view: View): TemplateResult | typeof nothing {
    const appointment = view.parts.appointment;
    const topic = appointment?.contact?.topic ?? '';
    if (appointment === undefined || (topic === '' && appointment.notes.length === 0)) return nothing;
    return html`<section class="notes">
      <h2>${t('call.notes')}</h2>
      ${topic === '' ? nothing : html`<blockquote dir="auto">${topic}</blockquote>`}
      ${appointment.notes.map((note) => html`<blockquote dir="auto">${note.text}</blockquote>`)}
    </section>`;
  }

  private deviceDialog(): TemplateResult {
    return html`<cm-dialog .open=${this.devices} .label=${t('call.devices')} @dismiss=${() => (this.devices = false)}>
      <cm-device-menu .media=${this.room.media}></cm-device-menu>
      <button slot="actions" @click=${() => (this.devices = false)}>${t('close')}</button>
    </cm-dialog>`;
  }

  private endDialog(view: View): TemplateResult {
    const proposed = view.parts.presence?.endProposed?.by === 'CONSULTANT';
    const meter = view.parts.meter;
    const charges = meter !== undefined && meter.gross.minorUnits > 0;
    const amount = meter === undefined ? '' : money(meter.gross);
    const sum = proposed && meter?.state === 'RUNNING' ? 'end.amount.running' : 'end.amount';
    return html`<cm-dialog
      .open=${this.asking || proposed}
      .label=${t('end.title')}
      @dismiss=${() => void this.dismissEnd()}
    >
      <div class="stack">
        <p>${charges ? t(sum, { amount, name: nameOf(view) }) : t('end.nothing', { name: nameOf(view) })}</p>
        ${problemBox(this.endAction.problem())}
      </div>
      <button slot="actions" autofocus @click=${() => void this.dismissEnd()}>${t('end.stay')}</button>
      <button
        slot="actions"
        class="danger"
        aria-busy=${this.endAction.isBusy('CONFIRM')}
        @click=${() => void this.confirmEnd()}
      >
        ${charges ? t('end.do.amount', { amount }) : t('end.do')}
      </button>
    </cm-dialog>`;
  }

  /** The meter stands from this press on; the question comes up without waiting for the server. */
  private async proposeEnd(): Promise<void> {
    this.asking = true;
    await this.end('PROPOSE');
  }

  private async confirmEnd(): Promise<void> {
    if (await this.end('CONFIRM')) this.asking = false;
  }

  /** Whatever the server says, the dialog goes: the talk is more important. The view will tell how things stand. */
  private async dismissEnd(): Promise<void> {
    await this.end('DISMISS');
    this.asking = false;
  }

  private async end(step: 'PROPOSE' | 'DISMISS' | 'CONFIRM'): Promise<boolean> {
    const answer = await this.endAction.run(step, () => this.desk.command(this.room.id, 'end', { step }));
    if (answer !== undefined) this.room.take(answer.value);
    return answer !== undefined;
  }

  /** The button says something else as soon as the first press is answered: a double click is one press. */
  private meterPressed(event: MouseEvent): void {
    if (event.detail <= 1) void this.meter();
  }

  private async meter(): Promise<void> {
    const view = this.room.store.state.view;
    if (view === null) return;
    const { does, why } = meterButton(view);
    if (why !== null) return;
    const command = does === 'pause' ? 'meter/pause' : 'meter/start';
    const answer = await this.meterAction.run('meter', () => this.desk.command(this.room.id, command));
    if (answer !== undefined) this.room.take(answer.value);
  }

  /** The same plan once more: the customer agrees to it and the card is held anew. */
  private async askForNewHold(view: View): Promise<void> {
    const planId = view.parts.appointment?.offer.plan.id;
    const answer = await this.meterAction.run('offer', () => this.desk.command(this.room.id, 'offer', { planId }));
    if (answer !== undefined) this.room.take(answer.value);
  }

  private async share(): Promise<void> {
    const media = this.room.media;
    this.shareFailed = false;
    if (media.screen !== null) return media.stopShare();
    try {
      await media.share();
    } catch (failure) {
      console.warn('screen:', failure);
      this.shareFailed = true;
    }
  }

  private get isWide(): boolean {
    return this.getBoundingClientRect().width >= 900;
  }

  private readonly changed = (): void => this.requestUpdate();

  private readonly pressed = (event: KeyboardEvent): void => {
    const { media } = this.room;
    switch (keyAction(event, areKeysOn())) {
      case 'meter':
        return void this.meter();
      case 'microphone':
        return void media.setMicrophone(!(media.microphone.track !== null && media.microphone.on));
      case 'control':
        this.askingControl = true;
        return;
      case 'recording':
        this.askingRecording = true;
        return;
      case 'camera':
        return void media.setCamera(media.camera.track === null);
      case null:
        return;
    }
  };
}

function nameOf(view: View): string {
  return view.parts.appointment?.customerName ?? '';
}

const streams = new WeakMap<MediaStreamTrack, MediaStream>();

/** One stream a track, so that a picture is not started anew each time the page is drawn. */
function streamOf(track: MediaStreamTrack | null): MediaStream | null {
  if (track === null) return null;
  const stream = streams.get(track) ?? new MediaStream([track]);
  streams.set(track, stream);
  return stream;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-call': ConsoleCall;
  }
}
