import { describe, expect, it, vi } from 'vitest';
import type { View } from '../src/protocol.js';
import { actionOf, foldConsultation, nothingYet, serverNow, Store, type ConsultationState } from '../src/store.js';

const view = (length: number, now: string, parts: View['parts'] = {}): View => ({
  id: 'c1',
  length,
  head: '',
  side: 'CUSTOMER',
  now,
  parts,
});
const mail = { entries: [] };
const consents = { consents: [] };

function after(...views: View[]): ConsultationState {
  return views.reduce((state, each) => foldConsultation(state, { t: 'view', view: each, receivedAt: 0 }), nothingYet);
}

describe('the page of one consultation', () => {
  it('keeps the longest journal when an older view comes late', () => {
    expect(after(view(7, '2026-01-01T10:00:05Z'), view(6, '2026-01-01T10:00:09Z')).view?.length).toBe(7);
  });

  it('of two views of the same journal the later counts, with and without part seconds', () => {
    const state = after(view(7, '2026-01-01T10:00:05.500Z'), view(7, '2026-01-01T10:00:05Z'));
    expect(state.view?.now).toBe('2026-01-01T10:00:05.500Z');
  });

  it('keeps a part that is absent while its bundle is being replaced', () => {
    const state = after(view(1, '2026-01-01T10:00:00Z', { mail, consents }), view(2, '2026-01-01T10:00:01Z', { mail }));
    expect(state.view?.parts.consents).toBe(consents);
  });

  it('begins anew for another consultation', () => {
    const other = { ...view(1, '2026-01-01T09:00:00Z'), id: 'c2' };
    expect(after(view(9, '2026-01-01T10:00:00Z', { mail }), other).view).toBe(other);
  });

  it('shows a chat line once, however often it arrives', () => {
    const said = actionOf({ t: 'chat', id: 'x', text: 'Hello' }, 0, 5);
    if (said === undefined) throw new Error('a chat line is part of the state');
    const once = foldConsultation(nothingYet, said);
    expect(foldConsultation(once, said)).toBe(once);
    expect(once.chat).toEqual([{ id: 'x', from: 'other', text: 'Hello', at: 5 }]);
  });

  it('signals are no part of the state', () => {
    expect(actionOf({ t: 'signal', d: { kind: 'restart', why: '' } }, 0, 0)).toBeUndefined();
  });

  it("knows the server's time from the last view", () => {
    vi.spyOn(performance, 'now').mockReturnValue(5000);
    const state = { view: view(1, '2026-01-01T10:00:00Z'), receivedAt: 2000 };
    expect(new Date(serverNow(state)).toISOString()).toBe('2026-01-01T10:00:03.000Z');
    vi.restoreAllMocks();
  });
});

describe('a store', () => {
  it('tells its listeners of changes only', () => {
    const store = new Store(1, (state: number, add: number) => state + add);
    const heard = vi.fn();
    const forget = store.subscribe(heard);
    store.dispatch(0);
    expect(heard).not.toHaveBeenCalled();
    store.dispatch(2);
    forget();
    store.dispatch(1);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(store.state).toBe(4);
  });
});
