import type { View } from '@connectme/web-shared/protocol';
import { type TemplateResult, html } from 'lit';
import { type Tone, statusOf } from '../model/status.js';
import { t } from '../words/texts.js';
import { type IconName, icon } from './icons.js';

/** How a consultation stands: a sign and a word; the colour repeats them. */
export function statusChip(view: View): TemplateResult {
  const status = statusOf(view);
  return chip(status.tone, status.icon, t(`status.${status.key}`));
}

export function chip(tone: Tone, sign: IconName, text: string): TemplateResult {
  return html`<span class="chip ${tone}">${icon(sign)}${text}</span>`;
}
