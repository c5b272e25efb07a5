import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { minutes } from '@connectme/web-shared/format';
import type { View } from '@connectme/web-shared/protocol';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Desk } from '../desk.js';
import type { Errors } from '../model/schedule-draft.js';
import type { Room } from '../room.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, area, focusFault, select } from './fields.js';
import { fieldLook } from './field-look.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

type Scope = 'SCREEN_ONLY' | 'SCREEN_KEYBOARD_MOUSE' | 'CLIPBOARD' | 'FILE_TRANSFER';

const MINUTES = [5, 15, 30, 60];
const LONGEST_REASON = 500;

/** Asks the customer for the screen, keyboard and mouse, the clipboard or files, with a reason and a time. Tells 'close'. */
@customElement('console-ask-control')
export class ConsoleAskControl extends CmElement implements Form {
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
  /** Whether the customer is there with the desktop app; null until it is known. */
  @property({ attribute: false }) app: boolean | null = null;
  /** Whether that app exchanges clipboard and files. */
  @property({ attribute: false }) exchanges = false;
  @property({ attribute: false }) open = false;
  @state() errors: Errors = {};
  @state() private scope: Scope = 'SCREEN_ONLY';
  private values = { reason: '', minutes: '15' };
  /** One a dialog: asked twice, or sent again after a lost answer, it asks once. */
  private request = crypto.randomUUID();
  private readonly action = new Action(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.errors = {};
    this.request = crypto.randomUUID();
    if (!this.exchanges && this.scope !== 'SCREEN_KEYBOARD_MOUSE') this.scope = 'SCREEN_ONLY';
    this.action.forget();
  }

  value(name: string): string {
    return name === 'reason' ? this.values.reason : this.values.minutes;
  }

  typed(name: string, value: string): void {
    this.values = { ...this.values, [name]: value };
    this.errors = {};
    this.asksAnew();
  }

  override render(): TemplateResult {
    const name = this.view.parts.appointment?.customerName ?? '';
    const inBrowser = this.app === false;
    return html`<cm-dialog
      .open=${this.open}
      .label=${t('control.ask.title', { name })}
      @dismiss=${() => this.dispatchEvent(new Event('close'))}
    >
      <form class="stack" novalidate @submit=${(event: Event) => void this.ask(event)}>
        <fieldset>
          <legend class="visually-hidden">${t('control.ask.what')}</legend>
          ${this.choice('SCREEN_ONLY', t('control.ask.screen'))}
          ${this.choice('SCREEN_KEYBOARD_MOUSE', t('control.ask.control'))}
          ${this.exchanges ? this.choice('CLIPBOARD', t('control.ask.clipboard')) : nothing}
          ${this.exchanges ? this.choice('FILE_TRANSFER', t('control.ask.files')) : nothing}
        </fieldset>
        ${inBrowser
          ? html`<p class="small quiet">
              ${t(this.scope === 'SCREEN_ONLY' ? 'control.ask.browser.screen' : 'control.ask.browser', { name })}
            </p>`
          : nothing}
        ${area(this, 'reason', t('control.ask.reason'), { rows: 2, hint: t('control.ask.reason.hint') })}
        ${select(
          this,
          'minutes',
          t('control.ask.minutes'),
          MINUTES.map((count) => ({ value: String(count), text: minutes(count) })),
        )}
        ${problemBox(this.action.problem())}
      </form>
      <button slot="actions" type="button" @click=${() => this.dispatchEvent(new Event('close'))}>${t('no')}</button>
      <button
        slot="actions"
        class="primary"
        aria-busy=${this.action.isBusy()}
        @click=${(event: Event) => void this.ask(event)}
      >
        ${t('control.ask.do')}
      </button>
    </cm-dialog>`;
  }

  private choice(scope: Scope, text: string): TemplateResult {
    return html`<label class="tick">
      <input type="radio" name="scope" .checked=${live(this.scope === scope)} @change=${() => this.choose(scope)} />
      <span>${text}</span>
    </label>`;
  }

  private choose(scope: Scope): void {
    this.scope = scope;
    this.asksAnew();
  }

  /** Another question needs another name. */
  private asksAnew(): void {
    this.request = crypto.randomUUID();
    this.requestUpdate();
  }

  private async ask(event: Event): Promise<void> {
    event.preventDefault();
    const reason = this.values.reason.trim();
    if (reason === '' || reason.length > LONGEST_REASON) {
      this.errors = { reason: 'control.ask.reason.missing' };
      return focusFault(this);
    }
    const body = { request: this.request, scope: this.scope, reason, minutes: Number(this.values.minutes) };
    const done = await this.action.run('ask', () => this.desk.command(this.room.id, 'consent', body));
    if (done === undefined) return;
    this.room.take(done.value);
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-ask-control': ConsoleAskControl;
  }
}
