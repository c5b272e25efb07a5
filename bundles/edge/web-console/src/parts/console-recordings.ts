import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { clock, dayAndTime, number } from '@connectme/web-shared/format';
import { locale } from '@connectme/web-shared/i18n';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../desk.js';
import { type Library, type Recorded, type Storage, type Wanted, bytes } from '../model/library.js';
import { hashOf } from '../model/route.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import './console-recording.js';
import { fieldLook } from './field-look.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';
import { twoPanes } from './two-panes.js';

const TYPING_MILLIS = 300;
const REFRESH_MILLIS = 10_000;
const DAYS = [30, 90, 180, 365, 730];

/** The consultant's recordings: what there is, how much room it takes, how long it is kept. */
@customElement('console-recordings')
export class ConsoleRecordings extends CmElement {
  static override styles = [
    base,
    look,
    fieldLook,
    twoPanes,
    css`
      :host {
        height: 100%;
      }
      .dates {
        display: grid;
        gap: var(--cm-3);
        grid-template-columns: 1fr 1fr;
      }
      meter {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) chosen: string | null = null;
  @state() private library: Library | null = null;
  @state() private wanted: Wanted = { words: '', from: '', to: '' };
  private typing: ReturnType<typeof setTimeout> | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly fetching = new Action(this);
  private readonly keeping = new Action(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.fetch();
    this.timer = setInterval(() => void this.fetch(), REFRESH_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
    clearInterval(this.timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chosen') && changed.get('chosen') !== undefined) void this.fetch();
  }

  override render(): TemplateResult {
    return html`<div class="two ${this.chosen === null ? '' : 'detail'}">
      <div class="list" aria-busy=${this.library === null}>
        <h1>${t('recordings.title')}</h1>
        ${this.search()} ${problemBox(this.fetching.problem())} ${this.list()}
        ${this.library === null ? nothing : this.storage(this.library.storage)}
      </div>
      <div class="one">
        ${this.chosen === null
          ? html`<div class="nothing">
              ${icon('record')}
              <p>${t('recordings.choose')}</p>
            </div>`
          : html`<console-recording
              .desk=${this.desk}
              .recording=${this.chosen}
              @gone=${() => void this.fetch()}
            ></console-recording>`}
      </div>
    </div>`;
  }

  private search(): TemplateResult {
    return html`<search class="stack">
      <div class="field">
        <label for="words">${t('recordings.search')}</label>
        <input id="words" type="search" .value=${this.wanted.words} @input=${this.typed('words')} />
      </div>
      <div class="dates">
        <div class="field">
          <label for="from">${t('recordings.from')}</label>
          <input id="from" type="date" .value=${this.wanted.from} @input=${this.typed('from')} />
        </div>
        <div class="field">
          <label for="to">${t('recordings.to')}</label>
          <input id="to" type="date" .value=${this.wanted.to} @input=${this.typed('to')} />
        </div>
      </div>
    </search>`;
  }

  private list(): TemplateResult {
    const all = this.library?.recordings;
    if (all === undefined) return html`<p class="quiet" role="status">${t('list.loading')}</p>`;
    const isSearch = Object.values(this.wanted).some((value) => value !== '');
    if (all.length === 0) {
      return html`<p class="quiet" role="status">${t(isSearch ? 'recordings.none' : 'recordings.empty')}</p>`;
    }
    return html`<ul aria-label=${t('recordings.title')}>
      ${repeat(
        all,
        (one) => one.recording,
        (one) => this.entry(one),
      )}
    </ul>`;
  }

  private entry(one: Recorded): TemplateResult {
    return html`<li>
      <a
        href=${hashOf({ at: 'recordings', id: one.recording })}
        aria-current=${one.recording === this.chosen ? 'true' : nothing}
      >
        <span class="name">${one.customerName === '' ? t('recordings.erased') : one.customerName}</span>
        <span class="small">${one.subject}</span>
        <span class="small quiet number">
          ${dayAndTime(one.startedAt)} · ${clock(one.millis)} · ${bytes(one.bytes, locale())}
        </span>
        ${one.state === 'RUNNING'
          ? html`<span><span class="chip alert">${icon('record')}${t('recordings.running')}</span></span>`
          : nothing}
        ${one.deletesSoon && one.deletesAt !== null
          ? html`<span
              ><span class="chip still">${t('recordings.soon', { at: dayAndTime(one.deletesAt) })}</span></span
            >`
          : nothing}
      </a>
    </li>`;
  }

  private storage(storage: Storage): TemplateResult {
    const { usedBytes, limitBytes, retentionDays } = storage;
    const days = retentionDays === null || DAYS.includes(retentionDays) ? DAYS : [...DAYS, retentionDays].sort(rising);
    const used = bytes(usedBytes, locale());
    return html`<section class="section">
      <h2>${t('recordings.storage')}</h2>
      <p class="small number">
        ${limitBytes > 0
          ? t('recordings.used.of', { used, limit: bytes(limitBytes, locale()) })
          : t('recordings.used', { used })}
      </p>
      ${limitBytes > 0
        ? html`<meter
            min="0"
            max=${limitBytes}
            high=${limitBytes * 0.9}
            .value=${usedBytes}
            aria-label=${t('recordings.storage')}
          ></meter>`
        : nothing}
      <div class="field">
        <label for="keep">${t('recordings.keep')}</label>
        <select id="keep" aria-describedby="keep-hint" @change=${this.keep}>
          <option value="" .selected=${retentionDays === null}>${t('recordings.keep.always')}</option>
          ${days.map(
            (count) =>
              html`<option value=${count} .selected=${count === retentionDays}>
                ${t('recordings.keep.days', { count: number(count) })}
              </option>`,
          )}
        </select>
        <p class="hint" id="keep-hint">${t('recordings.keep.hint', { days: number(storage.warnDays) })}</p>
      </div>
      ${problemBox(this.keeping.problem())}
    </section>`;
  }

  private typed(name: keyof Wanted): (event: Event) => void {
    return (event) => {
      this.wanted = { ...this.wanted, [name]: (event.target as HTMLInputElement).value };
      clearTimeout(this.typing);
      this.typing = setTimeout(() => void this.fetch(), TYPING_MILLIS);
    };
  }

  private readonly keep = async (event: Event): Promise<void> => {
    const { value } = event.target as HTMLSelectElement;
    const days = value === '' ? null : Number(value);
    await this.keeping.run('keep', () => this.desk.keepRecordings(days));
    await this.fetch();
  };

  private async fetch(): Promise<void> {
    const { wanted } = this;
    const found = await this.fetching.run('fetch', () => this.desk.fetchRecordings(wanted));
    if (found !== undefined) this.library = found.value;
    // Something else was asked for meanwhile.
    if (wanted !== this.wanted) await this.fetch();
  }
}

function rising(a: number, b: number): number {
  return a - b;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-recordings': ConsoleRecordings;
  }
}
