/** A wall clock's reading: a date "2026-05-04" and a time "09:30". */
export interface WallTime {
  date: string;
  time: string;
}

export type Zoned =
  | { kind: 'instant'; at: string }
  /** The clocks are put forward over it: there is no such time. */
  | { kind: 'skipped' }
  | { kind: 'unreadable' };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::\d{2})?$/;

/** The instant at which the clocks of a zone show this. Of two (clocks put back) it is the earlier one. */
export function toInstant(wall: WallTime, zone: string): Zoned {
  const date = DATE.exec(wall.date);
  const time = TIME.exec(wall.time);
  if (!date || !time || !isZone(zone)) return { kind: 'unreadable' };
  const asUtc = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]), Number(time[1]), Number(time[2]));
  // Zones differ from UTC by less than a day, so the offsets a day before and after are all that can apply.
  const day = 86_400_000;
  const candidates = [offset(asUtc - day, zone), offset(asUtc + day, zone)]
    .map((minutes) => asUtc - minutes * 60_000)
    .filter((instant) => instant + offset(instant, zone) * 60_000 === asUtc);
  if (candidates.length === 0) return { kind: 'skipped' };
  return { kind: 'instant', at: new Date(Math.min(...candidates)).toISOString() };
}

/** What the clocks of a zone show at an instant. */
export function toWall(at: string, zone: string): WallTime {
  const shown = new Date(Date.parse(at) + offset(Date.parse(at), zone) * 60_000).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** First instants of a day and of the one after it, on the clocks of a zone. */
export function dayBounds(date: string, zone: string): { from: string; to: string } {
  return { from: startOf(date, zone), to: startOf(addDays(date, 1), zone) };
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}

/** Every zone the browser knows, the given ones first. */
export function zones(...first: string[]): string[] {
  return [...new Set([...first.filter(isZone), 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** Some zones put their clocks forward at midnight: that day begins an hour late. */
function startOf(date: string, zone: string): string {
  for (const time of ['00:00', '00:30', '01:00', '02:00', '03:00']) {
    const zoned = toInstant({ date, time }, zone);
    if (zoned.kind === 'instant') return zoned.at;
  }
  return `${date}T00:00:00.000Z`;
}

/** Minutes a zone is ahead of UTC at an instant. */
function offset(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((p) => p.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((shown - instant) / 60_000);
}
