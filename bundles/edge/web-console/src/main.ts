import '@connectme/web-shared/tokens';
import { choose, chosenLanguage, setLanguage } from '@connectme/web-shared/i18n';
import './console-app.js';

async function begin(): Promise<void> {
  try {
    await setLanguage(chosenLanguage() ?? choose(navigator.languages));
  } catch (failure) {
    // English came with the page.
    console.warn('texts:', failure);
  }
  document.body.append(document.createElement('console-app'));
}

void begin();
