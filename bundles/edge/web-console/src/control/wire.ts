/** What console and desktop app say to each other over the data channels: docs/protocol.md, "Remote control". */

/** One input, before it names the consent that it relies on. */
export type Input =
  | { t: 'key'; code: string; down: boolean; key?: string }
  | { t: 'text'; text: string }
  | { t: 'button'; button: number; down: boolean; x: number; y: number }
  | { t: 'wheel'; dx: number; dy: number; x: number; y: number }
  | { t: 'held'; keys: string[]; buttons: number[] }
  | { t: 'release' };

export interface Screen {
  id: string;
  name: string;
  width: number;
  height: number;
}

export type ControlState = 'NONE' | 'VIEW' | 'CONTROL' | 'PAUSED';

/** What the app tells. */
export type Told =
  | { t: 'pong'; at: number }
  | { t: 'screens'; screens: Screen[]; shown: string | null }
  | { t: 'control'; state: ControlState; why: string }
  | { t: 'refused'; code: string };

const LONGEST = 16_384;
const MOST_SCREENS = 16;
const STATES: readonly string[] = ['NONE', 'VIEW', 'CONTROL', 'PAUSED'];

/** Reads what came over the channel; null for what makes no sense or is from a newer app. */
export function told(text: string): Told | null {
  if (text.length > LONGEST) return null;
  const message = parsed(text);
  if (message === null) return null;
  switch (message['t']) {
    case 'pong':
      return typeof message['at'] === 'number' ? { t: 'pong', at: message['at'] } : null;
    case 'screens':
      return screens(message);
    case 'control':
      return typeof message['state'] === 'string' && STATES.includes(message['state'])
        ? { t: 'control', state: message['state'] as ControlState, why: textOrNull(message['why']) ?? '' }
        : null;
    case 'refused':
      return typeof message['code'] === 'string' ? { t: 'refused', code: message['code'] } : null;
    default:
      return null;
  }
}

function screens(message: Record<string, unknown>): Told | null {
  const { screens: list, shown } = message;
  if (!Array.isArray(list)) return null;
  const known = list.slice(0, MOST_SCREENS).map(screen);
  return known.every((each) => each !== null) ? { t: 'screens', screens: known, shown: textOrNull(shown) } : null;
}

function screen(value: unknown): Screen | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, name, width, height } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  if (typeof width !== 'number' || typeof height !== 'number' || !(width > 0) || !(height > 0)) return null;
  return { id, name: name.slice(0, 80), width, height };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
