import '@connectme/web-shared/tokens';
import './page.css';
import { choose, chosenLanguage, setLanguage } from '@connectme/web-shared/i18n';
import './app.js';

await setLanguage(chosenLanguage() ?? choose(navigator.languages));
document.querySelector('cu-app')?.removeAttribute('hidden');
