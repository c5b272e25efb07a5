import { afterEach, describe, expect, it } from 'vitest';
import { clock, currencyDigits, money, parseMoney, percent, plainAmount, sameWallClock, spell } from '../src/format.js';
import { setLanguage } from '../src/i18n.js';

afterEach(() => setLanguage('en'));

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect(money({ minorUnits: 123456, currency: 'EUR' })).toBe('€1,234.56');
    expect(money({ minorUnits: 1234, currency: 'JPY' })).toBe('¥1,234');
    expect(money({ minorUnits: 1234567, currency: 'KWD' })).toMatch(/1,234\.567/);
  });

  it('follows ISO 4217 where browsers go by everyday use', () => {
    expect(currencyDigits('IQD')).toBe(3);
    expect(currencyDigits('MGA')).toBe(2);
    expect(currencyDigits('ISK')).toBe(0);
    expect(money({ minorUnits: 1500, currency: 'IQD' })).toMatch(/1\.500/);
  });

  it('is written as the reader writes it', async () => {
    const { defineTexts } = await import('../src/i18n.js');
    defineTexts({}, { de: async () => ({ default: {} }), ar: async () => ({ default: {} }) });
    await setLanguage('de');
    expect(money({ minorUnits: 123456, currency: 'EUR' })).toBe('1.234,56\u00a0€');
  });

  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['12,50', 1250],
    ['١٢٫٥٠', 1250],
  ])('is understood when typed as %s', (typed, minorUnits) => {
    expect(parseMoney(typed, 'EUR')).toEqual({ minorUnits, currency: 'EUR' });
  });

  it.each(['', 'abc', '-5', '1.234', '1e9', '12.', '9999999999'])('is refused when typed as "%s"', (typed) => {
    expect(parseMoney(typed, 'EUR')).toBeNull();
  });

  it('is offered for editing as it is typed', () => {
    expect(plainAmount({ minorUnits: 5, currency: 'EUR' })).toBe('0.05');
    expect(plainAmount({ minorUnits: 5, currency: 'JPY' })).toBe('5');
  });
});

describe('time', () => {
  it('runs like a clock and cuts off part seconds', () => {
    expect(clock(0)).toBe('0:00');
    expect(clock(59_999)).toBe('0:59');
    expect(clock(760_000)).toBe('12:40');
    expect(clock(3_847_000)).toBe('1:04:07');
    expect(clock(-1)).toBe('0:00');
  });

  it('is spelled with plurals', () => {
    expect(spell(61_000)).toBe('1 minute 1 second');
    expect(spell(7_322_000)).toBe('2 hours 2 minutes 2 seconds');
    expect(spell(900)).toBe('0 seconds');
  });

  it('knows when two zones show the same clock', () => {
    expect(sameWallClock('2026-07-01T10:00:00Z', 'Europe/Berlin', 'Europe/Paris')).toBe(true);
    expect(sameWallClock('2026-07-01T10:00:00Z', 'Europe/Berlin', 'Europe/London')).toBe(false);
  });
});

describe('percent', () => {
  it('comes from hundredths', () => {
    expect(percent(1900)).toBe('19%');
    expect(percent(775)).toBe('7.75%');
  });
});
