import { base } from '@connectme/web-shared/base';
import '@connectme/web-shared/components/cm-banner';
import { CmElement } from '@connectme/web-shared/element';
import { clock, seconds } from '@connectme/web-shared/format';
import type { View } from '@connectme/web-shared/protocol';
import { serverNow } from '@connectme/web-shared/store';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Consent, type Standing, isControl, standing } from '../control/standing.js';
import type { Desk } from '../desk.js';
import type { Room } from '../room.js';
import { type Key, t } from '../words/texts.js';
import { Action } from './action.js';
import type { IconName } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

/** How the question for one kind of help stands: waits, was refused, lasts, has ended. Drawn anew by its host. */
@customElement('console-control-state')
export class ConsoleControlState extends CmElement {
  static override styles = [
    base,
    look,
    css`
      :host {
        display: grid;
        gap: var(--cm-2);
        grid-template-columns: minmax(0, 1fr);
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) room!: Room;
  @property() of: 'SCREEN' | 'CLIPBOARD' | 'FILE_TRANSFER' | 'RECORDING' = 'SCREEN';
  /** Changes each second, so that what counts down does. */
  @property({ attribute: false }) tick = 0;
  /** The answer that was read; one from before this page was opened is old news. */
  @state() private read: string | null = null;
  private first = true;
  private readonly action = new Action(this);

  override render(): TemplateResult {
    const state = this.room.store.state;
    if (state.view === null) return html``;
    const how = this.how(state.view);
    if (this.first && how.is === 'over') this.read = how.consent.request;
    this.first = false;
    const name = state.view.parts.appointment?.customerName ?? '';
    return html`${this.banner(how, name)} ${problemBox(this.action.problem())}`;
  }

  /** Without a word it takes no room. */
  protected override updated(): void {
    const view = this.room.store.state.view;
    const how = view === null ? null : this.how(view);
    const quiet = how === null || how.is === 'none' || (how.is === 'over' && how.consent.request === this.read);
    this.toggleAttribute('hidden', quiet && this.action.problem() === null);
  }

  private how(view: View): Standing {
    const isMeant = this.of === 'SCREEN' ? isControl : (scope: Consent['scope']) => scope === this.of;
    return standing(view, serverNow(this.room.store.state), isMeant);
  }

  private get sign(): IconName {
    return this.of === 'RECORDING' ? 'record' : 'control';
  }

  private banner(how: Standing, name: string): TemplateResult | typeof nothing {
    switch (how.is) {
      case 'none':
        return nothing;
      case 'asked':
        return html`<cm-banner kind="info" .icon=${this.sign} class="number">
          ${t(`control.asked.${how.consent.scope}` as Key, { name, left: seconds(Math.ceil(how.left / 1000)) })}
        </cm-banner>`;
      case 'given':
        return this.given(how.consent, how.left, name);
      case 'over':
        return how.consent.request === this.read ? nothing : this.over(how.consent, name);
    }
  }

  private given(consent: Consent, left: number, name: string): TemplateResult {
    const { remote, exchange } = this.room;
    const screen = isControl(consent.scope);
    const recorded = consent.scope === 'RECORDING';
    const waits =
      !recorded &&
      remote.app === true &&
      (screen ? remote.state === 'NONE' : !exchange.may(consent.scope as 'CLIPBOARD' | 'FILE_TRANSFER'));
    return html`<cm-banner kind="alert" .icon=${this.sign} class="number" role="group">
      <strong>${t(`control.given.${consent.scope}` as Key, { name })}</strong>
      ${t('control.left', { left: clock(left) })} ${waits ? t('control.starting', { name }) : nothing}
      ${screen && remote.state === 'PAUSED'
        ? t(remote.isWindow ? 'control.window' : 'control.paused', { name })
        : nothing}
      ${remote.app === false && !recorded && consent.scope !== 'SCREEN_ONLY' ? t('control.noApp', { name }) : nothing}
      <button
        slot="action"
        class="danger"
        aria-busy=${this.action.isBusy()}
        @click=${() => void this.end(consent.request)}
      >
        ${t(recorded ? 'recording.end' : 'control.end')}
      </button>
    </cm-banner>`;
  }

  private over(consent: Consent, name: string): TemplateResult {
    const by = consent.by ?? 'TIME';
    return html`<cm-banner kind="info" .icon=${this.sign} role="status">
      ${t(`control.over.${by === 'CUSTOMER' && consent.state === 'REFUSED' ? 'NO' : by}` as Key, { name })}
      <button slot="action" @click=${() => (this.read = consent.request)}>${t('close')}</button>
    </cm-banner>`;
  }

  private async end(request: string): Promise<void> {
    const done = await this.action.run('end', () => this.desk.command(this.room.id, 'consent-end', { request }));
    if (done === undefined) return;
    this.read = request;
    this.room.take(done.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-control-state': ConsoleControlState;
  }
}
