import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { defineTexts } from '@connectme/web-shared/i18n';
import { page } from './layout.js';
import en from './texts/help-en.js';

const help = defineTexts(en, { de: () => import('./texts/help-de.js'), ar: () => import('./texts/help-ar.js') });

const TOPICS = [
  'invitation',
  'video',
  'offline',
  'control',
  'recording',
  'meter',
  'card',
  'permissions',
  'payment',
] as const;

/** The guide: nine topics, each short enough to be read in a call. */
@customElement('cu-help')
export class CuHelp extends CmElement {
  static override styles = [
    base,
    page,
    css`
      .page {
        width: min(100%, 42rem);
      }
      nav ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr));
        gap: 0 var(--cm-4);
      }
      nav a {
        display: flex;
        align-items: center;
        min-height: var(--cm-target);
      }
      section {
        display: grid;
        gap: var(--cm-3);
        padding-block-start: var(--cm-6);
        border-block-start: 1px solid var(--cm-line);
        scroll-margin-block-start: var(--cm-4);
      }
    `,
  ];

  override render() {
    return html`<article class="page">
      <h1>${help('help.title')}</h1>
      <p class="lead">${help('help.lead')}</p>
      <nav aria-label=${help('help.topics')}>
        <ul>
          ${TOPICS.map((topic) => html`<li><a href="#${topic}" @click=${this.go}>${help(`${topic}.title`)}</a></li>`)}
        </ul>
      </nav>
      ${TOPICS.map(
        (topic) =>
          html`<section id=${topic} aria-labelledby="${topic}-title">
            <h2 id="${topic}-title" tabindex="-1">${help(`${topic}.title`)}</h2>
            ${help(`${topic}.text`)
              .split('\n')
              .map((paragraph) => html`<p>${paragraph}</p>`)}
          </section>`,
      )}
      <p><a class="button" href="/join">${help('help.back')}</a></p>
    </article>`;
  }

  protected override firstUpdated(): void {
    if (location.hash !== '') this.show(location.hash);
  }

  /** Places inside a component are hidden from the browser's own jumping. */
  private go(event: Event): void {
    event.preventDefault();
    const hash = new URL((event.currentTarget as HTMLAnchorElement).href).hash;
    history.replaceState(null, '', hash);
    this.show(hash);
  }

  private show(hash: string): void {
    const topic = TOPICS.find((each) => `#${each}` === hash);
    if (topic === undefined) return;
    this.renderRoot.querySelector(`#${topic}`)?.scrollIntoView();
    this.renderRoot.querySelector<HTMLElement>(`#${topic}-title`)?.focus({ preventScroll: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-help': CuHelp;
  }
}
