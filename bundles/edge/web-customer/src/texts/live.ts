import { defineTexts } from '@connectme/web-shared/i18n';
import en from './live-en.json';

/** Texts from the waiting room on; they come with that part of the page. */
export const live = defineTexts(en, { de: () => import('./live-de.json'), ar: () => import('./live-ar.json') });
