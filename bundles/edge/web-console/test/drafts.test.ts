import { beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '@connectme/web-shared/protocol';
import { Draft, forgetDrafts } from '../src/model/draft.js';
import { CURRENCIES, type PlanDraft, checkPlan, draftOf, emptyPlan } from '../src/model/plan-draft.js';
import { checkProfile, profileDraft } from '../src/model/profile-draft.js';
import { checkRefund } from '../src/model/refund-draft.js';
import { type ScheduleDraft, checkReschedule, checkSchedule } from '../src/model/schedule-draft.js';
import { currencyDigits } from '@connectme/web-shared/format';

const NOW = Date.parse('2026-05-04T09:00:00Z');

const schedule: ScheduleDraft = {
  request: '6f0c1b1e-3f6a-4a53-9c39-1a8e6a3a7f10',
  customerName: ' Ben Okafor ',
  customerEmail: 'ben@example.org',
  subject: 'Laptop',
  date: '2026-05-05',
  time: '10:00',
  zone: 'Europe/Berlin',
  plannedMinutes: '30',
  invitationHours: '24',
  planId: 'p1',
  language: 'de',
  greeting: '',
};

describe('a new consultation', () => {
  it('is sent as an instant with its zone', () => {
    expect(checkSchedule(schedule, NOW)).toEqual({
      ok: true,
      body: {
        request: '6f0c1b1e-3f6a-4a53-9c39-1a8e6a3a7f10',
        customerName: 'Ben Okafor',
        customerEmail: 'ben@example.org',
        subject: 'Laptop',
        startsAt: '2026-05-05T08:00:00.000Z',
        plannedMinutes: 30,
        zone: 'Europe/Berlin',
        language: 'de',
        invitationHours: 24,
        planId: 'p1',
        greeting: '',
      },
    });
  });

  it.each<[keyof ScheduleDraft, string, string, string]>([
    ['customerName', '  ', 'customerName', 'error.needed'],
    ['customerEmail', '', 'customerEmail', 'error.needed'],
    ['customerEmail', 'ben at example', 'customerEmail', 'error.email'],
    ['subject', '', 'subject', 'error.needed'],
    ['planId', '', 'planId', 'error.choosePlan'],
    ['date', '', 'date', 'error.needed'],
    ['date', '2026-05-03', 'date', 'error.past'],
    ['time', '', 'time', 'error.needed'],
    ['zone', 'Berlin', 'zone', 'error.zone'],
    ['plannedMinutes', '4', 'plannedMinutes', 'error.minutes'],
    ['plannedMinutes', '481', 'plannedMinutes', 'error.minutes'],
    ['plannedMinutes', '30.5', 'plannedMinutes', 'error.minutes'],
    ['invitationHours', '0', 'invitationHours', 'error.hours'],
    ['invitationHours', '', 'invitationHours', 'error.hours'],
  ])('with %s "%s" is refused at that field', (field, value, at, error) => {
    const checked = checkSchedule({ ...schedule, [field]: value }, NOW);
    expect(checked).toEqual({ ok: false, errors: { [at]: error } });
  });

  it('names every fault at once', () => {
    const checked = checkSchedule({ ...schedule, customerName: '', subject: '', planId: '' }, NOW);
    expect(checked.ok ? {} : Object.keys(checked.errors).sort()).toEqual(['customerName', 'planId', 'subject']);
  });

  it('may have begun already, but not ended', () => {
    const begun = { ...schedule, date: '2026-05-04', time: '10:45' };
    expect(checkReschedule(begun, NOW).ok).toBe(true);
    expect(checkReschedule({ ...begun, time: '10:15', plannedMinutes: '45' }, NOW).ok).toBe(false);
  });

  it('cannot be at a time that the clocks skip', () => {
    const checked = checkSchedule({ ...schedule, date: '2027-03-28', time: '02:30' }, NOW);
    expect(checked).toEqual({ ok: false, errors: { time: 'error.skippedTime' } });
  });
});

const plan: PlanDraft = {
  id: null,
  name: 'Help',
  currency: 'EUR',
  pricePerMinute: '2,40',
  stepSeconds: '60',
  freeMinutes: '2.5',
  minimum: '',
  cap: '180',
  taxLabel: 'VAT',
  taxPercent: '7,7',
  taxIncluded: false,
  hold: '150',
};

describe('a rate plan', () => {
  it('is sent in minor units, seconds and hundredths of a percent', () => {
    expect(checkPlan(plan)).toEqual({
      ok: true,
      body: {
        name: 'Help',
        currency: 'EUR',
        pricePerMinute: 240,
        stepSeconds: 60,
        freeSeconds: 150,
        minimum: 0,
        cap: 18000,
        tax: { label: 'VAT', basisPoints: 770, included: false },
        hold: 15000,
      },
    });
  });

  it.each([
    ['JPY', '350', 350],
    ['EUR', '350', 35000],
    ['KWD', '3.505', 3505],
  ])('takes amounts in the decimals of %s', (currency, typed, minorUnits) => {
    const checked = checkPlan({ ...plan, currency, pricePerMinute: typed, cap: '' });
    expect(checked.ok && checked.body.pricePerMinute).toBe(minorUnits);
  });

  it.each<[Partial<PlanDraft>, string, string]>([
    [{ currency: 'JPY', pricePerMinute: '3.5', cap: '', hold: '9' }, 'pricePerMinute', 'error.amountWhole'],
    [{ pricePerMinute: '2.405' }, 'pricePerMinute', 'error.amount'],
    [{ pricePerMinute: '-1' }, 'pricePerMinute', 'error.amount'],
    [{ pricePerMinute: '' }, 'pricePerMinute', 'error.needed'],
    [{ hold: '' }, 'hold', 'error.needed'],
    [{ name: ' ' }, 'name', 'error.needed'],
    [{ taxPercent: '101' }, 'taxPercent', 'error.percent'],
    [{ taxPercent: 'x' }, 'taxPercent', 'error.percent'],
    [{ taxLabel: '' }, 'taxLabel', 'error.needed'],
    [{ freeMinutes: '1441' }, 'freeMinutes', 'error.freeMinutes'],
    [{ freeMinutes: '0.33' }, 'freeMinutes', 'error.freeMinutes'],
    [{ stepSeconds: '0' }, 'stepSeconds', 'error.step'],
    [{ cap: 'much' }, 'cap', 'error.amount'],
  ])('%o is refused at its field', (different, field, error) => {
    expect(checkPlan({ ...plan, ...different })).toEqual({ ok: false, errors: { [field]: error } });
  });

  it('that is free needs no hold', () => {
    const checked = checkPlan({ ...plan, pricePerMinute: '0', hold: '', cap: '' });
    expect(checked.ok && checked.body.hold).toBe(0);
  });

  it('comes back as it was typed, whatever the currency', () => {
    for (const currency of CURRENCIES) {
      const saved: Plan = {
        id: 'p1',
        version: 4,
        name: 'Help',
        currency,
        pricePerMinute: 1234,
        stepSeconds: 1,
        freeSeconds: 90,
        minimum: 500,
        cap: null,
        tax: { label: 'VAT', basisPoints: 1905, included: true },
        hold: 99999,
      };
      const checked = checkPlan(draftOf(saved));
      const { version, ...body } = saved;
      expect(version).toBe(4);
      expect(checked).toEqual({ ok: true, body });
    }
  });

  it('is offered in currencies with none, two and three decimals only', () => {
    expect(new Set(CURRENCIES.map(currencyDigits))).toEqual(new Set([0, 2, 3]));
    expect(emptyPlan('EUR').currency).toBe('EUR');
  });
});

describe('a refund', () => {
  const left = { minorUnits: 1000, currency: 'EUR' };
  it('gives back all that is left', () => expect(checkRefund(true, '', left)).toEqual({ ok: true, amount: left }));
  it('gives back a typed part', () =>
    expect(checkRefund(false, '2.50', left)).toEqual({ ok: true, amount: { minorUnits: 250, currency: 'EUR' } }));
  it.each([
    ['', 'error.amount'],
    ['0', 'error.refund.zero'],
    ['10.01', 'error.refund.tooMuch'],
  ])('of "%s" is refused', (typed, error) => expect(checkRefund(false, typed, left)).toEqual({ ok: false, error }));
});

describe('the profile', () => {
  const profile = {
    displayName: 'Ana',
    greeting: '',
    zone: 'Europe/Berlin',
    seller: { name: 'Ana & Co', address: 'Here 1', taxNumber: '' },
    terms: 'T',
    privacy: 'P',
    waiver: '',
  };
  it('comes back as it was', () => expect(checkProfile(profileDraft(profile))).toEqual({ ok: true, body: profile }));
  it('needs a seller, terms and a real zone', () => {
    const checked = checkProfile({ ...profileDraft(profile), sellerName: '', terms: ' ', zone: 'Here' });
    expect(checked).toEqual({
      ok: false,
      errors: { sellerName: 'error.needed', terms: 'error.needed', zone: 'error.zone' },
    });
  });
});

describe('what is typed', () => {
  beforeEach(() => sessionStorage.clear());
  const make = () => new Draft('console.test', () => ({ name: 'start', more: '' }));

  it('survives a reload', () => {
    make().set('name', 'typed');
    expect(make().value).toEqual({ name: 'typed', more: '' });
  });

  it('names the same consultation after a reload, and another once it was accepted', () => {
    const form = () => new Draft('console.test', () => ({ request: crypto.randomUUID() as string, name: '' }));
    const draft = form();
    const { request } = draft.value;
    draft.set('name', 'typed');
    expect(form().value.request).toBe(request);
    draft.clear();
    expect(draft.value.request).not.toBe(request);
  });

  it('is gone once it was accepted', () => {
    const draft = make();
    draft.set('name', 'typed');
    draft.clear();
    expect(draft.value.name).toBe('start');
    expect(make().value.name).toBe('start');
  });

  it('is forgotten at sign-out, but nothing else is', () => {
    make().set('name', 'typed');
    sessionStorage.setItem('other', 'stays');
    forgetDrafts();
    expect(make().value.name).toBe('start');
    expect(sessionStorage.getItem('other')).toBe('stays');
  });

  it('does not break the form when it cannot be read', () => {
    sessionStorage.setItem('console.test', '{not json');
    expect(make().value.name).toBe('start');
  });
});
