import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { number } from '@connectme/web-shared/format';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type Exchange, LONGEST_TEXT, type Transfer } from '../control/exchange.js';
import { type Key, t } from '../words/texts.js';
import { look } from './look.js';

/**
 * Files and clipboard while the customer lets them, and what went over; tells 'begin' once there is any of it. What came is
 * offered to be saved, never opened.
 */
@customElement('console-exchange')
export class ConsoleExchange extends CmElement {
  static override styles = [
    base,
    look,
    css`
      :host {
        display: grid;
        gap: var(--cm-3);
        grid-template-columns: minmax(0, 1fr);
        padding: var(--cm-3) var(--cm-4);
        border: 1px solid var(--cm-line);
        border-radius: var(--cm-radius);
        background: var(--cm-surface);
      }
      :host([hidden]) {
        display: none;
      }
      .clipboard {
        display: grid;
        gap: var(--cm-2);
      }
      .drop {
        display: flex;
        flex-wrap: wrap;
        gap: var(--cm-2) var(--cm-3);
        align-items: center;
        padding: var(--cm-3);
        border: 2px dashed var(--cm-edge);
        border-radius: var(--cm-radius-small);
      }
      .drop.over {
        border-color: var(--cm-accent);
        background: var(--cm-info-soft);
      }
      .drop p {
        flex: 1 1 10rem;
      }
      input[type='file'] {
        display: none;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        display: grid;
        gap: var(--cm-2);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: var(--cm-1) var(--cm-3);
        align-items: center;
      }
      li .name {
        flex: 1 1 12rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      progress {
        flex: 1 1 6rem;
        max-width: 12rem;
        accent-color: var(--cm-accent);
      }
      a[download] {
        display: inline-flex;
        align-items: center;
        min-height: var(--cm-target);
      }
    `,
  ];

  @property({ attribute: false }) exchange!: Exchange;
  @property() name = '';
  @state() private text = '';
  @state() private over = false;
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.exchange.addEventListener('change', this.changed);
    this.exchange.addEventListener('text', this.came);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.exchange.removeEventListener('change', this.changed);
    this.exchange.removeEventListener('text', this.came);
  }

  override render(): TemplateResult {
    const { exchange } = this;
    return html`${exchange.may('CLIPBOARD') ? this.clipboard() : nothing}
    ${exchange.may('FILE_TRANSFER') ? this.drop() : nothing}
    ${exchange.transfers.length === 0
      ? nothing
      : html`<ul aria-label=${t('exchange.list')}>
          ${repeat(
            exchange.transfers,
            (each) => each.id,
            (each) => this.line(each),
          )}
        </ul>`}`;
  }

  /** Without anything to do or to tell it takes no room. */
  protected override updated(): void {
    const { exchange } = this;
    const quiet = !exchange.may('CLIPBOARD') && !exchange.may('FILE_TRANSFER') && exchange.transfers.length === 0;
    if (this.hidden && !quiet) this.dispatchEvent(new Event('begin'));
    this.hidden = quiet;
  }

  private clipboard(): TemplateResult {
    return html`<div class="clipboard">
      <label for="text">${t('exchange.text', { name: this.name })}</label>
      <textarea
        id="text"
        rows="2"
        dir="auto"
        spellcheck="false"
        maxlength=${LONGEST_TEXT}
        .value=${this.text}
        @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <div class="row">
        <button ?disabled=${this.text === ''} @click=${() => void this.exchange.sendText(this.text)}>
          ${t('exchange.text.put')}
        </button>
        <button @click=${() => this.exchange.askText()}>${t('exchange.text.get')}</button>
      </div>
    </div>`;
  }

  private drop(): TemplateResult {
    return html`<div
      class="drop ${this.over ? 'over' : ''}"
      @dragover=${this.dragged}
      @dragleave=${() => (this.over = false)}
      @drop=${this.dropped}
    >
      <p class="small">${t('exchange.drop', { name: this.name })}</p>
      <button @click=${() => this.chooser.click()}>${t('exchange.choose')}</button>
      <input type="file" multiple aria-label=${t('exchange.choose')} @change=${this.chosen} />
    </div>`;
  }

  private line(each: Transfer): TemplateResult {
    const over = each.state === 'DONE' || each.state === 'ENDED';
    const name = each.kind === 'TEXT' ? t(each.incoming ? 'exchange.textIn' : 'exchange.textOut') : each.name;
    return html`<li>
      <span class="name"><bdi>${name}</bdi> ${each.kind === 'TEXT' ? nothing : html`(${size(each.size)})`}</span>
      ${each.state === 'RUNNING' && each.kind === 'FILE'
        ? html`<progress max=${Math.max(1, each.size)} value=${each.done} aria-label=${each.name}></progress>`
        : html`<span class="small quiet" role="status">${this.how(each)}</span>`}
      ${each.url === null ? nothing : html`<a href=${each.url} download=${each.name}>${t('exchange.save')}</a>`}
      <button
        class="plain"
        aria-label="${t(over ? 'exchange.forget' : 'exchange.cancel')}: ${name}"
        @click=${() => (over ? this.exchange.forget(each.id) : this.exchange.cancel(each.id))}
      >
        ${t(over ? 'exchange.forget' : 'exchange.cancel')}
      </button>
    </li>`;
  }

  private how(each: Transfer): string {
    const values = { name: this.name };
    if (each.state === 'ENDED') return t.maybe(each.why, values) ?? t('exchange.failed');
    if (each.state !== 'DONE') return t(`exchange.${each.state}` as Key, values);
    return t(each.incoming ? 'exchange.came' : 'exchange.arrived', values);
  }

  private readonly changed = (): void => this.requestUpdate();

  private readonly came = (event: Event): void => {
    this.text = (event as CustomEvent<string>).detail;
  };

  private readonly chosen = (): void => {
    this.exchange.sendFiles(this.chooser.files ?? []);
    this.chooser.value = '';
  };

  private readonly dragged = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  private readonly dropped = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    this.exchange.sendFiles(event.dataTransfer?.files ?? []);
  };
}

/** As a person says it; a thousand bytes are a kilobyte. */
function size(bytes: number): string {
  if (bytes < 1_000) return `${number(bytes)} B`;
  const [unit, share] = bytes < 1_000_000 ? ['kB', 1_000] : ['MB', 1_000_000];
  return `${number(Math.round(bytes / (share as number)))} ${unit}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-exchange': ConsoleExchange;
  }
}
