import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api } from '@connectme/web-shared/api';
import { base } from '@connectme/web-shared/base';
import { CmElement } from '@connectme/web-shared/element';
import { language } from '@connectme/web-shared/i18n';
import { problemText } from '@connectme/web-shared/problem';
import { page } from './layout.js';
import { megabytes, type Package, systemNames, systemOf } from './packages.js';
import { t } from './texts/index.js';

/** The desktop app for the reader's own system, and how the call goes on there. */
@customElement('cu-download')
export class CuDownload extends CmElement {
  static override styles = [base, page];

  @state() private packages: readonly Package[] | null = null;
  @state() private error: string | null = null;
  private readonly system = systemOf(navigator.userAgent, navigator.maxTouchPoints);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('download.title')}</h1>
      <p class="lead">${t('download.lead')}</p>
      ${this.offer()}
      <p class="error" role="alert">${this.error ?? nothing}</p>
    </div>`;
  }

  private offer(): TemplateResult | typeof nothing {
    const { packages, system } = this;
    if (packages === null) return nothing;
    const own = packages.filter((each) => each.system === system);
    const others = packages.filter((each) => each.system !== system);
    return html`${own.length > 0
      ? html`<p>${t('download.how')}</p>
          <p class="quiet">${t('download.stays')}</p>
          ${own.map((each) => this.link(each, 'button primary'))}`
      : html`<p>${t(system === null ? 'download.phone' : 'download.none')}</p>`}
    ${others.length > 0
      ? html`<h2>${t('download.others')}</h2>
          ${others.map((each) => this.link(each, 'button'))}`
      : nothing}`;
  }

  private link({ name, system, bytes }: Package, look: string): TemplateResult {
    return html`<div>
      <a class=${look} href="/api/packages/${encodeURIComponent(name)}" download
        >${t('download.get', { system: systemNames[system] })}</a
      >
      <p class="small quiet"><bdi>${name}</bdi>, ${sizeText(bytes)}</p>
    </div>`;
  }

  private async load(): Promise<void> {
    const result = await api.get<{ packages: Package[] }>('/api/packages/all');
    if (result.ok) this.packages = result.value.packages;
    else this.error = problemText(result.problem);
  }
}

function sizeText(bytes: number): string {
  return new Intl.NumberFormat(language(), { style: 'unit', unit: 'megabyte' }).format(megabytes(bytes));
}

declare global {
  interface HTMLElementTagNameMap {
    'cu-download': CuDownload;
  }
}
