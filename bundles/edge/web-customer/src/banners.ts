import type { BannerKind } from '@connectme/web-shared/components/cm-banner';
import { clock, money, seconds } from '@connectme/web-shared/format';
import type { IconName } from '@connectme/web-shared/icons';
import { billableNow } from '@connectme/web-shared/meter';
import type { Meter, View } from '@connectme/web-shared/protocol';
import { serverNow, type ConsultationState } from '@connectme/web-shared/store';
import { live } from './texts/live.js';

export interface Notice {
  key: string;
  kind: BannerKind;
  text: string;
  icon?: IconName;
}

/** A side that is offline for longer than this ends the consultation, once the meter was started. */
const PATIENCE_MILLIS = 90_000;

/** What the customer is told in the call now, the weightiest first. @param now by performance.now() */
export function notices(state: ConsultationState, now: number): Notice[] {
  const { view } = state;
  if (view === null) return [];
  const told = [trouble(state, view, now), ...charges(view), company(view)];
  return told.filter((notice) => notice !== null);
}

/** Trouble is named, timed and owned; only the nearest cause is told. */
function trouble(state: ConsultationState, view: View, now: number): Notice | null {
  const { appointment, meter, presence } = view.parts;
  const name = appointment?.consultantName ?? '';
  const started = meter !== undefined && meter.startedAt !== null;
  if (state.link.is === 'cut') {
    const gone = now - state.link.since;
    return offline('you-offline', name, meter, gone, started ? PATIENCE_MILLIS - gone : null);
  }
  if (presence === undefined) return null;
  const here = serverNow(state);
  const { endsAt, offlineSince } = presence.consultant;
  if (offlineSince !== null && presence.consultant.joined) {
    const left = endsAt === null ? null : Date.parse(endsAt) - here;
    return offline('other-offline', name, meter, here - Date.parse(offlineSince), left);
  }
  if (presence.mediaLostSince !== null) {
    const since = whole(here - Date.parse(presence.mediaLostSince));
    return { key: 'media-lost', kind: 'still', icon: 'off', text: live('banner.media-lost', { since }) };
  }
  if (meter?.reason === 'SERVER_OUTAGE') return { key: 'outage', kind: 'still', text: live('banner.outage') };
  return null;
}

function offline(
  key: 'you-offline' | 'other-offline',
  name: string,
  meter: Meter | undefined,
  sinceMillis: number,
  leftMillis: number | null,
): Notice {
  const since = whole(sinceMillis);
  if (leftMillis === null || meter === undefined) {
    return { key, kind: 'still', icon: 'off', text: live(`banner.${key}.before`, { name, since }) };
  }
  const values = {
    name,
    since,
    left: whole(leftMillis),
    time: clock(meter.billableMillis),
    amount: money(meter.gross),
  };
  return { key, kind: 'alert', icon: 'off', text: live(`banner.${key}`, values) };
}

function charges({ parts: { appointment, meter, presence } }: View): (Notice | null)[] {
  const name = appointment?.consultantName ?? '';
  const asked = presence?.endProposed?.by === 'CONSULTANT';
  const again = meter?.state === 'RUNNING' ? '.again' : '';
  return [
    asked ? { key: 'end-proposed', kind: 'still', text: live(`banner.end-proposed${again}`, { name }) } : null,
    meter === undefined ? null : ofMeter(meter, name),
  ];
}

function ofMeter(meter: Meter, name: string): Notice | null {
  if (meter.reason === 'CEILING_REACHED') return { key: 'ceiling', kind: 'info', text: live('banner.ceiling') };
  if (meter.reason === 'LIMIT_REACHED') return { key: 'limit', kind: 'info', text: live('banner.limit') };
  if (meter.reason === 'CONSULTANT_PAUSED')
    return { key: 'paused', kind: 'still', text: live('banner.paused', { name }) };
  if (!meter.nearCeiling || meter.ceiling === null || meter.state !== 'RUNNING') return null;
  const ceiling = money(meter.limit ?? meter.ceiling);
  return { key: 'near', kind: 'info', text: live('banner.near', { ceiling }) };
}

function company({ parts: { appointment, meter, presence } }: View): Notice | null {
  if (meter?.state !== 'IDLE' || presence === undefined) return null;
  const name = appointment?.consultantName ?? '';
  const key = presence.consultant.inCall ? 'starting' : 'alone';
  return { key, kind: 'info', text: live(`banner.${key}`, { name }) };
}

function whole(millis: number): string {
  return seconds(Math.max(0, Math.round(millis / 1000)));
}

/** What the red button's question names. */
export function dueNow(state: ConsultationState, now: number): { time: string; amount: string } | null {
  const meter = state.view?.parts.meter;
  if (meter === undefined || meter.gross.minorUnits === 0) return null;
  return { time: clock(billableNow(meter, now - state.receivedAt)), amount: money(meter.gross) };
}
