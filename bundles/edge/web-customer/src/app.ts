import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { icon } from '@connectme/web-shared/icons';
import { language, languageNames, languages, lazy, setLanguage, type Language } from '@connectme/web-shared/i18n';
import { Customer } from './customer.js';
import { t } from './texts/index.js';

type Page = 'code' | 'join' | 'help' | 'download';

/** The frame of all pages: name, language, help, and the page that the address asks for. */
@customElement('cu-app')
export class CuApp extends CmElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        grid-template-columns: minmax(0, 1fr);
        min-height: 100vh;
        min-height: 100dvh;
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--cm-2);
        padding: var(--cm-1) var(--cm-4);
        border-block-end: 1px solid var(--cm-line);
      }
      .brand {
        display: inline-flex;
        align-items: center;
        gap: var(--cm-2);
        min-height: var(--cm-target);
        margin-inline-end: auto;
        color: var(--cm-ink);
        font-weight: 650;
        text-decoration: none;
      }
      .brand svg {
        width: 24px;
        height: 24px;
      }
      .brand rect {
        fill: var(--cm-accent);
      }
      .brand path {
        fill: none;
        stroke: var(--cm-on-accent);
        stroke-width: 3.4;
        stroke-linecap: round;
      }
      .brand circle {
        fill: var(--cm-on-accent);
      }
      header select {
        width: auto;
        border-color: transparent;
        background: transparent;
        padding-inline: var(--cm-1);
      }
      header .help {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: var(--cm-1);
        min-width: var(--cm-target);
        min-height: var(--cm-target);
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        outline: none;
      }
      .skip {
        position: absolute;
        inset-block-start: -100px;
      }
      .skip:focus {
        inset-block-start: var(--cm-2);
        z-index: 2;
      }
      @media print {
        header {
          display: none;
        }
      }
    `,
  ];

  private readonly customer = new Customer();
  private readonly page = pageOf(location.pathname);
  /** The call takes the whole window. */
  @state() private bare = false;
  @state() private content: TemplateResult | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('bare', (event) => (this.bare = (event as CustomEvent<boolean>).detail));
    void this.load();
  }

  override render() {
    return html`
      ${this.bare ? nothing : this.header()}
      <main id="main" tabindex="-1">${this.content}</main>
    `;
  }

  private header() {
    return html`<header>
      <a class="skip button" href="#main" @click=${this.skip}>${t('app.skip')}</a>
      <a class="brand" href="/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <path d="M19.5 10.2a7 7 0 1 0 0 11.6" />
          <circle cx="23" cy="16" r="2.6" />
        </svg>
        ${t('app.name')}
      </a>
      <select aria-label=${t('app.language')} @change=${this.chooseLanguage}>
        ${languages.map(
          (each) =>
            html`<option value=${each} lang=${each} ?selected=${each === language()}>${languageNames[each]}</option>`,
        )}
      </select>
      <a class="help" href="/help" target=${this.page === 'join' ? '_blank' : '_self'}
        >${icon('help')}${t('app.help')}</a
      >
    </header>`;
  }

  private async load(): Promise<void> {
    switch (this.page) {
      case 'help':
        await lazy(() => import('./help.js'));
        this.content = html`<cu-help></cu-help>`;
        return;
      case 'download':
        await lazy(() => import('./download.js'));
        this.content = html`<cu-download></cu-download>`;
        return;
      case 'code':
        await lazy(() => import('./code.js'));
        this.content = html`<cu-code .customer=${this.customer}></cu-code>`;
        return;
      case 'join':
        // Another invitation pasted into this window changes the fragment only.
        addEventListener('hashchange', () => location.reload());
        await lazy(() => import('./way.js'));
        this.content = html`<cu-way .customer=${this.customer} .token=${takeToken()}>
          <slot name="card-form" slot="card-form"></slot>
        </cu-way>`;
    }
  }

  private async chooseLanguage(event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement;
    await setLanguage(select.value as Language, true);
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#main')?.focus();
  }
}

function pageOf(path: string): Page {
  if (path.startsWith('/help')) return 'help';
  if (path.startsWith('/download')) return 'download';
  return path.startsWith('/join') ? 'join' : 'code';
}

/** The link's token, out of the address at once: what stands there can be read over a shoulder or be shared. */
function takeToken(): string | null {
  const token = location.hash.slice(1);
  if (token === '') return null;
  history.replaceState(null, '', location.pathname);
  return token;
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-app': CuApp;
  }
}
