import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { minutes } from '@connectme/web-shared/format';
import type { View } from '@connectme/web-shared/protocol';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import type { Errors } from '../model/schedule-draft.js';
import { howToRecord } from '../recording/shape.js';
import type { Room } from '../room.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, area, focusFault, select } from './fields.js';
import { fieldLook } from './field-look.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

const MINUTES = [15, 30, 60, 120];
const LONGEST_REASON = 500;

/** Asks the customer whether the call may be recorded, if this browser can. Tells 'close'. */
@customElement('console-ask-recording')
export class ConsoleAskRecording extends CmElement implements Form {
  static override styles = [
    base,
    look,
    fieldLook,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) room!: Room;
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) open = false;
  @state() errors: Errors = {};
  /** Whether this browser records; null until it is known. */
  @state() private can: boolean | null = null;
  private values = { reason: '', minutes: '60' };
  /** One a dialog: sent again after a lost answer, it asks once. */
  private request = crypto.randomUUID();
  private readonly action = new Action(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.errors = {};
    this.request = crypto.randomUUID();
    this.action.forget();
    void this.look();
  }

  value(name: string): string {
    return name === 'reason' ? this.values.reason : this.values.minutes;
  }

  typed(name: string, value: string): void {
    this.values = { ...this.values, [name]: value };
    this.errors = {};
    // Another question needs another name.
    this.request = crypto.randomUUID();
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const name = this.view.parts.appointment?.customerName ?? '';
    return html`<cm-dialog
      .open=${this.open}
      .label=${t('recording.ask.title', { name })}
      @dismiss=${() => this.dispatchEvent(new Event('close'))}
    >
      ${this.open ? this.question(name) : nothing}
      <button slot="actions" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>
        ${t(this.can === false ? 'close' : 'no')}
      </button>
      ${this.can === false
        ? nothing
        : html`<button
            slot="actions"
            class="primary"
            aria-busy=${this.action.isBusy() || this.can === null}
            @click=${(event: Event) => void this.ask(event)}
          >
            ${t('control.ask.do')}
          </button>`}
    </cm-dialog>`;
  }

  private question(name: string): TemplateResult {
    if (this.can === false) return html`<p role="alert">${t('recording.ask.cannot')}</p>`;
    return html`<form class="stack" novalidate @submit=${(event: Event) => void this.ask(event)}>
      <p>${t('recording.ask.explain', { name })}</p>
      ${area(this, 'reason', t('control.ask.reason'), { rows: 2, hint: t('control.ask.reason.hint') })}
      ${select(
        this,
        'minutes',
        t('control.ask.minutes'),
        MINUTES.map((count) => ({ value: String(count), text: minutes(count) })),
      )}
      ${problemBox(this.action.problem())}
    </form>`;
  }

  private async look(): Promise<void> {
    this.can = (await howToRecord()) !== null;
  }

  private async ask(event: Event): Promise<void> {
    event.preventDefault();
    if (this.can !== true) return;
    const reason = this.values.reason.trim();
    if (reason === '' || reason.length > LONGEST_REASON) {
      this.errors = { reason: 'control.ask.reason.missing' };
      return focusFault(this);
    }
    const body = { request: this.request, scope: 'RECORDING', reason, minutes: Number(this.values.minutes) };
    const done = await this.action.run('ask', () => this.desk.command(this.room.id, 'consent', body));
    if (done === undefined) return;
    this.room.take(done.value);
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-ask-recording': ConsoleAskRecording;
  }
}
