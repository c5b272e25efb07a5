import { defineTexts } from '@connectme/web-shared/i18n';
import en from './en.js';

export const t = defineTexts(en, { de: () => import('./de.js'), ar: () => import('./ar.js') });
