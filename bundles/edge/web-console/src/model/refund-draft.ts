import { parseMoney } from '@connectme/web-shared/format';
import type { Money } from '@connectme/web-shared/protocol';

export type RefundCheck = { ok: true; amount: Money } | { ok: false; error: string };

/** What is to be given back: all that is left, or a typed part of it. */
export function checkRefund(all: boolean, typed: string, left: Money): RefundCheck {
  if (all) return { ok: true, amount: left };
  const amount = parseMoney(typed, left.currency);
  if (amount === null) return { ok: false, error: 'error.amount' };
  if (amount.minorUnits === 0) return { ok: false, error: 'error.refund.zero' };
  return amount.minorUnits > left.minorUnits ? { ok: false, error: 'error.refund.tooMuch' } : { ok: true, amount };
}
