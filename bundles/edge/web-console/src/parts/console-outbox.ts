import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { dayAndTime } from '@connectme/web-shared/format';
import type { Problem } from '@connectme/web-shared/protocol';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../desk.js';
import type { Outbox, OutboxMail } from '../model/account.js';
import { type Piece, pieces } from '../model/mail-text.js';
import { hashOf } from '../model/route.js';
import { t } from '../words/texts.js';
import { fieldLook } from './field-look.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';
import { twoPanes } from './two-panes.js';

const REFRESH_MILLIS = 5_000;

/** Mails that were written but could not be sent, for there is no mail server: to read, and to try things out. */
@customElement('console-outbox')
export class ConsoleOutbox extends CmElement {
  static override styles = [
    base,
    look,
    fieldLook,
    twoPanes,
    css`
      :host {
        height: 100%;
      }
      pre {
        margin: 0;
        font: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .code {
        padding: 2px 8px;
        border-radius: var(--cm-radius-small);
        background: var(--cm-info-soft);
        color: var(--cm-ink);
        font-variant-numeric: tabular-nums;
        font-weight: 650;
        white-space: nowrap;
      }
      .quick {
        display: grid;
        gap: var(--cm-3);
      }
      .quick .figure {
        font-size: var(--cm-size-title);
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) chosen: string | null = null;
  @state() private outbox: Outbox | null = null;
  @state() private problem: Problem | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.fetch();
    this.timer = setInterval(() => void this.fetch(), REFRESH_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render(): TemplateResult {
    const mails = [...(this.outbox?.mails ?? [])].sort((a, b) => b.at.localeCompare(a.at));
    const mail = mails.find((one) => one.id === this.chosen);
    return html`<div class="two ${mail ? 'detail' : ''}">
      <div class="list" aria-busy=${this.outbox === null}>
        <h1>${t('outbox.title')}</h1>
        <p class="quiet small">
          ${this.outbox === null ? '' : t(this.outbox.active ? 'outbox.explain' : 'outbox.inactive')}
        </p>
        ${problemBox(this.problem)}
        ${this.outbox !== null && mails.length === 0 ? html`<p class="quiet">${t('outbox.empty')}</p>` : nothing}
        <ul>
          ${repeat(
            mails,
            (one) => one.id,
            (one) => this.entry(one),
          )}
        </ul>
      </div>
      <div class="one">
        ${mail
          ? this.message(mail)
          : html`<div class="nothing">
              ${icon('mail')}
              <p>${t('outbox.choose')}</p>
            </div>`}
      </div>
    </div>`;
  }

  private entry(mail: OutboxMail): TemplateResult {
    return html`<li>
      <a href=${hashOf({ at: 'outbox', mail: mail.id })} aria-current=${mail.id === this.chosen ? 'true' : nothing}>
        <span class="name">${mail.subject}</span>
        <span class="small quiet">${mail.to}</span>
        <span class="small quiet">${dayAndTime(mail.at)}</span>
      </a>
    </li>`;
  }

  private message(mail: OutboxMail): TemplateResult {
    const parts = pieces(mail.text);
    const link = parts.find((piece) => piece.is === 'link' && piece.text.includes('/join#'));
    const code = parts.find((piece) => piece.is === 'code');
    return html`<article class="page">
      <div>
        <a class="back" href=${hashOf({ at: 'outbox', mail: null })}>${icon('previous')}${t('back')}</a>
        <h2>${mail.subject}</h2>
        <p class="quiet">${t('outbox.to', { address: mail.to })}</p>
        <p class="quiet small">${dayAndTime(mail.at)}</p>
      </div>
      ${link || code ? this.quick(link, code) : nothing}
      <div class="card"><pre dir="auto">${parts.map((piece) => this.piece(piece))}</pre></div>
    </article>`;
  }

  /** What a customer would use, for trying things out on one computer. */
  private quick(link: Piece | undefined, code: Piece | undefined): TemplateResult {
    return html`<div class="card quick">
      ${code
        ? html`<div>
            <p class="small quiet">${t('outbox.code')}</p>
            <p class="figure number">${code.text}</p>
          </div>`
        : nothing}
      ${link
        ? html`<a class="button" href=${link.text} target="_blank" rel="noopener noreferrer">
            ${icon('door')}${t('outbox.open')}
          </a>`
        : nothing}
    </div>`;
  }

  private piece(piece: Piece): TemplateResult | string {
    switch (piece.is) {
      case 'link':
        return html`<a href=${piece.text} target="_blank" rel="noopener noreferrer">${piece.text}</a>`;
      case 'code':
        return html`<span class="code">${piece.text}</span>`;
      case 'text':
        return piece.text;
    }
  }

  private async fetch(): Promise<void> {
    const result = await this.desk.fetchOutbox();
    if (result.ok) this.outbox = result.value;
    this.problem = result.ok ? null : result.problem;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-outbox': ConsoleOutbox;
  }
}
