import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import type { View } from '@connectme/web-shared/protocol';
import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Desk } from '../desk.js';
import { hashOf } from '../model/route.js';
import { isOver } from '../model/status.js';
import type { Room } from '../room.js';
import { t } from '../words/texts.js';
import { Action } from './action.js';
import './console-call.js';
import './console-preparation.js';
import './console-summary.js';
import { fieldLook } from './field-look.js';
import { icon } from './icons.js';
import { look } from './look.js';
import { problemBox } from './problem.js';
import { enterCall } from './way.js';

/** The chosen consultation: before the call, in it, after it. */
@customElement('console-consultation')
export class ConsoleConsultation extends CmElement {
  static override styles = [
    base,
    look,
    fieldLook,
    css`
      :host {
        height: 100%;
      }
    `,
  ];

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) consultation = '';
  @property({ attribute: false }) view: View | null = null;
  /** The open call, if it is this consultation's. */
  @property({ attribute: false }) room: Room | null = null;
  @property({ attribute: false }) otherCall = false;
  /** Another window has this call now. */
  @property({ attribute: false }) takenOver = false;
  private readonly fetching = new Action(this);
  private readonly entering = new Action(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('consultation')) {
      void this.fetching.run('fetch', () => this.desk.fetchConsultation(this.consultation));
    }
  }

  override render(): TemplateResult {
    const view = this.view;
    if (view === null) return this.missing();
    return html`${keyed(view.id, this.screen(view))}`;
  }

  private screen(view: View): TemplateResult {
    if (isOver(view)) {
      return html`<console-summary .desk=${this.desk} .view=${view}></console-summary>`;
    }
    if (this.room !== null) {
      return html`<console-call .desk=${this.desk} .room=${this.room}></console-call>`;
    }
    if (this.takenOver) return this.elsewhere(view);
    return html`<console-preparation
      .desk=${this.desk}
      .view=${view}
      .otherCall=${this.otherCall}
    ></console-preparation>`;
  }

  private missing(): TemplateResult {
    const problem = this.fetching.problem();
    return html`<div class="page" aria-busy=${problem === null}>
      ${this.back()}
      ${problem === null ? html`<p class="quiet" role="status">${t('list.loading')}</p>` : problemBox(problem)}
    </div>`;
  }

  private elsewhere(view: View): TemplateResult {
    return html`<div class="page">
      ${this.back()}
      <h1>${t('takenOver.title')}</h1>
      <p>${t('takenOver.explain', { name: view.parts.appointment?.customerName ?? '' })}</p>
      ${problemBox(this.entering.problem())}
      <div class="row">
        <button
          class="primary"
          aria-busy=${this.entering.isBusy()}
          @click=${() => void enterCall(this, this.entering, this.desk, view)}
        >
          ${t('takenOver.back')}
        </button>
      </div>
    </div>`;
  }

  private back(): TemplateResult | typeof nothing {
    return html`<div>
      <a class="back" href=${hashOf({ at: 'consultations' })}>${icon('previous')}${t('nav.consultations')}</a>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-consultation': ConsoleConsultation;
  }
}
