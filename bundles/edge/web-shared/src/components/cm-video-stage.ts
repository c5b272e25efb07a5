import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';
import { icon } from '../icons.js';
import { shared } from '../texts/index.js';

/**
 * The other's picture large, the own small; a shared screen takes the large place and moves the picture aside. The
 * sound of the other is always that of `remote`.
 */
@customElement('cm-video-stage')
export class CmVideoStage extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
        overflow: hidden;
        min-height: 12rem;
        background: var(--cm-stage);
        color: var(--cm-on-stage);
      }
      video {
        display: block;
        background: var(--cm-stage);
      }
      .large {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .fill {
        object-fit: cover;
      }
      /* Nothing may cover a desktop that is worked on; the sound goes on. */
      .beside {
        display: none !important;
      }
      .small-pictures {
        position: absolute;
        inset-block-start: var(--stage-inset, var(--cm-3));
        inset-inline-end: var(--cm-3);
        display: grid;
        gap: var(--cm-2);
        width: clamp(84px, 22%, 200px);
      }
      .aside {
        position: absolute;
        inset-block-start: var(--stage-inset, var(--cm-3));
        inset-inline-start: var(--cm-3);
        width: clamp(84px, 22%, 200px);
      }
      .small-pictures video,
      .small-pictures .off {
        width: 100%;
      }
      .aside,
      .small-pictures video,
      .small-pictures .off {
        aspect-ratio: 4 / 3;
        object-fit: cover;
        border-radius: var(--cm-radius-small);
        box-shadow: 0 0 0 1px rgb(255 255 255 / 25%);
      }
      .mirrored {
        transform: scaleX(-1);
      }
      .off,
      .wait {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--cm-2);
        text-align: center;
        color: var(--cm-on-stage-quiet);
        background: var(--cm-stage);
      }
      .off {
        font-size: var(--cm-size-small);
        line-height: 1.2;
      }
      .wait {
        position: absolute;
        inset: 0;
        padding: var(--cm-6);
      }
      .wait svg {
        width: 40px;
        height: 40px;
      }
      .sound {
        position: absolute;
        inset-block-end: 50%;
        inset-inline: 0;
        display: grid;
        justify-content: center;
      }
    `,
  ];

  @property({ attribute: false }) remote: MediaStream | null = null;
  /** The other's screen; null while none is shared. */
  @property({ attribute: false }) screen: MediaStream | null = null;
  /** The page shows that screen itself, in the slot "screen". */
  @property({ type: Boolean }) ownScreenView = false;
  @property({ attribute: false }) own: MediaStream | null = null;
  @property({ attribute: false }) ownScreen: MediaStream | null = null;
  @property({ type: Boolean }) mirrored = true;
  /** Whether the other's camera is on. */
  @property({ type: Boolean }) remoteCamera = false;
  /** Whether anything of the other arrives at all. */
  @property({ type: Boolean }) flowing = false;
  @property() name = '';
  /** Id of the loudspeaker; null for the system's own. */
  @property({ attribute: false }) speaker: string | null = null;
  @state() private silent = false;

  override render() {
    const showsScreen = this.screen !== null;
    const beside = showsScreen && this.ownScreenView ? 'beside' : '';
    return html`
      ${showsScreen && this.ownScreenView ? html`<slot name="screen"></slot>` : nothing}
      ${showsScreen && !this.ownScreenView
        ? html`<video
            id="screen"
            class="large"
            aria-label=${shared('stage.screen', { name: this.name })}
            playsinline
            autoplay
            muted
          ></video>`
        : this.remoteCamera || showsScreen
          ? nothing
          : html`<div class="wait">
              ${icon(this.flowing ? 'camera-off' : 'person')}
              <p>${shared(this.flowing ? 'stage.camera-off' : 'stage.waiting', { name: this.name })}</p>
            </div>`}
      <video
        id="remote"
        class=${showsScreen ? `aside ${beside}` : 'large fill'}
        ?hidden=${!this.remoteCamera}
        aria-label=${shared('stage.other', { name: this.name })}
        playsinline
        autoplay
      ></video>
      <div class="small-pictures ${beside}">
        ${this.ownScreen === null
          ? nothing
          : html`<video id="own-screen" aria-label=${shared('stage.own-screen')} playsinline autoplay muted></video>`}
        ${this.own === null
          ? html`<div class="off">${icon('camera-off')}${shared('stage.own-off')}</div>`
          : html`<video
              id="own"
              class=${this.mirrored ? 'mirrored' : ''}
              aria-label=${shared('stage.own')}
              playsinline
              autoplay
              muted
            ></video>`}
      </div>
      ${this.silent
        ? html`<div class="sound">
            <button class="primary" @click=${this.unmute}>${icon('speaker')}${shared('stage.sound')}</button>
          </div>`
        : nothing}
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pointerdown', this.unmute);
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.attach('remote', this.remote);
    this.attach('screen', this.screen);
    this.attach('own', this.own);
    this.attach('own-screen', this.ownScreen);
    void this.routeSound();
  }

  private video(id: string): HTMLVideoElement | null {
    return this.renderRoot.querySelector<HTMLVideoElement>(`video#${id}`);
  }

  private attach(id: string, stream: MediaStream | null): void {
    const video = this.video(id);
    if (video === null || video.srcObject === stream) return;
    video.srcObject = stream;
    if (stream !== null) void this.play(video);
  }

  /** A page that was just reloaded may not make sound before it is touched: then a button says so. */
  private async play(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play();
    } catch (failure) {
      if (!(failure instanceof DOMException) || failure.name !== 'NotAllowedError') return;
      this.silent = true;
      // Any touch will do; the button only says so.
      addEventListener('pointerdown', this.unmute, { once: true });
    }
  }

  private readonly unmute = (): void => {
    removeEventListener('pointerdown', this.unmute);
    this.silent = false;
    for (const video of this.renderRoot.querySelectorAll('video')) void this.play(video);
  };

  private async routeSound(): Promise<void> {
    const video = this.video('remote');
    if (video === null || this.speaker === null || !('setSinkId' in video) || video.sinkId === this.speaker) return;
    await video.setSinkId(this.speaker).catch((failure: unknown) => console.warn('speaker:', failure));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-video-stage': CmVideoStage;
  }
}
