/** What console and desktop app say to each other about clipboard and files: docs/protocol.md, "Clipboard and files". */

export type Kind = 'FILE' | 'TEXT';

export type Word =
  | { t: 'exchange'; clipboard: string | null; files: string | null }
  | { t: 'offer'; c: string; id: string; kind: Kind; name: string; size: number }
  | { t: 'go'; c: string; id: string; from: number }
  | { t: 'part'; c: string; id: string; at: number; data: string }
  | { t: 'got'; c: string; id: string; at: number }
  | { t: 'whole'; c: string; id: string; sha256: string }
  | { t: 'taken'; c: string; id: string }
  | { t: 'drop'; c: string; id: string; why: string };

const LONGEST = 16_384;
const LONGEST_NAME = 180;
const ID = /^[A-Za-z0-9-]{8,64}$/;
/** Controls, what turns the direction or is not seen, and what no file's name may have anywhere. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}<>:"|?*/\\]/gu;

/** Reads what came over the channel; null for what makes no sense or is from a newer app. */
export function word(text: string): Word | null {
  if (text.length > LONGEST) return null;
  const said = parsed(text);
  if (said === null) return null;
  const { t, c, id } = said;
  if (t === 'exchange') return { t, clipboard: request(said['clipboard']), files: request(said['files']) };
  if (typeof c !== 'string' || typeof id !== 'string' || !ID.test(id) || !ID.test(c)) return null;
  switch (t) {
    case 'offer': {
      const { kind, name } = said;
      const size = count(said['size']);
      if ((kind !== 'FILE' && kind !== 'TEXT') || typeof name !== 'string' || size === null) return null;
      return { t, c, id, kind, name: safeName(name), size };
    }
    case 'go': {
      const from = count(said['from']);
      return from === null ? null : { t, c, id, from };
    }
    case 'got': {
      const at = count(said['at']);
      return at === null ? null : { t, c, id, at };
    }
    case 'part': {
      const [at, data] = [count(said['at']), said['data']];
      return at === null || typeof data !== 'string' ? null : { t, c, id, at, data };
    }
    case 'whole':
      return typeof said['sha256'] === 'string' ? { t, c, id, sha256: said['sha256'] } : null;
    case 'taken':
      return { t, c, id };
    case 'drop':
      return { t, c, id, why: typeof said['why'] === 'string' ? said['why'].slice(0, 80) : '' };
    default:
      return null;
  }
}

/** A name to save under and to show: one line, no folder, and nothing that makes it look like another one. */
export function safeName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const plain = last.replace(UNSAFE, '').replace(/^[. ]+|[. ]+$/g, '');
  return [...plain].slice(-LONGEST_NAME).join('') || 'file';
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Null for what is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function request(value: unknown): string | null {
  return typeof value === 'string' && ID.test(value) ? value : null;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
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
