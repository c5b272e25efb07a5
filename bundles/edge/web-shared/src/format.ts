import { locale } from './i18n.js';
import type { Instant, Money } from './protocol.js';

// ISO 4217's own digits: Intl's are those of everyday use and differ (IQD, for one, has three here and none there).
const NO_DIGITS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const THREE_DIGITS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));
const FOUR_DIGITS = new Set(['CLF', 'UYW']);

/** How many decimals a currency's amounts have. */
export function currencyDigits(currency: string): number {
  if (NO_DIGITS.has(currency)) return 0;
  if (THREE_DIGITS.has(currency)) return 3;
  return FOUR_DIGITS.has(currency) ? 4 : 2;
}

export function money(amount: Money): string {
  const digits = currencyDigits(amount.currency);
  return new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount.minorUnits / 10 ** digits);
}

/** What a person typed as an amount, in minor units; null when it is none or too fine. Takes "12", "12.50" and "12,50". */
export function parseMoney(typed: string, currency: string): Money | null {
  const latin = typed.trim().replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
  const match = /^(\d{1,9})(?:[.,٫](\d+))?$/.exec(latin);
  if (!match) return null;
  const digits = currencyDigits(currency);
  const fraction = match[2] ?? '';
  if (fraction.length > digits) return null;
  return { minorUnits: Number(`${match[1]}${fraction.padEnd(digits, '0')}`), currency };
}

/** The amount as one types it: "12.50". */
export function plainAmount(amount: Money): string {
  const digits = currencyDigits(amount.currency);
  return (amount.minorUnits / 10 ** digits).toFixed(digits);
}

/** Running time as on a clock: "4:07", "1:04:07". Part seconds are cut off, as in the bill. */
export function clock(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = (n: number): string => number(n, 2);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${number(h)}:${two(m)}:${two(s)}` : `${number(m)}:${two(s)}`;
}

/** Running time in words: "12 minutes 40 seconds". */
export function spell(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const parts: [number, 'hour' | 'minute' | 'second'][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => unitOf(count, unit));
  return said.length > 0 ? said.join(' ') : unitOf(0, 'second');
}

export function seconds(count: number): string {
  return unitOf(count, 'second');
}

export function minutes(count: number): string {
  return unitOf(count, 'minute');
}

function unitOf(count: number, unit: 'hour' | 'minute' | 'second'): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

export function number(value: number, digits = 1): string {
  return new Intl.NumberFormat(locale(), { minimumIntegerDigits: digits, useGrouping: false }).format(value);
}

/** Hundredths of a percent as a percentage: 1900 is "19 %". */
export function percent(basisPoints: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000);
}

/** Day and time, in a named zone or the reader's own. */
export function dayAndTime(at: Instant, zone?: string): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'short' }, zone).format(new Date(at));
}

export function day(at: Instant, zone?: string): string {
  return dateFormat({ dateStyle: 'full' }, zone).format(new Date(at));
}

/** "Nov 24, 2026", "24.11.2026". */
export function shortDay(at: Instant, zone?: string): string {
  return dateFormat({ dateStyle: 'medium' }, zone).format(new Date(at));
}

/** Time of day with the zone's short name: "3:00 PM GMT+1". */
export function timeWithZone(at: Instant, zone?: string): string {
  return dateFormat({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }, zone).format(new Date(at));
}

/** Time of day: "3:00 PM", "15:00". */
export function time(at: Instant, zone?: string): string {
  return dateFormat({ timeStyle: 'short' }, zone).format(new Date(at));
}

/** Time of day to the second. */
export function exactTime(at: Instant, zone?: string): string {
  return dateFormat({ timeStyle: 'medium' }, zone).format(new Date(at));
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether both zones show the same wall clock at that instant. */
export function sameWallClock(at: Instant, zone: string, other: string): boolean {
  const show = (z: string): string => dateFormat({ dateStyle: 'short', timeStyle: 'short' }, z).format(new Date(at));
  return show(zone) === show(other);
}

function dateFormat(options: Intl.DateTimeFormatOptions, zone?: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale(), zone === undefined ? options : { ...options, timeZone: zone });
}

const CARD_BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/** A card's brand as it stands on the card: services name them "visa", "amex". */
export function cardBrand(brand: string): string {
  return CARD_BRANDS[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);
}
