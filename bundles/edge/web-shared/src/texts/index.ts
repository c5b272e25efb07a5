import { defineTexts } from '../i18n.js';
import en from './en.js';

/** Texts that both apps show. */
export const shared = defineTexts(en, { de: () => import('./de.js'), ar: () => import('./ar.js') });
