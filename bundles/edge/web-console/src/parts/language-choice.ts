import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { type Language, language, languageNames, languages, setLanguage } from '@connectme/web-shared/i18n';
import { type TemplateResult, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t } from '../words/texts.js';

/** The reader's language; the page changes at once and keeps it. */
@customElement('language-choice')
export class LanguageChoice extends CmElement {
  static override styles = [
    base,
    css`
      p {
        margin-top: var(--cm-1);
      }
    `,
  ];

  @state() private failed = false;

  override render(): TemplateResult {
    return html`
      <select aria-label=${t('language')} @change=${(event: Event) => this.choose(event.target as HTMLSelectElement)}>
        ${languages.map(
          (one) =>
            html`<option value=${one} lang=${one} .selected=${live(one === language())}>${languageNames[one]}</option>`,
        )}
      </select>
      <div role="status">${this.failed ? html`<p class="error">${t('language.failed')}</p>` : ''}</div>
    `;
  }

  private async choose(select: HTMLSelectElement): Promise<void> {
    try {
      await setLanguage(select.value as Language, true);
      this.failed = false;
    } catch {
      this.failed = true; // The texts could not be fetched; the page stays in its language.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'language-choice': LanguageChoice;
  }
}
