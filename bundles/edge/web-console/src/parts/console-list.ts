import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { day, ownZone, time } from '@connectme/web-shared/format';
import { locale } from '@connectme/web-shared/i18n';
import type { View } from '@connectme/web-shared/protocol';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type Desk, today } from '../desk.js';
import type { DeskState } from '../model/desk-state.js';
import { between, matching } from '../model/list.js';
import { hashOf } from '../model/route.js';
import { addDays, dayBounds } from '../model/zoned-time.js';
import { t } from '../words/texts.js';
import { statusChip } from './chip.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

const SEARCH_MILLIS = 300;

/** A day's consultations, or all that match a search. */
@customElement('console-list')
export class ConsoleList extends CmElement {
  static override styles = [
    base,
    look,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-width: 0;
      }
      .top {
        display: grid;
        gap: var(--cm-3);
        padding: var(--cm-4);
        border-bottom: 1px solid var(--cm-line);
      }
      .search {
        position: relative;
      }
      .search input {
        padding-inline-start: 40px;
      }
      .search svg.icon {
        position: absolute;
        inset-inline-start: 12px;
        top: 12px;
        color: var(--cm-quiet);
        pointer-events: none;
      }
      .day {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--cm-1);
      }
      .day button {
        padding: 0;
        border-color: transparent;
        background: transparent;
      }
      .day label {
        position: relative;
        display: grid;
        justify-items: center;
        line-height: var(--cm-leading-title);
        text-align: center;
      }
      .day input {
        width: auto;
        border-color: transparent;
        background: transparent;
        text-align: center;
      }
      .scroll {
        overflow: auto;
        padding: var(--cm-2);
        overscroll-behavior: contain;
      }
      li + li {
        border-top: 1px solid var(--cm-line);
      }
      li a {
        display: grid;
        grid-template-columns: 4.5rem minmax(0, 1fr);
        gap: 2px var(--cm-2);
        padding: var(--cm-3);
        border-radius: var(--cm-radius);
        color: inherit;
        text-decoration: none;
      }
      li a:hover {
        background: color-mix(in srgb, var(--cm-ground), var(--cm-ink) 4%);
      }
      li a[aria-current] {
        background: var(--cm-accent-soft);
      }
      .name {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .subject {
        grid-column: 2;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state {
        grid-column: 2;
        margin-top: var(--cm-1);
      }
      .empty {
        display: grid;
        gap: var(--cm-3);
        padding: var(--cm-8) var(--cm-4);
        text-align: center;
        justify-items: center;
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) state!: DeskState;
  @property({ attribute: false }) chosen: string | null = null;
  private pause: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  override render(): TemplateResult {
    const { date, words } = this.state.list;
    return html`
      <div class="top">
        <a class="button primary" href=${hashOf({ at: 'new' })}>${icon('plus')}${t('list.new')}</a>
        <div class="search" role="search">
          ${icon('search')}
          <input
            type="search"
            aria-label=${t('list.search')}
            placeholder=${t('list.search')}
            .value=${words}
            @input=${(event: Event) => this.search((event.target as HTMLInputElement).value)}
          />
        </div>
        ${words.trim() === '' ? this.dayChoice(date) : nothing}
      </div>
      <div class="scroll" aria-busy=${this.state.list.state === 'loading'}>
        <h2 class="visually-hidden">${words.trim() === '' ? t('nav.consultations') : t('list.found')}</h2>
        ${problemBox(this.state.list.problem)} ${this.entries()}
      </div>
    `;
  }

  private dayChoice(date: string): TemplateResult {
    const isToday = date === today();
    return html`<div class="day">
      <button aria-label=${t('list.dayBefore')} @click=${() => this.show(addDays(date, -1))}>
        ${icon('previous')}
      </button>
      <label>
        <span class="small quiet">${this.dayName(date)}</span>
        <input
          type="date"
          required
          aria-label=${t('list.day')}
          .value=${date}
          @change=${(event: Event) => this.show((event.target as HTMLInputElement).value || today())}
        />
      </label>
      <button aria-label=${t('list.dayAfter')} @click=${() => this.show(addDays(date, 1))}>${icon('next')}</button>
      ${isToday
        ? nothing
        : html`<span></span><button class="plain" @click=${() => this.show(today())}>${t('list.today')}</button>`}
    </div>`;
  }

  private dayName(date: string): string {
    const away = Math.round((Date.parse(date) - Date.parse(today())) / 86_400_000);
    if (Math.abs(away) <= 1) {
      const said = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(away, 'day');
      return said.charAt(0).toLocaleUpperCase(locale()) + said.slice(1);
    }
    return new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(date));
  }

  private entries(): TemplateResult {
    const { date, words, state } = this.state.list;
    const bounds = dayBounds(date, ownZone());
    const shown =
      words.trim() === ''
        ? between(this.state.views, bounds.from, bounds.to)
        : matching(between(this.state.views, '1970-01-01T00:00:00Z', '9999-01-01T00:00:00Z'), words);
    if (shown.length === 0) {
      if (state === 'loading') return html`<p class="empty quiet" role="status">${t('list.loading')}</p>`;
      return html`<p class="empty quiet" role="status">${words.trim() === '' ? t('list.empty') : t('list.none')}</p>`;
    }
    return html`<ul>
      ${repeat(
        shown,
        (view) => view.id,
        (view) => this.entry(view, words.trim() !== ''),
      )}
    </ul>`;
  }

  private entry(view: View, withDay: boolean): TemplateResult | typeof nothing {
    const appointment = view.parts.appointment;
    if (appointment === undefined) return nothing;
    return html`<li>
      <a href=${hashOf({ at: 'consultation', id: view.id })} aria-current=${view.id === this.chosen ? 'true' : nothing}>
        <span class="number quiet">${time(appointment.startsAt)}</span>
        <span class="name">${appointment.customerName || t('erased')}</span>
        <span class="subject small quiet">${appointment.subject}</span>
        ${withDay ? html`<span class="subject small quiet">${day(appointment.startsAt)}</span>` : nothing}
        <span class="state">${statusChip(view)}</span>
      </a>
    </li>`;
  }

  private show(date: string): void {
    void this.desk.list(date, '');
  }

  private search(words: string): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.desk.list(this.state.list.date, words), SEARCH_MILLIS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-list': ConsoleList;
  }
}
