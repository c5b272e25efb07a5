import { describe, expect, it } from 'vitest';
import type { Link } from '@connectme/web-shared/socket';
import { troubles } from '../src/model/trouble.js';
import { talking, view, waiting } from './views.js';

const OPEN: Link = { is: 'open', resumed: true };
const NOW = Date.parse('2026-05-04T09:00:00Z');
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const after = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const lost = (endsAt: string | null) => ({ ...talking, online: false, offlineSince: before(14), endsAt });

describe('trouble', () => {
  it('is none while all is well', () => {
    expect(troubles(view({ presence: { customer: talking } }), OPEN, NOW, 0)).toEqual([]);
  });

  it('names an offline customer, since when, and what comes of it', () => {
    const told = troubles(
      view({ presence: { customer: lost(after(76)) }, meter: { billableMillis: 760_000 } }),
      OPEN,
      NOW,
      0,
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toBe('trouble.customerOffline.ends');
    expect(told[0]?.values).toMatchObject({ name: 'Ben', since: '14 seconds', left: '76 seconds', time: '12:40' });
  });

  it('threatens with no end before the first start', () => {
    expect(troubles(view({ presence: { customer: lost(null) } }), OPEN, NOW, 0)[0]?.text).toBe(
      'trouble.customerOffline',
    );
  });

  it('never counts below zero', () => {
    expect(troubles(view({ presence: { customer: lost(before(3)) } }), OPEN, NOW, 0)[0]?.values['left']).toBe(
      '0 seconds',
    );
  });

  it('says that one is offline oneself, and nothing of the other, of whom nothing is known', () => {
    const cut: Link = { is: 'cut', since: 1_000, attempts: 3 };
    const told = troubles(
      view({ presence: { customer: lost(after(9)) }, meter: { startedAt: before(99) } }),
      cut,
      NOW,
      31_000,
    );
    expect(told.map((one) => one.text)).toEqual(['trouble.ownCut.ends']);
    expect(told[0]?.values).toEqual({ since: '30 seconds', left: '60 seconds' });
  });

  it('tells a silent line from a lost customer', () => {
    const told = troubles(view({ presence: { customer: talking, mediaLostSince: before(8) } }), OPEN, NOW, 0);
    expect(told.map((one) => one.text)).toEqual(['trouble.mediaLost']);
  });

  it('says that the customer is asked in, or not there', () => {
    expect(troubles(view({ presence: { customer: waiting } }), OPEN, NOW, 0)[0]?.text).toBe('trouble.notIn');
    expect(troubles(view(), OPEN, NOW, 0)[0]?.text).toBe('trouble.notHere');
  });

  it('says that the customer is asked whether to end, and that the meter stands only where it does', () => {
    const asked = { by: 'CUSTOMER', at: before(2) } as const;
    const told = (meter: object) =>
      troubles(view({ presence: { customer: talking, endProposed: asked }, meter }), OPEN, NOW, 0).map(
        (one) => one.text,
      );
    expect(told({ state: 'STANDING', reason: 'ENDING' })).toEqual(['trouble.endAsked']);
    expect(told({ state: 'RUNNING' })).toEqual(['trouble.endAsked.again']);
  });

  it('tells of the held amount before and when it is used up', () => {
    const told = (meter: object) =>
      troubles(view({ presence: { customer: talking }, meter }), OPEN, NOW, 0).map((one) => one.text);
    expect(told({ nearCeiling: true, state: 'RUNNING' })).toEqual(['trouble.nearCeiling']);
    expect(told({ nearCeiling: true, state: 'STOPPED', reason: 'CEILING_REACHED' })).toEqual(['trouble.ceiling']);
    expect(told({ state: 'STOPPED', reason: 'LIMIT_REACHED' })).toEqual(['trouble.limit']);
  });
});
