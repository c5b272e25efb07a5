import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { chime } from '@connectme/web-shared/chime';
import { minutes, seconds } from '@connectme/web-shared/format';
import type { IconName } from '@connectme/web-shared/icons';
import { problemText } from '@connectme/web-shared/problem';
import type { Consents } from '@connectme/web-shared/protocol';
import { serverNow, type ConsultationState } from '@connectme/web-shared/store';
import type { Customer } from './customer.js';
import { live } from './texts/live.js';

type Consent = Consents['consents'][number];
type Scope = Consent['scope'];

/** No answer for as long as this is a no. */
const SILENCE_MILLIS = 60_000;

/** What the consultant asks leave for, one at a time, No first; and what stands, each with its stop. */
@customElement('cu-consents')
export class CuConsents extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--cm-2);
      }
      p {
        font-size: var(--cm-size);
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) state!: ConsultationState;
  @state() private error: string | null = null;
  private answered: string | null = null;
  private isRecorded: boolean | null = null;

  override render() {
    const view = this.state.view;
    const all = view?.parts.consents?.consents ?? [];
    const name = view?.parts.appointment?.consultantName ?? '';
    const asked = all.find((consent) => consent.state === 'ASKED' && consent.request !== this.answered);
    return html`
      ${this.couldNotGoOn()}
      ${all.filter((consent) => consent.state === 'GIVEN').map((consent) => this.standing(consent, name))}
      <cm-dialog
        .open=${asked !== undefined}
        label=${live('consent.title', { name })}
        @dismiss=${() => asked && void this.answer(asked, null)}
      >
        ${asked === undefined ? nothing : this.question(asked, name)}
        <button slot="actions" autofocus @click=${() => asked && void this.answer(asked, null)}>
          ${live('consent.no')}
        </button>
        ${asked?.scope === 'SCREEN_KEYBOARD_MOUSE'
          ? html`<button slot="actions" @click=${() => void this.answer(asked, 'SCREEN_ONLY')}>
                ${live('consent.screen-only')}
              </button>
              <a
                slot="actions"
                class="button primary"
                href="/download"
                target="_blank"
                @click=${() => this.postpone(asked)}
                >${live('consent.app.get')}</a
              >`
          : html`<button slot="actions" class="primary" @click=${() => asked && void this.answer(asked, asked.scope)}>
              ${live('consent.yes')}
            </button>`}
      </cm-dialog>
    `;
  }

  /** One hears it begin and end; what was so when the page was opened is no news. */
  protected override updated(changed: PropertyValues<this>): void {
    const consents = this.state.view?.parts.consents?.consents;
    if (!changed.has('state') || consents === undefined) return;
    const isRecorded = consents.some((consent) => consent.scope === 'RECORDING' && consent.state === 'GIVEN');
    if (this.isRecorded !== null && isRecorded !== this.isRecorded) void chime(isRecorded);
    this.isRecorded = isRecorded;
  }

  /** That a recording ended by itself is told until there is another. */
  private couldNotGoOn() {
    const why = this.state.view?.parts.recording?.items.at(-1)?.why;
    return why === 'FULL' || why === 'FAILED'
      ? html`<cm-banner kind="still" icon="record" role="status">${live('banner.recording.over')}</cm-banner>`
      : nothing;
  }

  private question(consent: Consent, name: string) {
    const left = Math.max(0, Math.ceil((Date.parse(consent.askedAt) + SILENCE_MILLIS - serverNow(this.state)) / 1000));
    return html`<div class="stack">
      <p>${live(consent.scope === 'SCREEN_KEYBOARD_MOUSE' ? 'consent.app' : `consent.${consent.scope}`, { name })}</p>
      ${consent.reason === '' ? nothing : html`<p dir="auto">${live('consent.reason', { reason: consent.reason })}</p>`}
      <p>${live('consent.minutes', { minutes: minutes(consent.minutes) })}</p>
      <p class="quiet">${live('consent.left', { left: seconds(left) })}</p>
      <p class="error" role="alert">${this.error ?? nothing}</p>
    </div>`;
  }

  private standing(consent: Consent, name: string) {
    const [key, sign] = look(consent.scope);
    return html`<cm-banner kind="alert" .icon=${sign} role="status">
      ${live(key, { name })}
      <button slot="action" class="danger" @click=${() => void this.stop(consent)}>
        ${live('banner.consent.stop')}
      </button>
    </cm-banner>`;
  }

  private async answer({ request }: Consent, scope: Scope | null): Promise<void> {
    const problem = await this.customer.command('consent', { request, scope });
    this.error = problem === null ? null : problemText(problem);
    // A no needs nobody: unanswered, it is one.
    if (problem !== null && scope === null) this.answered = request;
    this.requestUpdate();
  }

  /** A browser lends no keyboard and mouse; in the app the question comes anew, and here silence is a no. */
  private postpone({ request }: Consent): void {
    this.answered = request;
    this.requestUpdate();
  }

  private async stop({ request }: Consent): Promise<void> {
    const problem = await this.customer.command('consent-end', { request });
    this.error = problem === null ? null : problemText(problem);
  }
}

function look(scope: Scope): ['banner.recording' | 'banner.control' | 'banner.screen-only', IconName] {
  if (scope === 'RECORDING') return ['banner.recording', 'record'];
  return scope === 'SCREEN_ONLY' ? ['banner.screen-only', 'screen'] : ['banner.control', 'control'];
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-consents': CuConsents;
  }
}
