import { minutes, money, percent, spell } from './format.js';
import type { Plan, Quote } from './protocol.js';
import { shared } from './texts/index.js';

export function isFree(plan: Plan): boolean {
  return plan.pricePerMinute === 0 && plan.minimum === 0;
}

/** The price in one line. */
export function priceLine(plan: Plan): string {
  if (isFree(plan)) return shared('plan.free');
  const price = money({ minorUnits: plan.pricePerMinute, currency: plan.currency });
  const { label, basisPoints, included } = plan.tax;
  if (basisPoints === 0) return shared('plan.price', { price });
  const values = { price, tax: label, rate: percent(basisPoints) };
  return shared(included ? 'plan.price.included' : 'plan.price.excluded', values);
}

/** The whole plan in plain sentences, without the hold. */
export function planLines(plan: Plan): string[] {
  if (isFree(plan)) return [priceLine(plan)];
  const amount = (minorUnits: number): string => money({ minorUnits, currency: plan.currency });
  const lines = [priceLine(plan)];
  lines.push(
    plan.stepSeconds > 1 ? shared('plan.by-step', { step: spell(plan.stepSeconds * 1000) }) : shared('plan.by-second'),
  );
  if (plan.freeSeconds > 0) lines.push(shared('plan.free-time', { time: spell(plan.freeSeconds * 1000) }));
  if (plan.minimum > 0) lines.push(shared('plan.minimum', { amount: amount(plan.minimum) }));
  if (plan.cap !== null) lines.push(shared('plan.cap', { amount: amount(plan.cap) }));
  return lines;
}

/** "10 minutes cost €24.00." */
export function exampleLine(quote: Quote, plan: Plan): string {
  const time = quote.seconds % 60 === 0 ? minutes(quote.seconds / 60) : spell(quote.seconds * 1000);
  const values = { time, amount: money(quote.gross) };
  if (quote.tax.minorUnits === 0) return shared('plan.example', values);
  return shared('plan.example.tax', { ...values, tax: money(quote.tax), label: plan.tax.label });
}

export function holdLine(plan: Plan): string | null {
  if (plan.hold === 0) return null;
  return shared('plan.hold', { amount: money({ minorUnits: plan.hold, currency: plan.currency }) });
}
