import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import '@connectme/web-shared/components/cm-dialog';
import { CmElement } from '@connectme/web-shared/element';
import { problemText } from '@connectme/web-shared/problem';
import type { View } from '@connectme/web-shared/protocol';
import type { Customer } from './customer.js';
import { t } from './texts/index.js';

const LONGEST = 500;

/** The two ways out before the call: another time, or not at all. */
@customElement('cu-other-plans')
export class CuOtherPlans extends CmElement {
  static override styles = [
    base,
    css`
      .ways {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--cm-4);
      }
      cm-banner {
        margin-block-end: var(--cm-3);
      }
    `,
  ];

  @property({ attribute: false }) customer!: Customer;
  @property({ attribute: false }) view!: View;
  @state() private asking: 'another-time' | 'cancel' | null = null;
  @state() private error: string | null = null;
  @state() private busy = false;
  @query('textarea') private readonly field!: HTMLTextAreaElement | null;

  override render() {
    const appointment = this.view.parts.appointment;
    if (appointment === undefined) return nothing;
    const name = appointment.consultantName;
    return html`
      ${appointment.anotherTimeAsked === null
        ? nothing
        : html`<cm-banner kind="info">
            ${t('invitation.asked', { note: appointment.anotherTimeAsked, name })}
          </cm-banner>`}
      <div class="ways small">
        <span class="quiet">${t('invitation.other')}</span>
        <button class="plain" @click=${() => this.ask('another-time')}>${t('invitation.another-time')}</button>
        <button class="plain" @click=${() => this.ask('cancel')}>${t('invitation.cancel')}</button>
      </div>
      ${this.dialog(name)}
    `;
  }

  private dialog(name: string) {
    const another = this.asking === 'another-time';
    return html`<cm-dialog
      .open=${this.asking !== null}
      label=${t(another ? 'another.title' : 'cancel.title')}
      @dismiss=${() => (this.asking = null)}
    >
      <div class="stack">
        <p>${t(another ? 'another.text' : 'cancel.text', { name })}</p>
        <div class="field">
          <label for="words">${t(another ? 'another.field' : 'cancel.field')}</label>
          <textarea id="words" dir="auto" maxlength=${LONGEST} aria-describedby="error"></textarea>
          <p id="error" class="error" role="alert">${this.error ?? nothing}</p>
        </div>
      </div>
      <button slot="actions" autofocus @click=${() => (this.asking = null)}>
        ${t(another ? 'step.back' : 'cancel.keep')}
      </button>
      <button
        slot="actions"
        class=${another ? 'primary' : 'danger'}
        aria-busy=${this.busy}
        @click=${() => void this.send()}
      >
        ${t(another ? 'another.send' : 'cancel.confirm')}
      </button>
    </cm-dialog>`;
  }

  private ask(what: 'another-time' | 'cancel'): void {
    this.error = null;
    this.asking = what;
  }

  private async send(): Promise<void> {
    if (this.busy || this.asking === null || this.field === null) return;
    const words = this.field.value.trim();
    this.busy = true;
    const problem = await (this.asking === 'cancel'
      ? this.customer.command('cancel', { reason: words })
      : this.customer.command('another-time', { note: words }));
    this.busy = false;
    this.error = problem === null ? null : problemText(problem);
    if (problem === null) this.asking = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-other-plans': CuOtherPlans;
  }
}
