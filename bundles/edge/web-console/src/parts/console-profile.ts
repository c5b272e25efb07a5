import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { ownZone } from '@connectme/web-shared/format';
import { type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../desk.js';
import type { Profile } from '../model/account.js';
import { Draft } from '../model/draft.js';
import { type ProfileDraft, checkProfile, profileDraft } from '../model/profile-draft.js';
import type { Errors } from '../model/schedule-draft.js';
import { zones } from '../model/zoned-time.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import { type Form, area, focusFault, input } from './fields.js';
import { fieldLook } from './field-look.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { faults, problemBox } from './problem.js';

const NAMES: Record<string, string> = {
  'seller.name': 'sellerName',
  'seller.address': 'sellerAddress',
  'seller.taxNumber': 'taxNumber',
};

/** Who the consultant is for customers, who sells, and the texts that are agreed to. */
@customElement('console-profile')
export class ConsoleProfile extends CmElement implements Form {
  static override styles = [base, look, fieldLook];

  @property({ attribute: false }) desk!: Desk;
  @state() errors: Errors = {};
  @state() private saved = false;
  private draft!: Draft<ProfileDraft>;
  private readonly action = new Action(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.draft = new Draft('console.profile', () => profileDraft(this.profile));
  }

  value(name: string): string {
    return this.draft.value[name as keyof ProfileDraft];
  }

  typed(name: string, value: string): void {
    this.draft.set(name as keyof ProfileDraft, value);
    this.saved = false;
    if (this.errors[name])
      this.errors = Object.fromEntries(Object.entries(this.errors).filter(([key]) => key !== name));
  }

  override render(): TemplateResult {
    return html`<form class="page" novalidate @submit=${(event: Event) => void this.save(event)}>
      <h1>${t('profile.title')}</h1>
      <section class="section">
        <h2>${t('profile.you')}</h2>
        <div class="pair">
          ${input(this, 'displayName', t('profile.name'), { maxlength: 200 })}
          ${input(this, 'zone', t('profile.zone'), { list: 'zones', hint: t('profile.zone.hint') })}
        </div>
        <datalist id="zones">${zones(ownZone()).map((zone) => html`<option value=${zone}></option>`)}</datalist>
        ${area(this, 'greeting', t('profile.greeting'), { optional: true, rows: 3, hint: t('profile.greeting.hint') })}
      </section>
      <section class="section">
        <h2>${t('profile.seller')}</h2>
        <p class="quiet">${t('profile.seller.explain')}</p>
        <div class="pair">
          ${input(this, 'sellerName', t('profile.seller.name'), { maxlength: 200 })}
          ${input(this, 'taxNumber', t('profile.seller.tax'), { optional: true, maxlength: 60 })}
        </div>
        ${area(this, 'sellerAddress', t('profile.seller.address'), { rows: 3 })}
      </section>
      <section class="section">
        <h2>${t('profile.texts')}</h2>
        <p class="quiet">${t('profile.texts.explain')}</p>
        ${area(this, 'terms', t('profile.terms'), { rows: 10 })}
        ${area(this, 'privacy', t('profile.privacy'), { rows: 6 })}
        ${area(this, 'waiver', t('profile.waiver'), { optional: true, rows: 3, hint: t('profile.waiver.hint') })}
      </section>
      ${problemBox(Object.keys(this.errors).length > 0 ? null : this.action.problem())}
      <div class="row">
        <button class="primary" aria-busy=${this.action.isBusy()}>${t('save')}</button>
        <button type="button" class="plain" @click=${() => this.discard()}>${t('discard')}</button>
        <span role="status"
          >${this.saved ? html`<span class="saved">${icon('check')}${t('saved')}</span>` : nothing}</span
        >
      </div>
    </form>`;
  }

  private get profile(): Profile {
    const me = this.desk.state.me;
    if (me === null) throw new Error('The profile is shown to signed-in consultants only.');
    return me.profile;
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const checked = checkProfile(this.draft.value);
    this.errors = checked.ok ? {} : checked.errors;
    if (!checked.ok) return focusFault(this);
    const done = await this.action.run('save', () => this.desk.saveProfile(checked.body));
    if (done !== undefined) {
      this.draft.clear();
      this.saved = true;
      return;
    }
    const problem = this.action.problem();
    this.errors = problem === null ? {} : faults(problem, NAMES);
    return focusFault(this);
  }

  private discard(): void {
    this.draft.clear();
    this.errors = {};
    this.saved = false;
    this.action.forget();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-profile': ConsoleProfile;
  }
}
