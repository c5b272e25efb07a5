import type { IconName } from './icons.js';
import type { Meter, Side, StandReason } from './protocol.js';
import { shared } from './texts/index.js';

export type MeterLook = 'live' | 'still' | 'quiet' | 'info';

export interface MeterState {
  look: MeterLook;
  icon: IconName;
  text: string;
}

/** What the meter does now, in a word, an icon and a colour. */
export function meterState(meter: Meter | undefined): MeterState {
  switch (meter?.state) {
    case undefined:
      return { look: 'quiet', icon: 'run', text: shared('state.unknown') };
    case 'IDLE':
      return { look: 'quiet', icon: 'run', text: shared('state.idle') };
    case 'RUNNING':
      return { look: 'live', icon: 'run', text: shared('state.running') };
    case 'STANDING':
      return { look: 'still', icon: 'pause', text: shared('state.standing') };
    case 'STOPPED':
      return { look: 'info', icon: 'stop', text: shared('state.stopped') };
    case 'ENDED':
      return { look: 'quiet', icon: 'stop', text: shared('state.ended') };
  }
}

export function reasonText(reason: StandReason, side: Side): string {
  return shared.maybe(`reason.${reason}.${side}`) ?? shared(`reason.${reason}`);
}

/** @param since milliseconds since the view was made, by the page's monotonic clock */
export function durationNow(meter: Meter, since: number): number {
  const counts = meter.startedAt !== null && meter.state !== 'ENDED' && meter.state !== 'IDLE';
  return meter.durationMillis + (counts ? since : 0);
}

export function billableNow(meter: Meter, since: number): number {
  return meter.billableMillis + (meter.state === 'RUNNING' ? since : 0);
}
