import { describe, expect, it } from 'vitest';
import { type Route, hashOf, parseRoute, resetToken } from '../src/model/route.js';

describe('the address', () => {
  const routes: Route[] = [
    { at: 'consultations' },
    { at: 'consultation', id: 'a/b c' },
    { at: 'new' },
    { at: 'plans' },
    { at: 'plan', id: null },
    { at: 'plan', id: 'x' },
    { at: 'recordings', id: null },
    { at: 'recordings', id: 'x' },
    { at: 'outbox', mail: null },
    { at: 'outbox', mail: '<1@x>' },
    { at: 'profile' },
  ];

  it.each(routes)('brings $at back after a reload', (route) => {
    expect(parseRoute(hashOf(route))).toEqual(route);
  });

  it.each(['', '#', '#nonsense', '#/nonsense/3', '#/consultation', '#/consultation/'])(
    'shows the list for "%s"',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ at: 'consultations' });
    },
  );

  it('survives a mangled escape', () => {
    expect(parseRoute('#/consultation/%E0%A4%A')).toEqual({ at: 'consultation', id: '%E0%A4%A' });
  });

  it('knows the link for a new password', () => {
    expect(resetToken('#reset=abc-_1')).toBe('abc-_1');
    expect(resetToken('#/plans')).toBeNull();
    expect(resetToken('#reset=')).toBeNull();
  });
});
