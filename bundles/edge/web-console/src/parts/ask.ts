import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { minutes } from '@connectme/web-shared/format';
import type { View } from '@connectme/web-shared/protocol';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import type { Errors } from '../model/schedule-draft.js';
import type { Room } from '../room.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, area, focusFault, select } from './fields.js';
import { fieldLook } from './field-look.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

export type Scope = 'SCREEN_ONLY' | 'SCREEN_KEYBOARD_MOUSE' | 'CLIPBOARD' | 'FILE_TRANSFER' | 'RECORDING';

const LONGEST_REASON = 500;

/** A dialog in which the consultant asks the customer for a consent, with a reason and a time. Tells 'close'. */
export abstract class Ask extends CmElement implements Form {
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
  private values: { reason: string; minutes: string };
  /** One a question: asked twice, or sent again after a lost answer, it asks once. */
  private request = crypto.randomUUID();
  private readonly action = new Action(this);

  /**
   * @param lengths for how many minutes it may be asked
   * @param usual chosen at first
   */
  protected constructor(
    private readonly lengths: readonly number[],
    usual: number,
  ) {
    super();
    this.values = { reason: '', minutes: String(usual) };
  }

  /** What is asked for. */
  protected abstract readonly scope: Scope;

  /** @param name the customer's */
  protected abstract heading(name: string): string;

  /** What stands above reason and time. */
  protected abstract explanation(name: string): TemplateResult;

  /** Runs each time that the dialog opens. */
  protected abstract opens(): void;

  /** Whether this can be asked here at all: null until it is known; false and why() is all that is shown. */
  protected get can(): boolean | null {
    return true;
  }

  protected why(): string {
    return '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.errors = {};
    this.request = crypto.randomUUID();
    this.action.forget();
    this.opens();
  }

  value(name: string): string {
    return name === 'reason' ? this.values.reason : this.values.minutes;
  }

  typed(name: string, value: string): void {
    this.values = { ...this.values, [name]: value };
    this.errors = {};
    this.asksAnew();
  }

  /** Another question needs another name. */
  protected asksAnew(): void {
    this.request = crypto.randomUUID();
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const name = this.view.parts.appointment?.customerName ?? '';
    return html`<cm-dialog .open=${this.open} .label=${this.heading(name)} @dismiss=${this.close}>
      ${this.open ? this.question(name) : nothing}
      <button slot="actions" type="button" @click=${this.close}>${t(this.can === false ? 'close' : 'no')}</button>
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
    if (this.can === false) return html`<p role="alert">${this.why()}</p>`;
    return html`<form class="stack" novalidate @submit=${(event: Event) => void this.ask(event)}>
      ${this.explanation(name)}
      ${area(this, 'reason', t('control.ask.reason'), { rows: 2, hint: t('control.ask.reason.hint') })}
      ${select(
        this,
        'minutes',
        t('control.ask.minutes'),
        this.lengths.map((count) => ({ value: String(count), text: minutes(count) })),
      )}
      ${problemBox(this.action.problem())}
    </form>`;
  }

  private readonly close = (): void => {
    this.dispatchEvent(new Event('close'));
  };

  private async ask(event: Event): Promise<void> {
    event.preventDefault();
    if (this.can !== true) return;
    const reason = this.values.reason.trim();
    if (reason === '' || reason.length > LONGEST_REASON) {
      this.errors = { reason: 'control.ask.reason.missing' };
      return focusFault(this);
    }
    const body = { request: this.request, scope: this.scope, reason, minutes: Number(this.values.minutes) };
    const done = await this.action.run('ask', () => this.desk.command(this.room.id, 'consent', body));
    if (done === undefined) return;
    this.room.take(done.value);
    this.close();
  }
}
