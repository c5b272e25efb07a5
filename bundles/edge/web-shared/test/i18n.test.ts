import { describe, expect, it } from 'vitest';
import ar from '../src/texts/ar.json';
import de from '../src/texts/de.json';
import en from '../src/texts/en.json';
import { choose, defineTexts, lazy, setLanguage } from '../src/i18n.js';
import { expectComplete } from './texts.js';

describe('texts of both apps', () => {
  it('stand in every language, with the same values in braces', () => expectComplete(en, { de, ar }));
});

describe('languages', () => {
  it('the first wish that there is wins, whatever its region', () => {
    expect(choose(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(choose(['AR-EG'])).toBe('ar');
    expect(choose(['fr'])).toBe('en');
  });

  it('another language is fetched, shown and turns the page around', async () => {
    const t = defineTexts(
      { hello: 'Hello {name}' },
      {
        de: async () => ({ default: { hello: 'Hallo {name}' } }),
        ar: async () => ({ default: { hello: 'مرحبا {name}' } }),
      },
    );
    expect(t('hello', { name: 'Ana' })).toBe('Hello Ana');
    await setLanguage('ar');
    expect(t('hello', { name: 'Ana' })).toBe('مرحبا Ana');
    expect(document.documentElement.dir).toBe('rtl');
    await setLanguage('en');
    expect(document.documentElement.dir).toBe('ltr');
  });

  it('a part that arrives while the language is being fetched speaks it too', async () => {
    const switched = setLanguage('de');
    const late = await lazy(async () =>
      defineTexts(
        { bye: 'Bye' },
        { de: async () => ({ default: { bye: 'Ade' } }), ar: async () => ({ default: { bye: '' } }) },
      ),
    );
    await switched;
    expect(late('bye')).toBe('Ade');
    await setLanguage('en');
  });

  it('a value that is not given stays visible instead of vanishing', () => {
    const same = async () => ({ default: { hello: '{name}' } });
    expect(defineTexts({ hello: '{name}' }, { de: same, ar: same })('hello')).toBe('{name}');
  });
});
