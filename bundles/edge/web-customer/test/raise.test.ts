import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Payment, Raise } from '@connectme/web-shared/protocol';
import '../src/raise.js';
import type { CuRaise } from '../src/raise.js';

const eur = (minorUnits: number) => ({ minorUnits, currency: 'EUR' });

function payment(raise: Partial<Raise> | null): Payment {
  return {
    needed: true,
    status: 'HELD',
    held: eur(5000),
    captured: null,
    refunded: null,
    cardBrand: 'visa',
    cardLastFour: '4242',
    heldUntil: null,
    declineReason: null,
    challenge: null,
    receiptNumber: null,
    refunds: [],
    raise: raise === null ? null : { total: eur(10_000), state: 'OFFERED', reason: null, mayBeAsked: true, ...raise },
  };
}

async function shown(raise: Partial<Raise> | null) {
  const command = vi.fn().mockResolvedValue(null);
  const element: CuRaise = document.createElement('cu-raise');
  element.customer = { command } as unknown as CuRaise['customer'];
  element.payment = payment(raise);
  document.body.append(element);
  await element.updateComplete;
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  return { element, command, buttons, text: element.shadowRoot?.textContent ?? '' };
}

afterEach(() => document.body.replaceChildren());

describe('the question whether more may be held', () => {
  it('is not asked while there is nothing to ask', async () => {
    expect((await shown(null)).buttons).toEqual([]);
  });

  it('names both amounts, and sends the total that it showed', async () => {
    const { command, buttons, text } = await shown({});
    expect(text).toContain('50');
    expect(text).toContain('100');
    buttons[0]?.click();
    expect(command).toHaveBeenCalledWith('payment/raise', {
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      total: eur(10_000),
    });
  });

  it('is gone after a no', async () => {
    const { element, command, buttons } = await shown({});
    buttons[1]?.click();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('cm-banner')).toBeNull();
    expect(command).not.toHaveBeenCalled();
  });

  it('cannot be answered while the bank is asked, nor after the last refusal', async () => {
    expect((await shown({ state: 'ASKED', mayBeAsked: false })).buttons).toEqual([]);
    expect((await shown({ state: 'DECLINED', mayBeAsked: false })).buttons).toHaveLength(1);
  });
});
