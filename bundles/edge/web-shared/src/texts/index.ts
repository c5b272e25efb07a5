import { defineTexts } from '../i18n.js';
import en from './en.json';

/** Texts that both apps show, as the customer reads them: a key that ends in the side replaces its text there. */
export const shared = defineTexts(en, { de: () => import('./de.json'), ar: () => import('./ar.json') });
