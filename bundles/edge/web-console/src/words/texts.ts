import { defineTexts } from '@connectme/web-shared/i18n';
import { en } from './en.js';

export type Words = typeof en;
export type Key = keyof Words;

/** The console's own texts. */
export const t = defineTexts(en, {
  de: () => import('./de.js'),
  ar: () => import('./ar.js'),
});
