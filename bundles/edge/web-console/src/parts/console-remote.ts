import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Keyboard, isWayOut } from '../control/keyboard.js';
import { Buttons, Wheel, place, shownSize } from '../control/pointer.js';
import type { ShortPath } from '../control/picture/short-path.js';
import type { Remote } from '../control/remote.js';
import { type Gesture, LONG_PRESS_MILLIS, Touch, zoomed } from '../control/touch.js';
import type { Input } from '../control/wire.js';
import { t } from '../words/texts.js';
import { icon } from './icons.js';
import { look } from './look.js';

const HELD_MILLIS = 500;

/** Combinations that the consultant's own computer keeps to itself. */
const CHORDS: readonly { name: string; codes: readonly string[] }[] = [
  { name: 'Ctrl+Alt+Del', codes: ['ControlLeft', 'AltLeft', 'Delete'] },
  { name: 'Super', codes: ['MetaLeft'] },
  { name: 'Alt+Tab', codes: ['AltLeft', 'Tab'] },
  { name: 'Alt+F4', codes: ['AltLeft', 'F4'] },
  { name: 'Print', codes: ['PrintScreen'] },
  { name: 'Esc', codes: ['Escape'] },
  ...Array.from({ length: 12 }, (_, index) => ({ name: `F${index + 1}`, codes: [`F${index + 1}`] })),
];

const isTouched = matchMedia('(pointer: coarse)').matches;
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

/** The customer's screen, and where it is allowed, the consultant's keyboard and pointer on it. */
@customElement('console-remote')
export class ConsoleRemote extends CmElement {
  static override styles = [
    base,
    look,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        grid-template-columns: minmax(0, 1fr);
        background: var(--cm-stage);
        color: var(--cm-on-stage);
      }
      .room {
        position: relative;
        display: grid;
        overflow: auto;
      }
      .picture {
        position: relative;
        margin: auto;
      }
      video,
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
      /* Over the video, which shows the same a little later. */
      canvas {
        position: absolute;
        inset: 0;
      }
      .picture.takes {
        touch-action: none;
        user-select: none;
        -webkit-user-select: none;
      }
      .picture.points {
        cursor: crosshair;
      }
      textarea {
        position: absolute;
        inset-block-start: 0;
        inset-inline-start: 0;
        width: 1px;
        height: 1px;
        min-height: 0;
        padding: 0;
        border: 0;
        opacity: 0;
        resize: none;
      }
      .picture.takes:has(textarea:focus) {
        outline: 3px solid var(--cm-danger);
        outline-offset: -3px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--cm-2);
        align-items: center;
        justify-content: center;
        padding: var(--cm-1) var(--cm-2);
        background: var(--cm-surface);
        color: var(--cm-ink);
        border-top: 1px solid var(--cm-line);
      }
      .bar button,
      .bar select {
        min-height: var(--cm-target);
        padding-block: 4px;
        padding-inline: var(--cm-3);
        width: auto;
        max-width: 100%;
        font-size: var(--cm-size-small);
      }
      .bar .what {
        flex: 1 1 8rem;
        min-width: 0;
        /* Two lines, so that nothing jumps when another sentence comes. */
        min-height: 3em;
        align-content: center;
      }
      /* On a phone the picture is worth more than all buttons at once. */
      @media (max-width: 599px) {
        .bar {
          flex-wrap: nowrap;
          justify-content: flex-start;
          overflow-x: auto;
        }
        .bar > * {
          flex: none;
        }
        .bar .what {
          flex: none;
          width: 9rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) remote!: Remote;
  @property({ attribute: false }) screen!: MediaStream;
  @property() name = '';
  /** Whether smooth motion was asked for instead of sharp pixels; asks for the other by an event "smooth". */
  @property({ type: Boolean }) smooth = false;
  @state() private fitted = true;
  @state() private full = false;
  @state() private typing = false;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('video') private readonly video!: HTMLVideoElement;
  @query('textarea') private readonly keys!: HTMLTextAreaElement;
  @query('.room') private readonly space!: HTMLElement;
  @query('.picture') private readonly picture!: HTMLElement;

  private readonly keyboard = new Keyboard(isMac);
  private readonly buttons = new Buttons();
  private readonly wheel = new Wheel();
  private readonly touch = new Touch();
  private longPress: ReturnType<typeof setTimeout> | undefined;
  /** Of the view alone, by two fingers. */
  private zoom = 1;
  private moved: { x: number; y: number } | null = null;
  private drawn = 0;
  private path: ShortPath | null = null;
  private holding: ReturnType<typeof setInterval> | undefined;
  private readonly sized = new ResizeObserver(() => this.fit());

  override connectedCallback(): void {
    super.connectedCallback();
    this.remote.addEventListener('change', this.changed);
    addEventListener('blur', this.letGo);
    document.addEventListener('visibilitychange', this.letGo);
    document.addEventListener('fullscreenchange', this.fullChanged);
    this.holding = setInterval(() => this.hold(), HELD_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.letGo();
    this.remote.removeEventListener('change', this.changed);
    removeEventListener('blur', this.letGo);
    document.removeEventListener('visibilitychange', this.letGo);
    document.removeEventListener('fullscreenchange', this.fullChanged);
    clearInterval(this.holding);
    cancelAnimationFrame(this.drawn);
    this.sized.disconnect();
    this.take(null);
  }

  override render(): TemplateResult {
    const { controls, isLent, points } = this.remote;
    return html`<div class="room">
        <div
          class="picture ${controls ? 'takes' : ''} ${points && !controls ? 'takes points' : ''}"
          @pointermove=${this.pointed}
          @pointerdown=${this.pressed}
          @pointerup=${this.pressed}
          @pointercancel=${this.letGo}
          @lostpointercapture=${this.pressed}
          @contextmenu=${(event: Event) => controls && event.preventDefault()}
        >
          <video
            id="screen"
            aria-label=${t('remote.screen', { name: this.name })}
            playsinline
            autoplay
            muted
            @resize=${this.fit}
            @loadedmetadata=${this.fit}
          ></video>
          <canvas aria-hidden="true" ?hidden=${this.remote.picture?.isShowing !== true}></canvas>
          ${isLent
            ? html`<textarea
                aria-label=${t('remote.keys', { name: this.name })}
                autocapitalize="off"
                autocomplete="off"
                spellcheck="false"
                @keydown=${this.key}
                @keyup=${this.key}
                @compositionend=${this.composed}
                @beforeinput=${this.typed}
                @paste=${this.pasted}
                @focus=${() => (this.typing = true)}
                @blur=${this.blurred}
              ></textarea>`
            : nothing}
        </div>
      </div>
      ${this.bar()}`;
  }

  protected override firstUpdated(): void {
    this.sized.observe(this.space);
    // Not passive, so that the page does not scroll along.
    this.picture.addEventListener('wheel', this.turned, { passive: false });
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.video.srcObject !== this.screen) this.video.srcObject = this.screen;
    this.take(this.remote.picture);
    if (!this.remote.controls && (this.keyboard.held.length > 0 || this.buttons.held.length > 0)) this.letGo();
    this.fit();
  }

  private bar(): TemplateResult {
    const { controls, points, screens, shown, latencyMillis } = this.remote;
    const hint = controls ? (this.typing ? 'remote.typing' : 'remote.click') : points ? 'remote.point' : 'remote.see';
    const what = this.remote.dropped ? 'remote.dropped' : hint;
    return html`<div class="bar" role="group" aria-label=${t('remote.bar')}>
      <p class="what small" role="status">${t(what, { name: this.name })}</p>
      ${latencyMillis === null
        ? nothing
        : html`<span class="small quiet number" title=${t('remote.latency')}>
            <span class="visually-hidden">${t('remote.latency')}</span>${Math.round(latencyMillis)} ms
          </span>`}
      ${screens.length < 2
        ? nothing
        : html`<select aria-label=${t('remote.monitor')} ?disabled=${!points} @change=${this.chosen}>
            ${screens.map(
              (each) =>
                html`<option value=${each.id} .selected=${each.id === shown}>
                  ${each.name === '' ? t('remote.monitor.all') : each.name} (${each.width} × ${each.height})
                </option>`,
            )}
          </select>`}
      ${controls
        ? html`<select aria-label=${t('remote.special')} @change=${this.chord}>
            <option value="">${t('remote.special')}</option>
            ${CHORDS.map((each, index) => html`<option value=${index}>${each.name}</option>`)}
          </select>`
        : nothing}
      ${controls && isTouched
        ? html`<button @click=${() => this.keys.focus({ preventScroll: true })}>
            ${icon('keys')}${t('remote.keyboard')}
          </button>`
        : nothing}
      <button aria-pressed=${this.smooth} title=${t('remote.smooth.why')} @click=${this.motion}>
        ${t('remote.smooth')}
      </button>
      <button aria-pressed=${!this.fitted} @click=${() => this.scale()}>1:1</button>
      <button aria-pressed=${this.full} @click=${() => void this.fill()}>
        ${icon('screen')}${t(this.full ? 'remote.full.off' : 'remote.full')}
      </button>
    </div>`;
  }

  private readonly changed = (): void => this.requestUpdate();

  /** A new connection comes with a new way of its pictures. */
  private take(path: ShortPath | null): void {
    if (path === this.path) return;
    this.path?.removeEventListener('change', this.changed);
    this.path?.show(null);
    this.path = path;
    path?.addEventListener('change', this.changed);
    path?.show(this.canvas);
  }

  private readonly fit = (): void => {
    const { width, height } = this.path?.isShowing
      ? this.path
      : { width: this.video.videoWidth, height: this.video.videoHeight };
    const room = { width: this.space.clientWidth, height: this.space.clientHeight };
    const size = shownSize({ width, height }, room, this.fitted, devicePixelRatio);
    this.picture.style.width = `${size.width * this.zoom}px`;
    this.picture.style.height = `${size.height * this.zoom}px`;
  };

  private readonly motion = (): boolean => this.dispatchEvent(new CustomEvent('smooth', { detail: !this.smooth }));

  private scale(): void {
    this.fitted = !this.fitted;
    this.zoom = 1;
  }

  /** Full screen, with the keys that the browser or the system would take, where it gives them away. */
  private async fill(): Promise<void> {
    if (document.fullscreenElement !== null) return document.exitFullscreen();
    try {
      await this.requestFullscreen({ keyboardLock: 'browser' } as FullscreenOptions);
      await (navigator as { keyboard?: { lock?: () => Promise<void> } }).keyboard?.lock?.();
    } catch (failure) {
      // Refused by the browser: everything else goes on as it is.
      console.warn('full screen:', failure);
    }
    if (this.remote.controls) this.keys.focus({ preventScroll: true });
  }

  private readonly fullChanged = (): void => {
    this.full = document.fullscreenElement !== null;
    this.letGo();
  };

  private readonly chosen = (event: Event): void => this.remote.choose((event.target as HTMLSelectElement).value);

  private readonly chord = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const chord = select.value === '' ? undefined : CHORDS[Number(select.value)];
    select.value = '';
    if (chord !== undefined) this.send(this.keyboard.chord(chord.codes));
    this.keys?.focus({ preventScroll: true });
  };

  private readonly key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (isWayOut(event)) {
      event.preventDefault();
      this.keys.blur();
      return;
    }
    // Pasting is told by an event of its own, which the key must be let through for.
    if (isPaste(event)) return;
    const inputs = this.keyboard.take(event);
    if (inputs === null) return;
    event.preventDefault();
    this.type(inputs);
  };

  private readonly composed = (event: CompositionEvent): void => {
    this.type(this.keyboard.text(event.data));
    this.keys.value = '';
  };

  /** From an on-screen keyboard, which tells of no keys. */
  private readonly typed = (event: InputEvent): void => {
    if (event.isComposing || event.inputType === 'insertCompositionText') return;
    event.preventDefault();
    if (event.inputType === 'insertText' && event.data !== null) this.type(this.keyboard.text(event.data));
    if (event.inputType === 'insertLineBreak') this.type(this.keyboard.chord(['Enter']));
    if (event.inputType === 'deleteContentBackward') this.type(this.keyboard.chord(['Backspace']));
  };

  private readonly pasted = (event: ClipboardEvent): void => {
    event.preventDefault();
    this.type(this.keyboard.text(event.clipboardData?.getData('text/plain') ?? ''));
  };

  private readonly pointed = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return this.touched(event);
    if (!this.remote.points || !event.isPrimary) return;
    this.moved = place(event, this.picture.getBoundingClientRect());
    if (this.drawn === 0) this.drawn = requestAnimationFrame(this.flush);
    if (!this.remote.controls) return;
    // A second button tells itself by a move, and so does a release that went elsewhere.
    if (event.button >= 0) this.button(event.button, (event.buttons & maskOf(event.button)) !== 0);
    for (const button of this.buttons.missed(event.buttons)) this.button(button, false);
  };

  private readonly flush = (): void => {
    this.drawn = 0;
    if (this.moved !== null) this.remote.move(this.moved.x, this.moved.y);
  };

  private readonly pressed = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return this.touched(event);
    if (!this.remote.points || !event.isPrimary) return;
    this.moved = place(event, this.picture.getBoundingClientRect());
    if (!this.remote.controls) return;
    if (event.type === 'pointerdown') {
      event.preventDefault();
      // Before anything else: a click is felt from here on.
      this.button(event.button, true);
      // A finger would bring up the on-screen keyboard each time; it has a button of its own.
      if (event.pointerType !== 'touch') this.keys.focus({ preventScroll: true });
      this.picture.setPointerCapture(event.pointerId);
    } else if (event.type === 'pointerup') {
      this.button(event.button, false);
    } else {
      for (const button of this.buttons.missed(event.buttons)) this.button(button, false);
    }
  };

  private touched(event: PointerEvent): void {
    if (!this.remote.points) return;
    const { pointerId, clientX, clientY } = event;
    clearTimeout(this.longPress);
    if (event.type === 'pointerdown') {
      event.preventDefault();
      this.picture.setPointerCapture(pointerId);
      this.gestures(this.touch.down(pointerId, clientX, clientY));
    } else if (event.type === 'pointermove') {
      this.gestures(this.touch.move(pointerId, clientX, clientY));
    } else {
      this.gestures(this.touch.up(pointerId));
    }
    if (this.touch.waits) this.longPress = setTimeout(() => this.gestures(this.touch.held()), LONG_PRESS_MILLIS);
  }

  private gestures(all: readonly Gesture[]): void {
    for (const each of all) {
      if (each.is === 'zoom') {
        this.zoomView(each);
        continue;
      }
      const at = place({ clientX: each.x, clientY: each.y }, this.picture.getBoundingClientRect());
      if (each.is === 'wheel') {
        this.rolled(each, at);
        continue;
      }
      this.moved = at;
      if (each.is === 'button' && this.remote.controls) this.button(each.button, each.down);
      if (this.drawn === 0) this.drawn = requestAnimationFrame(this.flush);
    }
  }

  /** Two fingers turn the customer's wheel; where nothing may be turned, they move a view that is zoomed. */
  private rolled(by: { deltaX: number; deltaY: number }, at: { x: number; y: number }): void {
    if (!this.remote.controls) return this.space.scrollBy(by.deltaX, by.deltaY);
    const turn = this.wheel.turn({ ...by, deltaMode: 0 });
    if (turn !== null) this.send([{ t: 'wheel', ...turn, ...at }]);
  }

  /** What was under the fingers stays under them. */
  private zoomView({ by, x, y, movedX, movedY }: Gesture & { is: 'zoom' }): void {
    const before = this.picture.getBoundingClientRect();
    this.zoom = zoomed(this.zoom, by);
    this.fit();
    const after = this.picture.getBoundingClientRect();
    const share = (place: number, from: number, size: number): number => (place - from) / Math.max(1, size);
    const left = after.left + share(x - movedX, before.left, before.width) * after.width - x;
    const top = after.top + share(y - movedY, before.top, before.height) * after.height - y;
    this.space.scrollBy(left, top);
  }

  private button(button: number, down: boolean): void {
    if (this.moved === null || !this.buttons.change(button, down)) return;
    const before = down ? this.keyboard.modifiers() : [];
    this.send([...before, { t: 'button', button, down, ...this.moved }]);
  }

  private readonly turned = (event: WheelEvent): void => {
    if (!this.remote.controls) return;
    event.preventDefault();
    const at = place(event, this.picture.getBoundingClientRect());
    const turn = this.wheel.turn(event);
    if (turn !== null) this.send([...this.keyboard.modifiers(), { t: 'wheel', ...turn, ...at }]);
  };

  private readonly blurred = (): void => {
    this.typing = false;
    this.letGo();
  };

  /** Nothing stays down that nobody holds. */
  private readonly letGo = (): void => {
    clearTimeout(this.longPress);
    this.gestures(this.touch.cancel());
    const any = this.buttons.release();
    const inputs = this.keyboard.release();
    this.send(any && inputs.length === 0 ? [{ t: 'release' }] : inputs);
  };

  private hold(): void {
    const [keys, buttons] = [this.keyboard.held, this.buttons.held];
    if (keys.length > 0 || buttons.length > 0) this.send([{ t: 'held', keys, buttons }]);
  }

  /** What is typed in a pause goes nowhere: not to the customer, and not to this page's shortcuts either. */
  private type(inputs: readonly Input[]): void {
    if (this.remote.controls) this.send(inputs);
  }

  private send(inputs: readonly Input[]): void {
    for (const input of inputs) this.remote.send(input);
  }
}

/** Types what this computer's clipboard has. Without Shift it is the customer's own clipboard that is pasted there. */
function isPaste(event: KeyboardEvent): boolean {
  const word = isMac ? event.metaKey : event.ctrlKey;
  return word && event.shiftKey && !event.altKey && event.code === 'KeyV';
}

function maskOf(button: number): number {
  return [1, 4, 2, 8, 16][button] ?? 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-remote': ConsoleRemote;
  }
}
