import type { Instant } from '@connectme/web-shared/protocol';

/** What a recording's timeline tells of; a kind that is not among them is newer than this page. */
export const MARKS = [
  'TAKE',
  'PRIVATE',
  'METER_STARTED',
  'METER_PAUSED',
  'CUSTOMER_OFFLINE',
  'CUSTOMER_BACK',
  'CONTROL_GIVEN',
  'SCREEN_GIVEN',
  'CONTROL_ENDED',
  'CONSENT_ENDED',
] as const;

/** Something to jump to; `millis` is the place in the file. */
export interface Mark {
  millis: number;
  kind: string;
  until: number | null;
}

/** One recording as the library tells it. */
export interface Recorded {
  recording: string;
  consultation: string;
  /** Empty once erased. */
  customerName: string;
  subject: string;
  startedAt: Instant;
  stoppedAt: Instant | null;
  state: 'RUNNING' | 'STOPPED' | 'SEALED' | 'DELETED';
  why: string | null;
  millis: number;
  bytes: number;
  sha256: string | null;
  deletesAt: Instant | null;
  /** Within the days of {@link Storage.warnDays}. */
  deletesSoon: boolean;
  timeline: Mark[];
}

export interface Storage {
  usedBytes: number;
  limitBytes: number;
  /** Null keeps them until they are deleted by hand. */
  retentionDays: number | null;
  warnDays: number;
}

export interface Library {
  recordings: Recorded[];
  storage: Storage;
}

/** What is looked for. Dates are days of this computer's zone; empty for any. */
export interface Wanted {
  words: string;
  from: string;
  to: string;
}

const MEGA = 1_000_000;
const GIGA = 1_000_000_000;

/** Bytes in the reader's form, in megabytes or gigabytes. */
export function bytes(count: number, language: string): string {
  const [value, unit] = count < GIGA ? [count / MEGA, 'megabyte'] : [count / GIGA, 'gigabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** A name for the downloaded file that says what it is, whatever stands in subject and name. */
export function fileName(recorded: Recorded): string {
  const who = [recorded.startedAt.slice(0, 10), recorded.customerName, recorded.subject].filter((part) => part !== '');
  return `${who
    .join(' ')
    .replace(/[^\p{L}\p{N} ._-]/gu, '')
    .slice(0, 80)
    .trim()}.webm`;
}
