import { clock, money, seconds } from '@connectme/web-shared/format';
import type { Values } from '@connectme/web-shared/i18n';
import type { Instant, View } from '@connectme/web-shared/protocol';
import type { Link } from '@connectme/web-shared/socket';

/** Something the consultant should know of: what, since when, and what comes of it. */
export interface Trouble {
  kind: 'still' | 'alert' | 'info';
  /** A text's key, which is also what tells two troubles apart. */
  text: string;
  values: Values;
}

/**
 * @param link      the page's own way to the server
 * @param serverNow the server's time, milliseconds since 1970
 * @param pageNow   performance.now()
 */
export function troubles(view: View, link: Link, serverNow: number, pageNow: number): Trouble[] {
  const name = view.parts.appointment?.customerName ?? '';
  if (link.is === 'cut') return [ownCut(view, (pageNow - link.since) / 1000)];
  const found: Trouble[] = [];
  const { presence, meter } = view.parts;
  const since = (at: Instant): string => seconds(Math.max(0, Math.floor((serverNow - Date.parse(at)) / 1000)));
  if (presence?.endProposed?.by === 'CUSTOMER') {
    const again = meter?.state === 'RUNNING';
    found.push({ kind: 'info', text: again ? 'trouble.endAsked.again' : 'trouble.endAsked', values: { name } });
  }
  if (presence?.customer.offlineSince != null) {
    const { offlineSince, endsAt } = presence.customer;
    const values = { name, since: since(offlineSince) };
    if (endsAt === null) found.push({ kind: 'still', text: 'trouble.customerOffline', values });
    else
      found.push({
        kind: 'still',
        text: 'trouble.customerOffline.ends',
        values: { ...values, ...end(view, endsAt, serverNow) },
      });
  } else if (presence?.mediaLostSince != null) {
    found.push({ kind: 'still', text: 'trouble.mediaLost', values: { since: since(presence.mediaLostSince) } });
  } else if (presence !== undefined && !presence.customer.inCall) {
    found.push({
      kind: 'info',
      text: presence.customer.joined ? 'trouble.notIn' : 'trouble.notHere',
      values: { name },
    });
  }
  if (meter?.state === 'STOPPED') {
    const limit = meter.reason === 'LIMIT_REACHED';
    found.push({
      kind: 'info',
      text: limit ? 'trouble.limit' : 'trouble.ceiling',
      values: { amount: money(meter.gross) },
    });
  } else if (meter?.nearCeiling && meter.ceiling !== null) {
    found.push({ kind: 'info', text: 'trouble.nearCeiling', values: { amount: money(meter.ceiling) } });
  }
  return found;
}

function ownCut(view: View, sinceSeconds: number): Trouble {
  const since = seconds(Math.floor(sinceSeconds));
  if (view.parts.meter?.startedAt == null) return { kind: 'still', text: 'trouble.ownCut', values: { since } };
  // Each side has ninety seconds; the page does not know better while nobody answers.
  const left = seconds(Math.max(0, 90 - Math.floor(sinceSeconds)));
  return { kind: 'still', text: 'trouble.ownCut.ends', values: { since, left } };
}

function end(view: View, endsAt: Instant, serverNow: number): Values {
  return {
    left: seconds(Math.max(0, Math.ceil((Date.parse(endsAt) - serverNow) / 1000))),
    time: clock(view.parts.meter?.billableMillis ?? 0),
  };
}
