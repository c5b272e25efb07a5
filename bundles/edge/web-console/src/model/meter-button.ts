import type { Meter, View } from '@connectme/web-shared/protocol';

/** What the one button at the meter does now. */
export interface MeterButton {
  does: 'start' | 'resume' | 'pause';
  /** Why it cannot be pressed: a text's key; null when it can. */
  why: string | null;
}

export function meterButton(view: View): MeterButton {
  const meter = view.parts.meter;
  if (meter === undefined) return { does: 'start', why: 'why.replacing' };
  if (isOn(meter)) return { does: 'pause', why: null };
  const does = meter.startedAt === null ? 'start' : 'resume';
  return { does, why: meter.canStart ? null : reason(meter, view) };
}

/** On, though it may stand for a while by itself, as when a side is offline: then pausing still has a meaning. */
function isOn(meter: Meter): boolean {
  if (meter.state === 'RUNNING') return true;
  return meter.state === 'STANDING' && meter.reason !== 'CONSULTANT_PAUSED' && meter.reason !== 'ENDING';
}

function reason(meter: Meter, view: View): string {
  if (meter.reason === 'ENDING') return 'why.meter.ending';
  if (meter.whyNot !== 'meter.side-offline') return `why.${meter.whyNot ?? 'unknown'}`;
  return view.parts.presence?.customer.online === false ? 'why.meter.customer-offline' : 'why.meter.side-offline';
}
