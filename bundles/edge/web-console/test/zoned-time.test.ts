import { describe, expect, it } from 'vitest';
import { addDays, dayBounds, isZone, toInstant, toWall, zones } from '../src/model/zoned-time.js';

const instant = (date: string, time: string, zone: string): string => {
  const zoned = toInstant({ date, time }, zone);
  return zoned.kind === 'instant' ? zoned.at : zoned.kind;
};

describe('a wall clock', () => {
  it.each([
    ['2026-01-15', '15:00', 'Europe/Berlin', '2026-01-15T14:00:00.000Z'],
    ['2026-07-15', '15:00', 'Europe/Berlin', '2026-07-15T13:00:00.000Z'],
    ['2026-07-15', '15:00', 'Asia/Kolkata', '2026-07-15T09:30:00.000Z'],
    ['2026-07-15', '00:15', 'Pacific/Kiritimati', '2026-07-14T10:15:00.000Z'],
    ['2026-07-15', '23:45', 'Pacific/Pago_Pago', '2026-07-16T10:45:00.000Z'],
    ['2026-07-15', '12:00', 'UTC', '2026-07-15T12:00:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, at) => {
    expect(instant(date, time, zone)).toBe(at);
    expect(toWall(at, zone)).toEqual({ date, time });
  });

  it('names a time over which the clocks are put forward', () => {
    expect(instant('2026-03-29', '02:30', 'Europe/Berlin')).toBe('skipped');
    expect(instant('2026-03-29', '03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('means the earlier of two when the clocks are put back', () => {
    expect(instant('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it.each([
    ['', '10:00', 'UTC'],
    ['2026-05-04', '', 'UTC'],
    ['4.5.2026', '10:00', 'UTC'],
    ['2026-05-04', '10:00', 'Nowhere/Town'],
    ['2026-02-30', '10:00', ''],
  ])('cannot be read from "%s" "%s" in "%s"', (date, time, zone) => {
    expect(instant(date, time, zone)).toBe('unreadable');
  });
});

describe('a day', () => {
  it('is an hour shorter when the clocks are put forward', () => {
    const { from, to } = dayBounds('2026-03-29', 'Europe/Berlin');
    expect(Date.parse(to) - Date.parse(from)).toBe(23 * 3_600_000);
  });

  it('begins late where midnight is skipped', () => {
    expect(dayBounds('2023-10-01', 'America/Asuncion').from).toBe('2023-10-01T04:00:00.000Z');
  });

  it('follows the last of a month', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });
});

it('offers the own zone first and each zone once', () => {
  const offered = zones('Europe/Berlin', 'Nowhere/Town');
  expect(offered[0]).toBe('Europe/Berlin');
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered.every(isZone)).toBe(true);
});
