import { defineTexts } from '@connectme/web-shared/i18n';
import en from './en.json';

export const t = defineTexts(en, { de: () => import('./de.json'), ar: () => import('./ar.json') });
