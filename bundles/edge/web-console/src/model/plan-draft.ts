import { currencyDigits, parseMoney, plainAmount } from '@connectme/web-shared/format';
import type { Plan } from '@connectme/web-shared/protocol';
import { type Checked, type Errors, isWhole } from './schedule-draft.js';

/** A rate plan as typed. Amounts are in the currency's own decimals, "12.50", never in minor units. */
export interface PlanDraft {
  id: string | null;
  name: string;
  currency: string;
  pricePerMinute: string;
  stepSeconds: string;
  freeMinutes: string;
  minimum: string;
  cap: string;
  taxLabel: string;
  taxPercent: string;
  taxIncluded: boolean;
  hold: string;
}

/** What `POST plans` takes: the id only for a new version of a plan there is. */
export type PlanBody = Omit<Plan, 'id' | 'version'> & { id?: string };

/** ISO 4217 codes offered, the most used first. Others can be had through the API. */
export const CURRENCIES = (
  'EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON CAD AUD NZD JPY KRW SGD HKD INR BRL MXN ZAR TRY ILS ' +
  'AED SAR QAR KWD BHD OMR JOD TND MAD EGP CLP ISK'
).split(' ');

export const STEPS = ['1', '6', '30', '60', '300', '600', '900'];

export function emptyPlan(currency: string): PlanDraft {
  return {
    id: null,
    name: '',
    currency,
    pricePerMinute: '',
    stepSeconds: '1',
    freeMinutes: '0',
    minimum: '',
    cap: '',
    taxLabel: '',
    taxPercent: '0',
    taxIncluded: true,
    hold: '',
  };
}

export function draftOf(plan: Plan): PlanDraft {
  const amount = (minorUnits: number): string => plainAmount({ minorUnits, currency: plan.currency });
  return {
    id: plan.id,
    name: plan.name,
    currency: plan.currency,
    pricePerMinute: amount(plan.pricePerMinute),
    stepSeconds: String(plan.stepSeconds),
    freeMinutes: trimmed(plan.freeSeconds / 60),
    minimum: plan.minimum === 0 ? '' : amount(plan.minimum),
    cap: plan.cap === null ? '' : amount(plan.cap),
    taxLabel: plan.tax.label,
    taxPercent: trimmed(plan.tax.basisPoints / 100),
    taxIncluded: plan.tax.included,
    hold: amount(plan.hold),
  };
}

export function checkPlan(draft: PlanDraft): Checked<PlanBody> {
  const errors: Errors = {};
  const amount = (field: 'pricePerMinute' | 'minimum' | 'cap' | 'hold', empty: number | null): number | null => {
    if (draft[field].trim() === '' && empty !== null) return empty;
    const parsed = parseMoney(draft[field], draft.currency);
    if (parsed !== null) return parsed.minorUnits;
    errors[field] = currencyDigits(draft.currency) === 0 ? 'error.amountWhole' : 'error.amount';
    return null;
  };
  const pricePerMinute = draft.pricePerMinute.trim() === '' ? null : amount('pricePerMinute', null);
  if (draft.pricePerMinute.trim() === '') errors['pricePerMinute'] = 'error.needed';
  const minimum = amount('minimum', 0);
  const cap = draft.cap.trim() === '' ? null : amount('cap', null);
  const isFree = pricePerMinute === 0 && minimum === 0;
  const hold = amount('hold', isFree ? 0 : null);
  if (draft.hold.trim() === '' && !isFree) errors['hold'] = 'error.needed';
  if (draft.name.trim() === '') errors['name'] = 'error.needed';
  if (!isWhole(draft.stepSeconds, 1, 3600)) errors['stepSeconds'] = 'error.step';
  const freeSeconds = hundredths(draft.freeMinutes, 60);
  if (freeSeconds === null || freeSeconds > 86_400) errors['freeMinutes'] = 'error.freeMinutes';
  const basisPoints = hundredths(draft.taxPercent, 100);
  if (basisPoints === null || basisPoints > 10_000) errors['taxPercent'] = 'error.percent';
  if (basisPoints !== null && basisPoints > 0 && draft.taxLabel.trim() === '') errors['taxLabel'] = 'error.needed';
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const body: PlanBody = {
    name: draft.name.trim(),
    currency: draft.currency,
    pricePerMinute: pricePerMinute ?? 0,
    stepSeconds: Number(draft.stepSeconds),
    freeSeconds: freeSeconds ?? 0,
    minimum: minimum ?? 0,
    cap,
    tax: { label: draft.taxLabel.trim(), basisPoints: basisPoints ?? 0, included: draft.taxIncluded },
    hold: hold ?? 0,
  };
  return { ok: true, body: draft.id === null ? body : { ...body, id: draft.id } };
}

/** A number with at most two decimals, times a whole factor; null when it is none or would not come out whole. */
function hundredths(typed: string, factor: number): number | null {
  const text = typed.trim() === '' ? '0' : typed.trim().replace(',', '.');
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(text)) return null;
  const scaled = Math.round(Number(text) * 100) * factor;
  return scaled % 100 === 0 ? scaled / 100 : null;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(2)));
}
