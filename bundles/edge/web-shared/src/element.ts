import { LitElement } from 'lit';
import { onLanguage } from './i18n.js';

/** A component whose texts follow the reader's language. */
export abstract class CmElement extends LitElement {
  private forget: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.forget = onLanguage(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget?.();
  }
}
