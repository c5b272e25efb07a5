import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';
import { LocalMedia } from '../media.js';
import { shared } from '../texts/index.js';

/** Which microphone, camera and loudspeaker are used. */
@customElement('cm-device-menu')
export class CmDeviceMenu extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--cm-3);
      }
    `,
  ];

  @property({ attribute: false }) media!: LocalMedia;
  private readonly changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.media.addEventListener('change', this.changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.media.removeEventListener('change', this.changed);
  }

  override render() {
    const { microphone, camera } = this.media;
    const used = (track: MediaStreamTrack | null): string => track?.getSettings().deviceId ?? '';
    return html`
      ${this.menu('microphone', 'audioinput', used(microphone.track), (id) => void this.media.choose('microphone', id))}
      ${this.menu('camera', 'videoinput', used(camera.track), (id) => void this.media.choose('camera', id))}
      ${LocalMedia.canChooseSpeaker
        ? this.menu('speaker', 'audiooutput', this.media.speaker ?? '', (id) => this.media.chooseSpeaker(id))
        : nothing}
    `;
  }

  private menu(
    name: 'microphone' | 'camera' | 'speaker',
    kind: MediaDeviceKind,
    used: string,
    choose: (id: string) => void,
  ) {
    const devices = this.media.devicesOf(kind);
    return html`<div class="field">
      <label for=${name}>${shared(`device.${name}`)}</label>
      <select
        id=${name}
        ?disabled=${devices.length === 0}
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
      >
        ${devices.length === 0
          ? html`<option value="">${shared(name === 'speaker' ? 'device.default' : 'device.none')}</option>`
          : devices.map(
              (device, index) =>
                html`<option value=${device.deviceId} ?selected=${device.deviceId === used}>
                  ${device.label || shared('device.unnamed', { number: index + 1 })}
                </option>`,
            )}
      </select>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-device-menu': CmDeviceMenu;
  }
}
