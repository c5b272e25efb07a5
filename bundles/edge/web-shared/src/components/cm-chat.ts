import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../base.js';
import { CmElement } from '../element.js';
import { time } from '../format.js';
import { icon } from '../icons.js';
import type { ChatLine } from '../store.js';
import { shared } from '../texts/index.js';

const LONGEST = 4_000;

/** What both wrote, and a field to write. Tells 'say' with the text. */
@customElement('cm-chat')
export class CmChat extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        gap: var(--cm-3);
        min-height: 12rem;
      }
      .log {
        overflow-y: auto;
      }
      ol {
        display: grid;
        gap: var(--cm-2);
        list-style: none;
      }
      li {
        max-width: 85%;
        justify-self: start;
        padding: var(--cm-2) var(--cm-3);
        border-radius: var(--cm-radius) var(--cm-radius) var(--cm-radius) var(--cm-radius-small);
        background: var(--cm-line);
        overflow-wrap: anywhere;
      }
      li span {
        white-space: pre-wrap;
      }
      li.me {
        justify-self: end;
        background: var(--cm-accent-soft);
      }
      li small {
        display: block;
        color: var(--cm-quiet);
        font-size: var(--cm-size-small);
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--cm-2);
      }
      textarea {
        min-height: var(--cm-target);
        height: var(--cm-target);
        resize: none;
      }
      button {
        padding-inline: var(--cm-3);
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly ChatLine[] = [];
  @property() otherName = '';
  @property({ type: Boolean }) disabled = false;
  @query('.log') private readonly list!: HTMLElement;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  override render() {
    return html`<div class="log" role="log" aria-label=${shared('chat.title')} tabindex="0">
        ${this.lines.length === 0
          ? html`<p class="quiet small">${shared('chat.empty')}</p>`
          : html`<ol>
              ${this.lines.map((line) => this.line(line))}
            </ol>`}
      </div>
      <form @submit=${this.submit}>
        <textarea
          dir="auto"
          rows="1"
          maxlength=${LONGEST}
          aria-label=${shared('chat.field')}
          placeholder=${shared('chat.field')}
          @keydown=${this.pressed}
        ></textarea>
        <button class="primary" ?disabled=${this.disabled} aria-label=${shared('chat.send')}>${icon('send')}</button>
      </form>`;
  }

  private line(line: ChatLine) {
    return html`<li class=${line.from} dir="auto">
      <small>
        ${line.from === 'me' ? shared('chat.me') : this.otherName}, ${time(new Date(line.at).toISOString())}
      </small>
      <span>${line.text}</span>
    </li>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('lines')) this.list.scrollTop = this.list.scrollHeight;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    if (text === '' || this.disabled) return;
    this.field.value = '';
    this.dispatchEvent(new CustomEvent('say', { detail: text }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cm-chat': CmChat;
  }
}
