import type { Result } from '@connectme/web-shared/api';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import type { DeskState } from '../model/desk-state.js';
import type { Errors } from '../model/schedule-draft.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, focusFault, input } from './fields.js';
import { icon } from './icons.js';
import './language-choice.js';
import { look } from './look.js';
import { problemBox } from './problem.js';

const SHORTEST_PASSWORD = 10;

/** Sign-in, the way back to a forgotten password, and the page behind the link from that mail. */
@customElement('console-sign-in')
export class ConsoleSignIn extends CmElement implements Form {
  static override styles = [
    base,
    look,
    css`
      :host {
        min-height: 100dvh;
        display: grid;
        grid-template-rows: auto 1fr;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        padding: var(--cm-3) var(--cm-4);
      }
      main {
        display: grid;
        align-content: center;
        justify-items: center;
        padding: var(--cm-4) var(--cm-4) 16vh;
      }
      .box {
        width: min(100%, 400px);
      }
      .brand {
        font-weight: 650;
        font-size: var(--cm-size-large);
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) because: DeskState['outBecause'] = null;
  /** From the link in the mail; null when one did not come by it. */
  @property({ attribute: false }) token: string | null = null;

  @state() private step: 'signIn' | 'forgotten' | 'sent' = 'signIn';
  @state() errors: Errors = {};
  private email = '';
  private password = '';
  private readonly action = new Action(this);

  value(name: string): string {
    return name === 'email' ? this.email : this.password;
  }

  typed(name: string, value: string): void {
    if (name === 'email') this.email = value;
    else this.password = value;
    this.errors = {};
  }

  override render(): TemplateResult {
    return html`
      <header><span class="brand">ConnectMe</span><language-choice></language-choice></header>
      <main>
        <div class="box">${this.token !== null ? this.newPassword() : this.screen()}</div>
      </main>
    `;
  }

  private screen(): TemplateResult {
    switch (this.step) {
      case 'signIn':
        return this.signIn();
      case 'forgotten':
        return this.forgotten();
      case 'sent':
        return html`<div class="stack" role="status">
          <h1>${t('reset.sent')}</h1>
          <p>${t('reset.sent.explain', { email: this.email })}</p>
          <button class="primary wide" @click=${() => this.go('signIn')}>${t('reset.back')}</button>
        </div>`;
    }
  }

  private signIn(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${(event: Event) => this.enter(event)}>
      <h1>${t('signIn.title')}</h1>
      <p class="quiet">${t('signIn.explain')}</p>
      ${this.because === null
        ? nothing
        : html`<div class="notice info">
            ${icon('info')}
            <div class="text">${t(this.because)}</div>
          </div>`}
      ${input(this, 'email', t('signIn.email'), { type: 'email', autocomplete: 'username', inputmode: 'email' })}
      ${input(this, 'password', t('signIn.password'), { type: 'password', autocomplete: 'current-password' })}
      ${problemBox(this.action.problem())}
      <button class="primary wide" aria-busy=${this.action.isBusy()}>${t('signIn.do')}</button>
      <button type="button" class="plain" @click=${() => this.go('forgotten')}>${t('signIn.forgotten')}</button>
    </form>`;
  }

  private forgotten(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${(event: Event) => this.ask(event)}>
      <h1>${t('reset.title')}</h1>
      <p class="quiet">${t('reset.explain')}</p>
      ${input(this, 'email', t('signIn.email'), { type: 'email', autocomplete: 'username', inputmode: 'email' })}
      ${problemBox(this.action.problem())}
      <button class="primary wide" aria-busy=${this.action.isBusy()}>${t('reset.ask')}</button>
      <button type="button" class="plain" @click=${() => this.go('signIn')}>${t('reset.back')}</button>
    </form>`;
  }

  private newPassword(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${(event: Event) => this.finish(event)}>
      <h1>${t('reset.new')}</h1>
      <p class="quiet">${t('reset.new.explain')}</p>
      ${input(this, 'password', t('reset.new.field'), {
        type: 'password',
        autocomplete: 'new-password',
        hint: t('reset.new.hint', { count: SHORTEST_PASSWORD }),
      })}
      ${problemBox(this.action.problem())}
      <button class="primary wide" aria-busy=${this.action.isBusy()}>${t('reset.new.do')}</button>
      <button type="button" class="plain" @click=${() => this.dispatchEvent(new Event('token-used'))}>
        ${t('reset.back')}
      </button>
    </form>`;
  }

  private enter(event: Event): Promise<void> {
    return this.submit(event, ['email', 'password'], async () => {
      const me = await this.desk.signIn(this.email.trim(), this.password);
      return me;
    });
  }

  private ask(event: Event): Promise<void> {
    return this.submit(event, ['email'], async () => {
      const done = await this.desk.requestReset(this.email.trim());
      if (done.ok) this.step = 'sent';
      return done;
    });
  }

  private finish(event: Event): Promise<void> {
    return this.submit(event, ['password'], async () => {
      const done = await this.desk.finishReset(this.token ?? '', this.password);
      if (done.ok) {
        this.password = '';
        this.step = 'signIn';
        this.dispatchEvent(new Event('token-used'));
      }
      return done;
    });
  }

  private async submit(
    event: Event,
    needed: readonly string[],
    request: () => Promise<Result<unknown>>,
  ): Promise<void> {
    event.preventDefault();
    const missing = needed.filter((name) => this.value(name).trim() === '');
    this.errors = Object.fromEntries(missing.map((name) => [name, 'error.needed']));
    if (this.token !== null && this.password !== '' && this.password.length < SHORTEST_PASSWORD) {
      this.errors = { password: 'error.password' };
    }
    if (Object.keys(this.errors).length > 0) return focusFault(this);
    await this.action.run('submit', request);
  }

  private go(step: ConsoleSignIn['step']): void {
    this.step = step;
    this.errors = {};
    this.action.forget();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input, button.primary')?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-sign-in': ConsoleSignIn;
  }
}
