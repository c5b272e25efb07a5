import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Appointment, Meter, Presence, SidePresence, View } from '@connectme/web-shared/protocol';
import type { Link } from '@connectme/web-shared/socket';
import type { ConsultationState } from '@connectme/web-shared/store';
import { dueNow, notices } from '../src/banners.js';

const eur = (minorUnits: number) => ({ minorUnits, currency: 'EUR' });
const here: SidePresence = {
  joined: true,
  online: true,
  offlineSince: null,
  endsAt: null,
  inCall: true,
  mediaFlowing: true,
};
const running: Meter = {
  state: 'RUNNING',
  reason: null,
  startedAt: '2026-01-01T10:00:00Z',
  billableMillis: 760_000,
  durationMillis: 790_000,
  gross: eur(2560),
  tax: eur(0),
  ceiling: eur(7500),
  limit: null,
  nearCeiling: false,
  canStart: false,
  whyNot: null,
  bill: null,
};
const together: Presence = {
  consultant: here,
  customer: here,
  mediaLostSince: null,
  endProposed: null,
  ended: null,
};

function state(meter: Partial<Meter>, presence: Partial<Presence> = {}, link: Link = { is: 'open', resumed: true }) {
  const view: View = {
    id: 'c',
    length: 1,
    head: '',
    side: 'CUSTOMER',
    now: '2026-01-01T10:13:10Z',
    parts: {
      appointment: { consultantName: 'Ana' } as Appointment,
      meter: { ...running, ...meter },
      presence: { ...together, ...presence },
    },
  };
  return { view, receivedAt: 1000, link, chat: [] } satisfies ConsultationState;
}

beforeEach(() => vi.spyOn(performance, 'now').mockReturnValue(1000));
afterEach(() => vi.restoreAllMocks());

describe('what the customer is told in a call', () => {
  it('is nothing while all is well', () => {
    expect(notices(state({}), 1000)).toEqual([]);
  });

  it('names who is offline, since when, what remains and what it would cost', () => {
    const gone: SidePresence = {
      ...here,
      online: false,
      offlineSince: '2026-01-01T10:12:56Z',
      endsAt: '2026-01-01T10:14:26Z',
    };
    const [notice] = notices(state({ state: 'STANDING', reason: 'CONSULTANT_OFFLINE' }, { consultant: gone }), 1000);
    expect(notice?.text).toBe(
      'Ana is offline since 14 seconds. The meter stands. If Ana is not back in 76 seconds, the call ends and 12:40 (€25.60) are charged.',
    );
  });

  it('times nobody out before the meter was started', () => {
    const gone: SidePresence = { ...here, online: false, offlineSince: '2026-01-01T10:12:56Z' };
    const [notice] = notices(state({ state: 'IDLE', startedAt: null }, { consultant: gone }), 1000);
    expect(notice?.text).toContain('Nothing is charged');
  });

  it("counts this page's own cut by its own clock, and tells of nothing else then", () => {
    const cut: Link = { is: 'cut', since: 1000, attempts: 2 };
    const shown = notices(state({}, { mediaLostSince: '2026-01-01T10:13:00Z' }, cut), 31_000);
    expect(shown.map((notice) => notice.key)).toEqual(['you-offline']);
    expect(shown[0]?.text).toContain('60 seconds');
  });

  it('the seconds that remain never go below none', () => {
    const cut: Link = { is: 'cut', since: 0, attempts: 9 };
    expect(notices(state({}, {}, cut), 200_000)[0]?.text).toContain('0 seconds');
  });

  it.each([
    ['CEILING_REACHED', 'ceiling'],
    ['LIMIT_REACHED', 'limit'],
  ] as const)('says that the call is free from %s on', (reason, key) => {
    expect(notices(state({ state: 'STOPPED', reason }), 1000).map((notice) => notice.key)).toEqual([key]);
  });

  it('tells at four fifths of the own limit where that is lower than the hold', () => {
    const [notice] = notices(state({ nearCeiling: true, limit: eur(3000) }), 1000);
    expect(notice?.text).toContain('€30.00');
  });

  it('says that the meter stands for the question whether to end only where it does', () => {
    const endProposed = { by: 'CONSULTANT', at: '2026-01-01T10:13:00Z' } as const;
    const told = (meter: Partial<Meter>) => notices(state(meter, { endProposed }), 1000)[0]?.text;
    expect(told({ state: 'STANDING', reason: 'ENDING' })).toContain('The meter stands.');
    expect(told({})).toContain('The meter goes on');
  });

  it('says before the start that nothing is charged', () => {
    expect(notices(state({ state: 'IDLE', startedAt: null }), 1000)[0]?.key).toBe('starting');
  });
});

describe("the red button's question", () => {
  it('names the amount of the server and the time until now', () => {
    expect(dueNow(state({}), 3000)).toEqual({ time: '12:42', amount: '€25.60' });
  });

  it('names no amount where none is due', () => {
    expect(dueNow(state({ gross: eur(0) }), 1000)).toBeNull();
  });
});
