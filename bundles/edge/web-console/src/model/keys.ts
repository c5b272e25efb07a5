/** What a single key does in the call. Escape is not among them: it never hangs up. */
export type KeyAction = 'meter' | 'microphone' | 'camera' | 'control' | 'recording';

const ACTIONS: Record<string, KeyAction> = { s: 'meter', m: 'microphone', v: 'camera', c: 'control', r: 'recording' };

/** The parts of a keyboard event that matter here. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
  composedPath(): EventTarget[];
}

/** The action of a key, or null. Typing is never disturbed, and keys can be switched off (WCAG 2.1.4). */
export function keyAction(press: Press, enabled: boolean): KeyAction | null {
  if (!enabled || press.repeat || press.ctrlKey || press.altKey || press.metaKey) return null;
  const action = ACTIONS[press.key.toLowerCase()];
  return action === undefined || press.composedPath().some(takesText) ? null : action;
}

function takesText(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // An open dialog wants its own answer first.
  return target.matches('input, textarea, select, dialog[open], [contenteditable=""], [contenteditable="true"]');
}

const SWITCH = 'console-keys';

/** Whether single keys work; they do until somebody switches them off in this browser. */
export function areKeysOn(): boolean {
  return localStorage.getItem(SWITCH) !== 'off';
}

export function setKeysOn(on: boolean): void {
  localStorage.setItem(SWITCH, on ? 'on' : 'off');
}
