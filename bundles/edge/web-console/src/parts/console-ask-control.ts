import { type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../words/texts.js';
import { Ask, type Scope } from './ask.js';

/** Asks the customer for the screen, keyboard and mouse, the clipboard or files. */
@customElement('console-ask-control')
export class ConsoleAskControl extends Ask {
  /** Whether the customer is there with the desktop app; null until it is known. */
  @property({ attribute: false }) app: boolean | null = null;
  /** Whether that app exchanges clipboard and files. */
  @property({ attribute: false }) exchanges = false;
  @state() protected scope: Scope = 'SCREEN_ONLY';

  constructor() {
    super([5, 15, 30, 60], 15);
  }

  protected opens(): void {
    if (!this.exchanges && this.scope !== 'SCREEN_KEYBOARD_MOUSE') this.scope = 'SCREEN_ONLY';
  }

  protected heading(name: string): string {
    return t('control.ask.title', { name });
  }

  protected explanation(name: string): TemplateResult {
    return html`<fieldset>
        <legend class="visually-hidden">${t('control.ask.what')}</legend>
        ${this.choice('SCREEN_ONLY', t('control.ask.screen'))}
        ${this.choice('SCREEN_KEYBOARD_MOUSE', t('control.ask.control'))}
        ${this.exchanges ? this.choice('CLIPBOARD', t('control.ask.clipboard')) : nothing}
        ${this.exchanges ? this.choice('FILE_TRANSFER', t('control.ask.files')) : nothing}
      </fieldset>
      ${this.app === false
        ? html`<p class="small quiet">
            ${t(this.scope === 'SCREEN_ONLY' ? 'control.ask.browser.screen' : 'control.ask.browser', { name })}
          </p>`
        : nothing}`;
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
}

declare global {
  interface HTMLElementTagNameMap {
    'console-ask-control': ConsoleAskControl;
  }
}
