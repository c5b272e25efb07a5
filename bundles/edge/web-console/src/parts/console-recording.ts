import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { clock, dayAndTime } from '@connectme/web-shared/format';
import { locale } from '@connectme/web-shared/i18n';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import { MARKS, type Mark, type Recorded, bytes, fileName } from '../model/library.js';
import { hashOf } from '../model/route.js';
import { type Key, t } from '../words/texts.js';
import { Action } from './action.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

/** One recording: to play, to jump about in, to download, to delete. Tells 'gone' once it was deleted. */
@customElement('console-recording')
export class ConsoleRecording extends CmElement {
  static override styles = [
    base,
    look,
    css`
      .page {
        max-width: 960px;
      }
      video {
        width: 100%;
        aspect-ratio: 16 / 9;
        border-radius: var(--cm-radius);
        background: var(--cm-stage);
      }
      ol {
        display: grid;
        gap: var(--cm-1);
        padding: 0;
        list-style: none;
      }
      ol button {
        display: flex;
        gap: var(--cm-4);
        width: 100%;
        justify-content: flex-start;
        text-align: start;
      }
      ol .number {
        min-width: 5ch;
        color: var(--cm-accent);
      }
      .row {
        flex-wrap: wrap;
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) recording = '';
  @state() private recorded: Recorded | null = null;
  @state() private asking = false;
  @query('video') private player!: HTMLVideoElement | null;
  private readonly fetching = new Action(this);
  private readonly deleting = new Action(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('recording')) return;
    this.recorded = null;
    this.asking = false;
    this.deleting.forget();
    void this.fetch();
  }

  override render(): TemplateResult {
    const { recorded } = this;
    return html`<article class="page" aria-busy=${recorded === null}>
      <a class="back" href=${hashOf({ at: 'recordings', id: null })}>${icon('previous')}${t('recordings.title')}</a>
      ${problemBox(this.fetching.problem())} ${recorded === null ? nothing : this.content(recorded)}
    </article>`;
  }

  private content(recorded: Recorded): TemplateResult {
    const name = recorded.customerName === '' ? t('recordings.erased') : recorded.customerName;
    const address = `/api/consultant/recordings/${encodeURIComponent(recorded.recording)}/video`;
    const isRunning = recorded.state === 'RUNNING';
    return html`<div class="section">
        <h2>${name}</h2>
        ${recorded.subject === '' ? nothing : html`<p>${recorded.subject}</p>`}
        <p class="quiet number">
          ${dayAndTime(recorded.startedAt)} · ${clock(recorded.millis)} · ${bytes(recorded.bytes, locale())}
        </p>
        ${recorded.deletesAt === null
          ? nothing
          : html`<p class=${recorded.deletesSoon ? 'notice still' : 'quiet small'}>
              ${t('recordings.deletesAt', { at: dayAndTime(recorded.deletesAt) })}
            </p>`}
        ${isRunning ? html`<p class="notice alert">${icon('record')}${t('recordings.running.explain')}</p>` : nothing}
      </div>
      <video controls preload="metadata" src=${address} aria-label=${t('recordings.player', { name })}></video>
      ${recorded.timeline.length === 0 ? nothing : this.timeline(recorded.timeline)}
      <div class="row">
        <a class="button" href="${address}?download=1" download=${fileName(recorded)}>${t('recordings.download')}</a>
        <a class="button" href=${hashOf({ at: 'consultation', id: recorded.consultation })}>
          ${t('recordings.consultation')}
        </a>
        ${isRunning
          ? nothing
          : html`<button class="end" @click=${() => (this.asking = true)}>${t('recordings.delete')}</button>`}
      </div>
      <cm-dialog .open=${this.asking} .label=${t('recordings.delete.title')} @dismiss=${() => (this.asking = false)}>
        <div class="stack">
          <p>${t('recordings.delete.explain', { name })}</p>
          ${problemBox(this.deleting.problem())}
        </div>
        <button slot="actions" autofocus @click=${() => (this.asking = false)}>${t('recordings.delete.no')}</button>
        <button slot="actions" class="danger" aria-busy=${this.deleting.isBusy()} @click=${() => void this.delete()}>
          ${t('recordings.delete.do')}
        </button>
      </cm-dialog>`;
  }

  private timeline(marks: readonly Mark[]): TemplateResult {
    return html`<section class="section">
      <h3>${t('recordings.timeline')}</h3>
      <ol>
        ${marks
          .filter((mark) => (MARKS as readonly string[]).includes(mark.kind))
          .map(
            (mark) =>
              html`<li>
                <button class="plain" @click=${() => this.jump(mark)}>
                  <span class="number">${clock(mark.millis)}</span>
                  <span>
                    ${t(`recordings.mark.${mark.kind}` as Key)}
                    ${mark.until === null ? nothing : html`<span class="quiet">– ${clock(mark.until)}</span>`}
                  </span>
                </button>
              </li>`,
          )}
      </ol>
    </section>`;
  }

  private jump(mark: Mark): void {
    if (this.player === null) return;
    this.player.currentTime = mark.millis / 1_000;
    // Refused where the browser wants another press first; the picture is there all the same.
    this.player.play().catch(() => undefined);
  }

  private async fetch(): Promise<void> {
    const wanted = this.recording;
    const found = await this.fetching.run('fetch', () => this.desk.fetchRecording(wanted));
    if (wanted !== this.recording) return this.fetch();
    this.recorded = found?.value ?? null;
  }

  private async delete(): Promise<void> {
    const done = await this.deleting.run('delete', () => this.desk.deleteRecording(this.recording));
    if (done === undefined) return;
    this.asking = false;
    this.dispatchEvent(new Event('gone'));
    location.hash = hashOf({ at: 'recordings', id: null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-recording': ConsoleRecording;
  }
}
