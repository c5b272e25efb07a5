import { describe, expect, it } from 'vitest';
import { type DeskAction, emptyDesk, foldDesk, waiting as whoWaits } from '../src/model/desk-state.js';
import { between, fold, matching } from '../src/model/list.js';
import { meterButton } from '../src/model/meter-button.js';
import { steps, whyNotStart } from '../src/model/readiness.js';
import { refundable, statusOf } from '../src/model/status.js';
import { talking, view, waiting, away } from './views.js';

const mail = (state: 'ACCEPTED' | 'REFUSED', at: string) => ({ kind: 'INVITATION', at, state, detail: null });

describe('how a consultation stands', () => {
  it.each<[string, Parameters<typeof view>[0]]>([
    ['invited', {}],
    ['refused', { mail: [mail('REFUSED', '2026-01-01T00:00:00Z')] }],
    ['preparing', { appointment: { contact: { name: '', email: '', phone: '', topic: '' } } }],
    ['otherTime', { appointment: { anotherTimeAsked: 'later' } }],
    ['ready', { appointment: { stage: 'WAITING' } }],
    ['here', { appointment: { stage: 'WAITING' }, presence: { customer: waiting } }],
    ['call', { appointment: { stage: 'CALL' }, presence: { customer: talking } }],
    ['charging', { appointment: { stage: 'CALL' }, meter: { state: 'RUNNING' } }],
    ['standing', { appointment: { stage: 'CALL' }, meter: { state: 'STANDING' } }],
    ['standing', { appointment: { stage: 'CALL' }, meter: { state: 'STOPPED' } }],
    ['done', { appointment: { stage: 'SUMMARY' }, payment: { status: 'CAPTURED' } }],
    ['settling', { appointment: { stage: 'SUMMARY' }, payment: { status: 'CAPTURING' } }],
    ['paymentDoubt', { appointment: { stage: 'SUMMARY' }, payment: { status: 'DOUBT' } }],
    ['paymentFailed', { appointment: { stage: 'SUMMARY' }, payment: { status: 'FAILED' } }],
    ['cancelled', { appointment: { stage: 'CANCELLED' } }],
    ['expired', { appointment: { stage: 'EXPIRED' } }],
  ])('is said as %s', (key, different) => {
    expect(statusOf(view(different)).key).toBe(key);
  });

  it('forgets a refused mail once a later one was accepted', () => {
    const entries = [mail('ACCEPTED', '2026-01-02T00:00:00Z'), mail('REFUSED', '2026-01-01T00:00:00Z')];
    expect(statusOf(view({ mail: entries })).key).toBe('invited');
  });

  it('can be told while a part is being replaced', () => {
    expect(statusOf({ ...view(), parts: {} }).key).toBe('invited');
  });
});

describe('the way to the call', () => {
  const states = (of: ReturnType<typeof view>) => steps(of).map((step) => step.state);

  it('is all open at first', () => expect(states(view())).toEqual(['open', 'open', 'open', 'open', 'open']));

  it('is done when the customer sits in the waiting room with a held card', () => {
    const ready = view({
      appointment: { stage: 'WAITING', agreed: true, contact: { name: 'B', email: '', phone: '', topic: '' } },
      presence: { customer: waiting },
      payment: { status: 'HELD' },
      mail: [mail('ACCEPTED', '2026-01-01T00:00:00Z')],
    });
    expect(states(ready)).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(whyNotStart(ready)).toBeNull();
  });

  it('names trouble with mail and card', () => {
    const bad = view({ payment: { status: 'DECLINED' }, mail: [mail('REFUSED', '2026-01-01T00:00:00Z')] });
    expect(states(bad)).toEqual(['trouble', 'open', 'open', 'trouble', 'open']);
  });

  it('needs no card for a free plan', () => {
    const free = view();
    const offer = free.parts.appointment?.offer;
    if (offer) offer.plan = { ...offer.plan, pricePerMinute: 0 };
    expect(states(free)[3]).toBe('skipped');
  });

  it('tells why the video chat cannot start', () => {
    expect(whyNotStart(view({ appointment: { stage: 'TERMS' } }))).toBe('start.notReady');
    expect(whyNotStart(view({ appointment: { stage: 'CARD' } }))).toBe('start.noHold');
  });
});

describe('the button at the meter', () => {
  it.each<[string, string | null, Parameters<typeof view>[0]]>([
    ['start', null, { meter: { canStart: true } }],
    ['start', 'why.meter.no-media', { meter: { whyNot: 'meter.no-media' } }],
    ['start', 'why.meter.customer-offline', { meter: { whyNot: 'meter.side-offline' } }],
    ['start', 'why.meter.side-offline', { meter: { whyNot: 'meter.side-offline' }, presence: { customer: talking } }],
    ['resume', 'why.meter.ending', { meter: { state: 'STANDING', reason: 'ENDING', startedAt: 'x' } }],
    ['pause', null, { meter: { state: 'RUNNING', startedAt: 'x' } }],
    ['pause', null, { meter: { state: 'STANDING', reason: 'CUSTOMER_OFFLINE', startedAt: 'x' } }],
    ['resume', null, { meter: { state: 'STANDING', reason: 'CONSULTANT_PAUSED', startedAt: 'x', canStart: true } }],
    [
      'resume',
      'why.meter.ceiling-reached',
      { meter: { state: 'STOPPED', startedAt: 'x', whyNot: 'meter.ceiling-reached' } },
    ],
  ])('does %s, prevented by %s', (does, why, different) => {
    expect(meterButton(view(different))).toEqual({ does, why });
  });

  it('waits while the meter is being replaced', () => {
    expect(meterButton({ ...view(), parts: {} }).why).toBe('why.replacing');
  });
});

describe('the list', () => {
  it('keeps the newer of two views, in whatever order they come', () => {
    const newer = view({ length: 5, appointment: { subject: 'new' } });
    const older = view({ length: 4, appointment: { subject: 'old' } });
    expect(fold(fold(new Map(), [newer]), [older]).get('one')).toBe(newer);
    expect(fold(fold(new Map(), [older]), [newer]).get('one')?.parts.appointment?.subject).toBe('new');
  });

  it('keeps a part that is away for a moment', () => {
    const away_ = { ...view({ length: 2 }), parts: {} };
    expect(fold(fold(new Map(), [view()]), [away_]).get('one')?.parts.appointment?.subject).toBe('Laptop');
  });

  it('shows a day in order, without the next day', () => {
    const at = (id: string, startsAt: string) => view({ id, appointment: { startsAt } });
    const views = fold(new Map(), [
      at('b', '2026-05-04T12:00:00Z'),
      at('a', '2026-05-04T08:00:00Z'),
      at('c', '2026-05-05T00:00:00Z'),
    ]);
    expect(between(views, '2026-05-04T00:00:00Z', '2026-05-05T00:00:00Z').map((one) => one.id)).toEqual(['a', 'b']);
  });

  it('finds by name and subject, whatever the case', () => {
    const views = [view({ id: 'a' }), view({ id: 'b', appointment: { customerName: 'Zoë', subject: 'Printer' } })];
    expect(matching(views, 'zoë').map((one) => one.id)).toEqual(['b']);
    expect(matching(views, ' LAP ').map((one) => one.id)).toEqual(['a']);
    expect(matching(views, '')).toHaveLength(2);
  });
});

describe('the ring', () => {
  const state = (...actions: DeskAction[]) => actions.reduce(foldDesk, emptyDesk('2026-05-04'));
  const here = view({ length: 2, appointment: { stage: 'WAITING' }, presence: { customer: waiting } });

  it('tells who is in the waiting room', () => {
    expect(whoWaits(state({ t: 'views', views: [here] })).map((one) => one.id)).toEqual(['one']);
  });

  it('ends when the consultant is in the call', () => {
    const inCall = view({
      length: 3,
      appointment: { stage: 'WAITING' },
      presence: { customer: waiting, consultant: talking },
    });
    expect(whoWaits(state({ t: 'views', views: [here] }, { t: 'views', views: [inCall] }))).toEqual([]);
  });

  it('sounds again when a customer left and came back', () => {
    const silenced = state({ t: 'views', views: [here] }, { t: 'silence', id: 'one' });
    expect(silenced.silenced.has('one')).toBe(true);
    const left = view({ length: 3, appointment: { stage: 'WAITING' }, presence: { customer: away } });
    expect(foldDesk(silenced, { t: 'views', views: [left] }).silenced.has('one')).toBe(false);
  });

  it('is forgotten with everything else at sign-out', () => {
    expect(state({ t: 'views', views: [here] }, { t: 'signedOut', because: null }).views.size).toBe(0);
  });
});

describe('what can be given back', () => {
  const euro = (minorUnits: number) => ({ minorUnits, currency: 'EUR' });
  it('is what was taken, less what is under way, but not less what failed', () => {
    const refunds = [
      { amount: euro(300), at: '', state: 'DONE' as const },
      { amount: euro(200), at: '', state: 'ASKED' as const },
      { amount: euro(400), at: '', state: 'FAILED' as const },
    ];
    expect(refundable(view({ payment: { captured: euro(1000), refunds } }))).toBe(500);
  });
  it('is nothing before anything was taken', () => expect(refundable(view())).toBe(0));
});
