import { type TemplateResult, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { howToRecord } from '../recording/shape.js';
import { t } from '../words/texts.js';
import { Ask } from './ask.js';

/** Asks the customer whether the call may be recorded, if this browser can. */
@customElement('console-ask-recording')
export class ConsoleAskRecording extends Ask {
  protected readonly scope = 'RECORDING';
  /** Whether this browser records; null until it is known. */
  @state() private records: boolean | null = null;

  constructor() {
    super([15, 30, 60, 120], 60);
  }

  protected override get can(): boolean | null {
    return this.records;
  }

  protected override why(): string {
    return t('recording.ask.cannot');
  }

  protected heading(name: string): string {
    return t('recording.ask.title', { name });
  }

  protected explanation(name: string): TemplateResult {
    return html`<p>${t('recording.ask.explain', { name })}</p>`;
  }

  protected opens(): void {
    void howToRecord().then((how) => (this.records = how !== null));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-ask-recording': ConsoleAskRecording;
  }
}
