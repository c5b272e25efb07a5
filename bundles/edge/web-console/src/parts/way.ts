import type { View } from '@connectme/web-shared/protocol';
import type { Desk } from '../desk.js';
import type { Route } from '../model/route.js';
import type { Action } from './action.js';

/** Asks the console to show something else. */
export function go(from: HTMLElement, route: Route): void {
  from.dispatchEvent(new CustomEvent('go', { detail: route, bubbles: true, composed: true }));
}

/** START VIDEO CHAT: the server says yes first, then the console opens the call. */
export async function enterCall(from: HTMLElement, action: Action, desk: Desk, view: View): Promise<void> {
  const entered = await action.run(view.id, () => desk.command(view.id, 'enter'));
  if (entered === undefined) return;
  from.dispatchEvent(new CustomEvent('enter-call', { detail: entered.value, bubbles: true, composed: true }));
}
