import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import '@connectme/web-shared/components/cm-device-menu';
import { CmElement } from '@connectme/web-shared/element';
import { dayAndTime, money } from '@connectme/web-shared/format';
import { icon } from '@connectme/web-shared/icons';
import type { Kind, LocalMedia } from '@connectme/web-shared/media';
import { helpAfter, helpBefore } from '@connectme/web-shared/permissions';
import { permissionState } from '@connectme/web-shared/media';
import { problemText } from '@connectme/web-shared/problem';
import type { Appointment, Presence } from '@connectme/web-shared/protocol';
import { serverNow, type ConsultationState } from '@connectme/web-shared/store';
import type { Customer } from './customer.js';
import { iceSettings } from './ice.js';
import { page } from './layout.js';
import { checkNetwork, type Verdict } from './network.js';
import './other-plans.js';
import { listen, playTones } from './sound.js';
import { t } from './texts/index.js';
import { live } from './texts/live.js';

const LONGEST_NOTE = 1000;

const LOOK_MS = 15_000;

/** Whether everything works, and whether the consultant is there. */
@customElement('cu-waiting')
export class CuWaiting extends CmElement {
  static override styles = [
    base,
    page,
    css`
      .there {
        display: flex;
        align-items: center;
        gap: var(--cm-2);
      }
      .there svg {
        color: var(--cm-quiet);
      }
      .there.yes svg {
        color: var(--cm-live);
      }
      .mirror {
        position: relative;
        overflow: hidden;
        aspect-ratio: 16 / 9;
        border-radius: var(--cm-radius);
        background: var(--cm-stage);
        color: var(--cm-on-stage);
      }
      .mirror video {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      .mirror .mirrored {
        transform: scaleX(-1);
      }
      .mirror .none {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--cm-3);
        padding: var(--cm-4);
        text-align: center;
      }
      .mirror .buttons {
        position: absolute;
        inset-block-end: var(--cm-3);
        inset-inline: 0;
        display: flex;
        justify-content: center;
        gap: var(--cm-3);
      }
      .round {
        width: 48px;
        height: 48px;
        padding: 0;
        border-color: transparent;
        border-radius: 50%;
        background: var(--cm-stage-veil);
        color: var(--cm-on-stage);
      }
      .round:hover:not(:disabled) {
        background: var(--cm-stage);
      }
      .round[aria-pressed='false'] {
        background: var(--cm-on-stage);
        color: var(--cm-stage);
      }
      meter {
        width: 100%;
        height: 12px;
      }
      .help ol {
        padding-inline-start: var(--cm-5);
      }
      .check {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--cm-2) var(--cm-3);
      }
      .notes li {
        padding: var(--cm-2) var(--cm-3);
        border-radius: var(--cm-radius-small);
        background: var(--cm-accent-soft);
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .notes {
        display: grid;
        gap: var(--cm-2);
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) state!: ConsultationState;
  @state() private media: LocalMedia | null = null;
  /** Whether the browser was or need not be asked; before, the help stands there first. */
  @state() private asked = false;
  @state() private verdict: Verdict | 'checking' = 'checking';
  @state() private tones = false;
  @state() private error: string | null = null;
  @state() private noteError: string | null = null;
  @state() private busy = false;
  @query('textarea') private readonly note!: HTMLTextAreaElement;

  private readonly gone = new AbortController();
  private readonly changed = (): void => this.mediaChanged();
  private listened: MediaStreamTrack | null = null;
  private stopListening: (() => void) | null = null;

  private looking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.prepare();
    void this.check();
    // whether the consultant is online or on a break is no event of this consultation
    this.looking = setInterval(() => void this.customer.refresh(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.gone.abort();
    clearInterval(this.looking);
    this.media?.removeEventListener('change', this.changed);
    this.stopListening?.();
  }

  override render() {
    const { appointment, payment, presence } = this.state.view?.parts ?? {};
    if (appointment === undefined || this.state.view === null) return nothing;
    const name = appointment.consultantName;
    return html`<div class="page">
      <div class="stack">
        <h1>${live('wait.title')}</h1>
        <div role="status">${this.there(name, presence)} ${this.starts(appointment)}</div>
      </div>
      ${this.mirror(name)} ${this.renewal()} ${this.faults()}
      ${this.media === null || !this.asked
        ? nothing
        : html`<section class="card stack" aria-label=${live('wait.devices')}>
            <div class="stack">
              <label for="level" class="small quiet">${live('wait.level')}</label>
              <meter id="level" min="0" max="1" aria-label=${live('wait.level.label')}></meter>
            </div>
            <cm-device-menu .media=${this.media}></cm-device-menu>
            <div class="check">
              <span class="small quiet" role="status">${this.tones ? live('wait.sound.playing') : nothing}</span>
              <button @click=${() => void this.play()}>${icon('speaker')}${live('wait.sound')}</button>
            </div>
          </section>`}
      <section class="card check">
        <div>
          <h2 class="small quiet">${live('wait.network')}</h2>
          <p role="status">${live(`wait.network.${this.verdict}`)}</p>
        </div>
        <button ?disabled=${this.verdict === 'checking'} @click=${() => void this.check()}>
          ${live('wait.network.again')}
        </button>
      </section>
      ${this.notes(name, appointment.notes)}
      ${payment?.held ? html`<p class="quiet">${live('wait.hold', { amount: money(payment.held) })}</p>` : nothing}
      <p class="error" role="alert">${this.error ?? nothing}</p>
      <div class="forward">
        <button class="primary wide" aria-busy=${this.busy} aria-describedby="hint" @click=${() => void this.join()}>
          ${live('wait.join')}
        </button>
        <p id="hint" class="small quiet">${live('wait.join.hint', { name })}</p>
      </div>
      <p class="small"><a href="/download" target="_blank">${t('download.title')}</a></p>
      <cu-other-plans .customer=${this.customer} .view=${this.state.view}></cu-other-plans>
    </div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const video = this.renderRoot.querySelector('video');
    const stream = this.media?.cameraStream ?? null;
    if (video !== null && video.srcObject !== stream) video.srcObject = stream;
  }

  private there(name: string, presence: Presence | undefined) {
    const here = presence?.consultant.online === true && presence.consultant.joined;
    const availability = this.state.view?.parts.availability?.consultant;
    const online = availability === 'ONLINE';
    const away = availability === 'BREAK' ? 'wait.break' : 'wait.away';
    const key = here ? 'wait.there' : online ? 'wait.online' : away;
    return html`<p class="there ${here || online ? 'yes' : ''}">${icon('person')}${live(key, { name })}</p>`;
  }

  private starts({ startsAt }: Appointment) {
    if (Date.parse(startsAt) <= serverNow(this.state)) return nothing;
    return html`<p class="quiet">${live('wait.starts', { time: dayAndTime(startsAt) })}</p>`;
  }

  private mirror(name: string) {
    const { media } = this;
    if (media === null || !this.asked) {
      return html`<div class="mirror">
          <div class="none">
            <button class="primary" ?disabled=${media === null} @click=${() => void this.ask()}>
              ${icon('camera')}${live('wait.ask')}
            </button>
          </div>
        </div>
        <p class="quiet">${helpBefore()} ${live('wait.ask.skip')}</p>`;
    }
    const seen = media.camera.track !== null;
    return html`<div class="mirror">
        ${seen
          ? html`<video
              class=${media.mirrored ? 'mirrored' : ''}
              aria-label=${live('wait.own', { name })}
              autoplay
              playsinline
              muted
            ></video>`
          : html`<div class="none">${icon('camera-off')}</div>`}
        <div class="buttons">
          ${this.toggle('microphone', 'mic', media.microphone.on && media.microphone.track !== null)}
          ${this.toggle('camera', 'camera', seen)}
        </div>
      </div>
      ${seen ? html`<p class="quiet small">${live('wait.own', { name })}</p>` : nothing}`;
  }

  private toggle(kind: Kind, name: 'mic' | 'camera', on: boolean) {
    const set = (): Promise<void> | undefined =>
      kind === 'microphone' ? this.media?.setMicrophone(!on) : this.media?.setCamera(!on);
    return html`<button
      class="round"
      aria-pressed=${on}
      aria-label=${live(`wait.${kind}.${on ? 'off' : 'on'}`)}
      @click=${() => void set()}
    >
      ${icon(on ? name : `${name}-off`)}
    </button>`;
  }

  /** The hold ends before the talk would: a new one takes its place while there is time. */
  private renewal() {
    if (this.state.view?.parts.payment?.renewable !== true) return nothing;
    const renew = () => this.dispatchEvent(new CustomEvent('renew-card', { bubbles: true, composed: true }));
    return html`<cm-banner kind="alert" role="status">
      ${live('wait.renew')}
      <button slot="action" @click=${renew}>${live('wait.renew.card')}</button>
    </cm-banner>`;
  }

  private faults() {
    if (this.media === null || !this.asked) return nothing;
    const { camera, microphone } = this.media;
    const both = microphone.fault !== null && microphone.fault === camera.fault;
    return html`${this.fault('microphone')} ${both ? nothing : this.fault('camera')}`;
  }

  /** What to do for the very browser in use, and a way to try again. */
  private fault(kind: Kind) {
    const fault = this.media?.[kind].fault ?? null;
    if (fault === null || this.media?.[kind].on === false) return nothing;
    return html`<cm-banner kind="alert" role="alert">
      <div class="help stack">
        <strong>${live(`wait.fault.${kind}`)}</strong>
        <ol>
          ${helpAfter(fault).map((step) => html`<li>${step}</li>`)}
        </ol>
      </div>
      <button slot="action" @click=${() => void this.media?.open()}>${live('wait.again')}</button>
    </cm-banner>`;
  }

  private notes(name: string, notes: Appointment['notes']) {
    return html`<section class="stack">
      ${notes.length === 0
        ? nothing
        : html`<ul class="notes" aria-label=${live('wait.notes')}>
            ${notes.map((note) => html`<li dir="auto">${note.text}</li>`)}
          </ul>`}
      <form class="stack" @submit=${this.leaveNote}>
        <div class="field">
          <label for="note">${live('wait.note.field', { name })}</label>
          <textarea id="note" dir="auto" rows="2" maxlength=${LONGEST_NOTE} aria-describedby="note-error"></textarea>
          <p id="note-error" class="error" role="alert">${this.noteError ?? nothing}</p>
        </div>
        <button>${live('wait.note.send')}</button>
      </form>
    </section>`;
  }

  private async prepare(): Promise<void> {
    this.media = await this.customer.media();
    this.media.addEventListener('change', this.changed);
    // Allowed on an earlier visit, or open since before a reload of this step: nothing to explain.
    const states = await Promise.all([permissionState('microphone'), permissionState('camera')]);
    if (this.media.camera.track !== null || states.every((state) => state === 'granted')) await this.ask();
  }

  private async ask(): Promise<void> {
    this.asked = true;
    await this.media?.open();
  }

  private mediaChanged(): void {
    const track = this.media?.microphone.track ?? null;
    if (track !== this.listened) {
      this.stopListening?.();
      this.listened = track;
      this.stopListening = track === null ? null : listen(track, (level) => this.showLevel(level));
    }
    this.requestUpdate();
  }

  private showLevel(level: number): void {
    const meter = this.renderRoot.querySelector('meter');
    if (meter !== null) meter.value = level;
  }

  private async play(): Promise<void> {
    this.tones = true;
    await playTones(this.media?.speaker ?? null);
  }

  private async check(): Promise<void> {
    this.verdict = 'checking';
    try {
      const settings = await iceSettings(this.customer);
      const verdict = await checkNetwork(settings, this.gone.signal);
      if (!this.gone.signal.aborted) this.verdict = verdict;
    } catch (failure) {
      console.warn('network check:', failure);
      this.verdict = 'blocked';
    }
  }

  private async leaveNote(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.note.value.trim();
    if (text === '') return;
    const problem = await this.customer.command('note', { text });
    this.noteError = problem === null ? null : problemText(problem);
    if (problem === null) this.note.value = '';
  }

  private async join(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const problem = await this.customer.command('enter', {});
    this.busy = false;
    this.error = problem === null ? null : problemText(problem);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-waiting': CuWaiting;
  }
}
