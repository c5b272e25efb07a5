import { describe, expect, it } from 'vitest';
import { expectComplete } from '../../web-shared/test/texts.js';
import ar from '../src/texts/ar.json';
import de from '../src/texts/de.json';
import en from '../src/texts/en.json';
import helpAr from '../src/texts/help-ar.js';
import helpDe from '../src/texts/help-de.js';
import helpEn from '../src/texts/help-en.js';
import liveAr from '../src/texts/live-ar.json';
import liveDe from '../src/texts/live-de.json';
import liveEn from '../src/texts/live-en.json';

describe("the customer's texts", () => {
  it('of the way stand in every language', () => expectComplete(en, { de, ar }));
  it('of waiting room, call and summary stand in every language', () =>
    expectComplete(liveEn, { de: liveDe, ar: liveAr }));
  it('of the help stand in every language', () => expectComplete(helpEn, { de: helpDe, ar: helpAr }));

  it('have a sentence for every reason for which a card may be refused', () => {
    const reasons = [
      'generic',
      'insufficient-funds',
      'expired-card',
      'wrong-security-code',
      'processing-error',
      'authentication-failed',
      'lost-or-stolen',
      'not-supported',
    ];
    for (const reason of reasons) expect(Object.keys(en)).toContain(`decline.${reason}`);
  });

  it('the guide has its nine topics', () => {
    expect(Object.keys(helpEn).filter((key) => key.endsWith('.text'))).toHaveLength(9);
  });
});
