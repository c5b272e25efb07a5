import { minutes } from '@connectme/web-shared/format';
import { type TemplateResult, html } from 'lit';
import type { TimeDraft } from '../model/schedule-draft.js';
import { zones } from '../model/zoned-time.js';
import { t } from '../words/texts.js';
import { type Form, input, select } from './fields.js';

const LENGTHS = [15, 20, 30, 45, 60, 90, 120];
const VALIDITIES = [2, 24, 72, 168, 336, 720];

/** When, in which zone, how long, and for how long the invitation opens the door. */
export function timeFields(form: Form, ownZone: string): TemplateResult {
  return html`
    <div class="pair">
      ${input(form, 'date', t('schedule.date'), { type: 'date' })}
      ${input(form, 'time', t('schedule.time'), { type: 'time' })}
    </div>
    <div class="pair">
      ${input(form, 'zone', t('schedule.zone'), { list: 'zones', hint: t('schedule.zone.hint') })}
      ${select(form, 'plannedMinutes', t('schedule.minutes'), withOwn(LENGTHS, form.value('plannedMinutes'), minutes))}
    </div>
    <datalist id="zones">${zones(ownZone).map((zone) => html`<option value=${zone}></option>`)}</datalist>
    ${select(
      form,
      'invitationHours',
      t('schedule.validity'),
      withOwn(VALIDITIES, form.value('invitationHours'), validity),
      { hint: t('schedule.validity.hint') },
    )}
  `;
}

/** How long after its beginning an appointment's invitation still opens the door. */
function validity(hours: number): string {
  return hours < 48 ? t('schedule.hours', { count: hours }) : t('schedule.days', { count: hours / 24 });
}

/** A value that is not among the usual ones is offered too, so that it is not changed unasked. */
function withOwn(
  usual: readonly number[],
  chosen: string,
  say: (count: number) => string,
): { value: string; text: string }[] {
  const own = Number(chosen);
  const all = Number.isInteger(own) && own > 0 && !usual.includes(own) ? [...usual, own].sort((a, b) => a - b) : usual;
  return all.map((count) => ({ value: String(count), text: say(count) }));
}

/** What the form's fields are called where the server's findings name them differently. */
export const TIME_NAMES: Record<string, string> = { startsAt: 'date' };

export type { TimeDraft };
