import { isFree } from '@connectme/web-shared/plan';
import type { View } from '@connectme/web-shared/protocol';
import { isHere, mailRefused } from './status.js';

/** How far one step of the way to the call is. `skipped`: this consultation does without it. */
export type StepState = 'done' | 'open' | 'trouble' | 'skipped';

export type StepName = 'mail' | 'contact' | 'agreement' | 'hold' | 'here';

export interface Step {
  name: StepName;
  state: StepState;
  /** A text's key. */
  text: string;
}

/** What has to happen before both can talk, in the order in which the customer goes through it. */
export function steps(view: View): Step[] {
  return [mail(view), contact(view), agreement(view), hold(view), here(view)];
}

function mail(view: View): Step {
  if (mailRefused(view)) return { name: 'mail', state: 'trouble', text: 'step.mail.refused' };
  const accepted = view.parts.mail?.entries.some((entry) => entry.state === 'ACCEPTED') ?? false;
  return { name: 'mail', state: accepted ? 'done' : 'open', text: accepted ? 'step.mail.done' : 'step.mail.waiting' };
}

function contact(view: View): Step {
  const given = view.parts.appointment?.contact != null;
  return { name: 'contact', state: given ? 'done' : 'open', text: given ? 'step.contact.done' : 'step.contact.open' };
}

function agreement(view: View): Step {
  const agreed = view.parts.appointment?.agreed === true;
  return { name: 'agreement', state: agreed ? 'done' : 'open', text: agreed ? 'step.agreed.done' : 'step.agreed.open' };
}

function hold(view: View): Step {
  const plan = view.parts.appointment?.offer.plan;
  if (plan !== undefined && isFree(plan)) return { name: 'hold', state: 'skipped', text: 'step.hold.free' };
  switch (view.parts.payment?.status) {
    case 'HELD':
      return { name: 'hold', state: 'done', text: 'step.hold.done' };
    case 'SAVED':
      return { name: 'hold', state: 'open', text: 'step.hold.saved' };
    case 'DECLINED':
      return { name: 'hold', state: 'trouble', text: 'step.hold.declined' };
    case 'CHECKING':
    case 'CHALLENGE':
    case 'DOUBT':
      return { name: 'hold', state: 'open', text: 'step.hold.checking' };
    default:
      return { name: 'hold', state: 'open', text: 'step.hold.open' };
  }
}

function here(view: View): Step {
  const is = isHere(view);
  return { name: 'here', state: is ? 'done' : 'open', text: is ? 'step.here.done' : 'step.here.open' };
}

/** Whether the video chat can be started now; otherwise the key of the reason. */
export function whyNotStart(view: View): string | null {
  const stage = view.parts.appointment?.stage;
  if (stage === 'WAITING' || stage === 'CALL') return null;
  return stage === 'CARD' ? 'start.noHold' : 'start.notReady';
}
