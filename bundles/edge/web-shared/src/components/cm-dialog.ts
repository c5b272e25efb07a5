import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';

/**
 * A question or a sheet over the page. Whoever shows it decides when it closes: Escape and a touch beside it only tell
 * 'dismiss'.
 */
@customElement('cm-dialog')
export class CmDialog extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(28rem, calc(100vw - 2 * var(--cm-4)));
        max-height: calc(100dvh - 2 * var(--cm-4));
        padding: var(--cm-6);
        border: 1px solid var(--cm-line);
        border-radius: var(--cm-radius);
        background: var(--cm-surface);
        color: var(--cm-ink);
        box-shadow: var(--cm-shadow);
        overflow: auto;
      }
      dialog::backdrop {
        background: var(--cm-scrim);
      }
      h2 {
        margin-block-end: var(--cm-3);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--cm-3);
      }
      .actions ::slotted(*) {
        margin-block-start: var(--cm-5);
      }
      @media (max-width: 30rem) {
        dialog {
          width: 100vw;
          max-width: 100vw;
          margin-block-end: 0;
          border-radius: var(--cm-radius) var(--cm-radius) 0 0;
          padding-block-end: max(var(--cm-6), env(safe-area-inset-bottom));
        }
        .actions ::slotted(*) {
          flex: 1 1 auto;
        }
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property() label = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog
      aria-labelledby="label"
      @cancel=${(event: Event) => {
        event.preventDefault();
        this.dismiss();
      }}
      @click=${{ handleEvent: (event: MouseEvent) => this.pressed(event), capture: true }}
    >
      <h2 id="label">${this.label}</h2>
      <slot></slot>
      <div class="actions"><slot name="actions"></slot></div>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open') || this.open === this.dialog.open) return;
    if (this.open) {
      this.dialog.showModal();
      this.querySelector<HTMLElement>('[autofocus]')?.focus();
    } else this.dialog.close();
  }

  /** The second half of a double click was meant for the button that opened this; it must not answer the question. */
  private pressed(event: MouseEvent): void {
    if (event.detail > 1) return event.stopImmediatePropagation();
    if (event.target === this.dialog && this.isBeside(event)) this.dismiss();
  }

  private isBeside({ clientX: x, clientY: y }: MouseEvent): boolean {
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    return x < left || x > right || y < top || y > bottom;
  }

  private dismiss(): void {
    this.dispatchEvent(new CustomEvent('dismiss'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-dialog': CmDialog;
  }
}
