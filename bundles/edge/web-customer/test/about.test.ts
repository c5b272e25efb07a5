import { describe, expect, it } from 'vitest';
import { wrong } from '../src/about.js';
import { judge } from '../src/network.js';

const right = { name: 'Jonas Weber', email: 'jonas@example.org', phone: '', topic: '' };

describe('the contact form', () => {
  it('takes a name and an e-mail address; the rest is free', () => {
    expect(wrong(right)).toEqual({});
    expect(wrong({ ...right, phone: '+49 (30) 123-456', email: 'a.b+c@sub.example.org' })).toEqual({});
  });

  it.each([
    ['name', '  '],
    ['email', 'jonas'],
    ['email', 'jonas@example'],
    ['email', 'jo nas@example.org'],
    ['phone', 'call me'],
  ] as const)('says what is wrong with %s "%s"', (field, value) => {
    expect(Object.keys(wrong({ ...right, [field]: value }))).toEqual([field]);
  });
});

describe('the connection in words', () => {
  it('is judged by what arrived, what was lost and how long it took', () => {
    const measured = { bytes: 1000, lost: 0, received: 500, roundTrip: 0.05 };
    expect(judge(measured)).toBe('good');
    expect(judge({ ...measured, roundTrip: 0.4 })).toBe('fair');
    expect(judge({ ...measured, lost: 25 })).toBe('fair');
    expect(judge({ ...measured, lost: 100 })).toBe('poor');
    expect(judge({ ...measured, bytes: 0 })).toBe('blocked');
  });
});
