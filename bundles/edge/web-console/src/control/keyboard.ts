import type { Input } from './wire.js';

/** The parts of a keyboard event that matter here. */
export interface Press {
  type: string;
  code: string;
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  getModifierState(name: string): boolean;
}

const MODIFIERS: ReadonlySet<string> = new Set([
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'ShiftLeft',
  'ShiftRight',
  'MetaLeft',
  'MetaRight',
]);

/** Text carries its case and its digits itself: switched over there, these would spoil it. */
const LOCKS: ReadonlySet<string> = new Set(['CapsLock', 'NumLock', 'ScrollLock']);

/** The number block without NumLock means these, whatever the customer's NumLock says. */
const MOVING: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Insert',
  'Delete',
]);

/** Longer text goes in several messages. Code points. */
const LONGEST_TEXT = 64;

/**
 * Turns what the consultant types into what the customer's computer is told: a printable key without Ctrl, Alt or Meta
 * is text, and so is one with AltGr; everything else is a position. A modifier is told only once something needs it, so
 * that AltGr and Shift never disturb text. Pure but for what it remembers to be down.
 */
export class Keyboard {
  /** By code, what was told to be down; with the character it was told with, if it was. */
  private readonly down = new Map<string, string | undefined>();
  /** Modifiers that are pressed here and not told of. False once another key was pressed meanwhile. */
  private readonly waiting = new Map<string, boolean>();

  /** @param mac whether the consultant's Option key makes characters, as it does on a Mac */
  constructor(private readonly mac: boolean) {}

  get held(): string[] {
    return [...this.down.keys()];
  }

  /** Null when the browser shall have the key, as it must while an input method composes. */
  take(press: Press): Input[] | null {
    if (press.isComposing || press.key === 'Process' || press.key === 'Dead') return null;
    if (press.code === '' || press.key === 'Unidentified') return null;
    if (LOCKS.has(press.code)) return [];
    return press.type === 'keydown' ? this.pressed(press) : this.lifted(press);
  }

  /** Composed, pasted, or from an on-screen keyboard. */
  text(text: string): Input[] {
    const pieces = this.lift();
    let line = '';
    let count = 0;
    const flush = (): void => {
      if (line !== '') pieces.push({ t: 'text', text: line });
      line = '';
      count = 0;
    };
    for (const character of text.replace(/\r\n?/g, '\n')) {
      if (character === '\n' || character === '\t') {
        flush();
        pieces.push(...tap(character === '\n' ? 'Enter' : 'Tab'));
      } else if (character >= ' ' && character !== '\u007f') {
        line += character;
        if (++count === LONGEST_TEXT) flush();
      }
    }
    flush();
    return pieces;
  }

  /** A chosen combination, such as Ctrl+Alt+Del: down in order, up again backwards. */
  chord(codes: readonly string[]): Input[] {
    return [
      ...this.lift(),
      ...codes.map((code): Input => ({ t: 'key', code, down: true })),
      ...[...codes].reverse().map((code): Input => ({ t: 'key', code, down: false })),
    ];
  }

  /** What a button or the wheel needs to be told of first: Ctrl with a click is another click. */
  modifiers(): Input[] {
    const told = [...this.waiting.keys()].map((code) => this.tell(code));
    this.waiting.clear();
    return told;
  }

  /** Nothing is down any more, here as there. */
  release(): Input[] {
    const any = this.down.size > 0 || this.waiting.size > 0;
    this.down.clear();
    this.waiting.clear();
    return any ? [{ t: 'release' }] : [];
  }

  private pressed(press: Press): Input[] {
    const code = codeOf(press);
    if (MODIFIERS.has(code)) {
      if (this.down.has(code) || this.waiting.has(code)) return [];
      this.disturb();
      this.waiting.set(code, this.waiting.size === 0 && this.down.size === 0);
      return [];
    }
    this.disturb();
    if (this.isText(press)) return [...this.lift(), { t: 'text', text: press.key }];
    const character = isPrintable(press.key) ? press.key.toLowerCase() : undefined;
    // The customer's computer repeats what stays down by itself.
    return this.down.has(code) ? [] : [...this.modifiers(), this.tell(code, character)];
  }

  private lifted(press: Press): Input[] {
    const code = codeOf(press);
    if (this.waiting.has(code)) {
      const alone = this.waiting.get(code) === true;
      this.waiting.delete(code);
      return alone && press.key !== 'AltGraph' ? tap(code) : [];
    }
    // Some systems tell of this key only when it goes up.
    if (code === 'PrintScreen' && !this.down.has(code)) return [...this.modifiers(), ...tap(code)];
    if (!this.down.has(code)) return [];
    const lifted = [this.untell(code)];
    // A Mac tells of no key that goes up while Meta is down.
    if (code.startsWith('Meta')) {
      for (const other of this.held) if (!MODIFIERS.has(other)) lifted.unshift(this.untell(other));
    }
    return lifted;
  }

  /** Whatever is pressed beside a modifier makes more of it than a tap. */
  private disturb(): void {
    for (const modifier of this.waiting.keys()) this.waiting.set(modifier, false);
  }

  private isText(press: Press): boolean {
    if (!isPrintable(press.key)) return false;
    if (press.getModifierState('AltGraph')) return true;
    if (this.mac && press.altKey && !press.ctrlKey && !press.metaKey) return true;
    return !press.ctrlKey && !press.altKey && !press.metaKey;
  }

  /** Text arrives as it is only where no modifier is down; what is lifted waits to be told of again. */
  private lift(): Input[] {
    const modifiers = this.held.filter((code) => MODIFIERS.has(code));
    for (const code of modifiers) this.waiting.set(code, false);
    return modifiers.map((code) => this.untell(code));
  }

  private tell(code: string, character?: string): Input {
    this.down.set(code, character);
    return key(code, true, character);
  }

  private untell(code: string): Input {
    const character = this.down.get(code);
    this.down.delete(code);
    return key(code, false, character);
  }
}

function key(code: string, down: boolean, character: string | undefined): Input {
  return character === undefined ? { t: 'key', code, down } : { t: 'key', code, down, key: character };
}

function tap(code: string): Input[] {
  return [key(code, true, undefined), key(code, false, undefined)];
}

/** One character as a person sees it. Function keys and the like have names. */
function isPrintable(name: string): boolean {
  return [...name].length === 1;
}

function codeOf(press: Press): string {
  return press.code.startsWith('Numpad') && MOVING.has(press.key) ? press.key : press.code;
}

/** Ctrl, Alt and Shift together and nothing else: the way out for whoever has no pointer. */
export function isWayOut(press: Press): boolean {
  return press.type === 'keydown' && press.ctrlKey && press.altKey && press.shiftKey && MODIFIERS.has(press.code);
}
