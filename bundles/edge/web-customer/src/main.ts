import '@connectme/web-shared/tokens';
import './page.css';
import { choose, chosenLanguage, setLanguage } from '@connectme/web-shared/i18n';
import './app.js';

try {
  await setLanguage(chosenLanguage() ?? choose(navigator.languages));
} catch (failure) {
  console.warn('language:', failure);
}
document.querySelector('cu-app')?.removeAttribute('hidden');
