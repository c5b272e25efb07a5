import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';
import { icon, type IconName } from '../icons.js';

export type BannerKind = 'info' | 'live' | 'still' | 'alert';

const ICONS: Record<BannerKind, IconName> = { info: 'info', live: 'check', still: 'pause', alert: 'alert' };

/** A sentence about how things stand, with what can be done about it. Its host decides whether it is read out. */
@customElement('cm-banner')
export class CmBanner extends CmElement {
  static override styles = [
    base,
    css`
      .banner {
        display: flex;
        gap: var(--cm-3);
        align-items: center;
        flex-wrap: wrap;
        padding: var(--cm-3) var(--cm-4);
        border-radius: var(--cm-radius);
        background: var(--soft);
        border-inline-start: 4px solid var(--strong);
      }
      svg {
        color: var(--strong);
      }
      .text {
        flex: 1 1 12rem;
        min-width: 0;
      }
      .info {
        --strong: var(--cm-info);
        --soft: var(--cm-info-soft);
      }
      .live {
        --strong: var(--cm-live);
        --soft: var(--cm-live-soft);
      }
      .still {
        --strong: var(--cm-still);
        --soft: var(--cm-still-soft);
      }
      .alert {
        --strong: var(--cm-alert);
        --soft: var(--cm-alert-soft);
      }
      .text {
        display: block;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--cm-2);
        margin-inline-start: auto;
      }
    `,
  ];

  @property() kind: BannerKind = 'info';
  @property() icon: IconName | undefined;

  override render() {
    return html`<div class="banner ${this.kind}">
      ${icon(this.icon ?? ICONS[this.kind])}<slot class="text"></slot>
      <div class="actions"><slot name="action"></slot></div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-banner': CmBanner;
  }
}
