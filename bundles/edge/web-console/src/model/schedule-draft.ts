import { isZone, toInstant } from './zoned-time.js';

/** The form as typed: texts, so that nothing entered is lost, however wrong. */
export interface ScheduleDraft {
  /** Names this form's one consultation, so that sending it twice, even after a reload, schedules once. */
  request: string;
  customerName: string;
  customerEmail: string;
  subject: string;
  date: string;
  time: string;
  zone: string;
  plannedMinutes: string;
  invitationHours: string;
  planId: string;
  language: string;
  greeting: string;
}

/** What `POST consultations` takes. */
export interface ScheduleBody {
  request: string;
  customerName: string;
  customerEmail: string;
  subject: string;
  startsAt: string;
  plannedMinutes: number;
  zone: string;
  language: string;
  invitationHours: number;
  planId: string;
  greeting: string;
}

/** A field's name and the key of its text. */
export type Errors = Record<string, string>;

export type Checked<B> = { ok: true; body: B } | { ok: false; errors: Errors };

// One @ with something around it: whether the address exists, only the mail's answer tells.
const EMAIL = /^[^\s@]+@[^\s@]+$/;

export function checkSchedule(draft: ScheduleDraft, now: number): Checked<ScheduleBody> {
  const errors: Errors = { ...checkTime(draft, now) };
  if (draft.customerName.trim() === '') errors['customerName'] = 'error.needed';
  if (draft.customerEmail.trim() === '') errors['customerEmail'] = 'error.needed';
  else if (!EMAIL.test(draft.customerEmail.trim())) errors['customerEmail'] = 'error.email';
  if (draft.subject.trim() === '') errors['subject'] = 'error.needed';
  if (draft.planId === '') errors['planId'] = 'error.choosePlan';
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    body: {
      request: draft.request,
      customerName: draft.customerName.trim(),
      customerEmail: draft.customerEmail.trim(),
      subject: draft.subject.trim(),
      ...timeOf(draft),
      language: draft.language,
      planId: draft.planId,
      greeting: draft.greeting.trim(),
    },
  };
}

export type TimeDraft = Pick<ScheduleDraft, 'date' | 'time' | 'zone' | 'plannedMinutes' | 'invitationHours'>;
export type TimeBody = Pick<ScheduleBody, 'startsAt' | 'plannedMinutes' | 'zone' | 'invitationHours'>;

/** The part of the form that rescheduling shows again. */
export function checkReschedule(draft: TimeDraft, now: number): Checked<TimeBody> {
  const errors = checkTime(draft, now);
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, body: timeOf(draft) };
}

function checkTime(draft: TimeDraft, now: number): Errors {
  const errors: Errors = {};
  if (draft.date === '') errors['date'] = 'error.needed';
  if (draft.time === '') errors['time'] = 'error.needed';
  if (!isZone(draft.zone)) errors['zone'] = 'error.zone';
  if (!isWhole(draft.plannedMinutes, 5, 480)) errors['plannedMinutes'] = 'error.minutes';
  if (!isWhole(draft.invitationHours, 1, 24 * 366)) errors['invitationHours'] = 'error.hours';
  if (errors['date'] || errors['time'] || errors['zone']) return errors;
  const zoned = toInstant(draft, draft.zone);
  if (zoned.kind === 'unreadable') errors['date'] = 'error.date';
  else if (zoned.kind === 'skipped') errors['time'] = 'error.skippedTime';
  else if (Date.parse(zoned.at) + Number(draft.plannedMinutes) * 60_000 <= now) errors['date'] = 'error.past';
  return errors;
}

function timeOf(draft: TimeDraft): TimeBody {
  const zoned = toInstant(draft, draft.zone);
  return {
    startsAt: zoned.kind === 'instant' ? zoned.at : '',
    plannedMinutes: Number(draft.plannedMinutes),
    zone: draft.zone,
    invitationHours: Number(draft.invitationHours),
  };
}

export function isWhole(typed: string, least: number, most: number): boolean {
  const number = Number(typed);
  return /^\d+$/.test(typed.trim()) && number >= least && number <= most;
}
