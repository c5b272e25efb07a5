import type { View } from '@connectme/web-shared/protocol';

export type Tone = 'live' | 'still' | 'alert' | 'info' | 'quiet';

/** How a consultation stands, in one word and one sign: the colour only repeats it. */
export interface Status {
  key: StatusKey;
  tone: Tone;
  icon: StatusIcon;
}

export type StatusKey =
  | 'cancelled'
  | 'expired'
  | 'refused'
  | 'otherTime'
  | 'invited'
  | 'preparing'
  | 'ready'
  | 'here'
  | 'call'
  | 'charging'
  | 'standing'
  | 'settling'
  | 'paymentDoubt'
  | 'paymentFailed'
  | 'notKept'
  | 'done';

export type StatusIcon = 'cross' | 'mail' | 'clock' | 'pen' | 'check' | 'bell' | 'camera' | 'run' | 'pause' | 'alert';

const STATUSES: Record<StatusKey, Omit<Status, 'key'>> = {
  cancelled: { tone: 'quiet', icon: 'cross' },
  expired: { tone: 'quiet', icon: 'clock' },
  refused: { tone: 'alert', icon: 'alert' },
  otherTime: { tone: 'still', icon: 'clock' },
  invited: { tone: 'quiet', icon: 'mail' },
  preparing: { tone: 'info', icon: 'pen' },
  ready: { tone: 'info', icon: 'check' },
  here: { tone: 'live', icon: 'bell' },
  call: { tone: 'live', icon: 'camera' },
  charging: { tone: 'live', icon: 'run' },
  standing: { tone: 'still', icon: 'pause' },
  settling: { tone: 'info', icon: 'clock' },
  paymentDoubt: { tone: 'still', icon: 'alert' },
  paymentFailed: { tone: 'alert', icon: 'alert' },
  notKept: { tone: 'quiet', icon: 'clock' },
  done: { tone: 'quiet', icon: 'check' },
};

export function statusOf(view: View): Status {
  const key = keyOf(view);
  return { key, ...STATUSES[key] };
}

function keyOf(view: View): StatusKey {
  const { appointment, presence, meter, payment } = view.parts;
  switch (appointment?.stage) {
    case 'CANCELLED':
      return 'cancelled';
    case 'EXPIRED':
      return 'expired';
    case 'SUMMARY':
      return paymentKey(payment?.status, presence?.ended?.reason === 'NOT_KEPT');
    case 'CALL':
      if (meter?.state === 'RUNNING') return 'charging';
      return meter?.state === 'STANDING' || meter?.state === 'STOPPED' ? 'standing' : 'call';
    case 'WAITING':
      return isHere(view) ? 'here' : appointment.anotherTimeAsked !== null ? 'otherTime' : 'ready';
    default:
      if (isHere(view)) return 'here';
      if (appointment !== undefined && appointment.anotherTimeAsked !== null) return 'otherTime';
      if (mailRefused(view)) return 'refused';
      return appointment?.contact ? 'preparing' : 'invited';
  }
}

function paymentKey(status: string | undefined, notKept: boolean): StatusKey {
  switch (status) {
    case 'FAILED':
      return 'paymentFailed';
    case 'DOUBT':
      return 'paymentDoubt';
    case 'CAPTURING':
    case 'HELD':
      return 'settling';
    default:
      return notKept ? 'notKept' : 'done';
  }
}

/** The customer sits in the waiting room or is in the call's room already. */
export function isHere(view: View): boolean {
  const customer = view.parts.presence?.customer;
  return customer?.joined === true && customer.online;
}

/** The newest word on an invitation is that its address does not take mail. */
export function mailRefused(view: View): boolean {
  const invitations = (view.parts.mail?.entries ?? []).filter((entry) => !entry.kind.toLowerCase().includes('summary'));
  const latest = [...invitations].sort((a, b) => a.at.localeCompare(b.at)).at(-1);
  return latest?.state === 'REFUSED';
}

export function isOver(view: View): boolean {
  const stage = view.parts.appointment?.stage;
  return stage === 'SUMMARY' || stage === 'CANCELLED' || stage === 'EXPIRED';
}

/** What could still be given back. */
export function refundable(view: View): number {
  const payment = view.parts.payment;
  if (payment?.captured == null) return 0;
  const asked = payment.refunds.filter((refund) => refund.state !== 'FAILED');
  return Math.max(0, payment.captured.minorUnits - asked.reduce((sum, refund) => sum + refund.amount.minorUnits, 0));
}
