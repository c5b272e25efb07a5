import { describe, expect, it } from 'vitest';
import { Keyboard, type Press, isWayOut } from '../../src/control/keyboard.js';
import type { Input } from '../../src/control/wire.js';

/** A step of typing: "+ShiftLeft", "-KeyC:c", with what is held on the consultant's keyboard worked out on the way. */
function type(keyboard: Keyboard, steps: string): string[] {
  const down = new Set<string>();
  const told: string[] = [];
  for (const step of steps.split(' ')) {
    const [code = '', key = code.replace(/(Left|Right)$/, '')] = step.slice(1).split(':');
    if (step.startsWith('+')) down.add(key === 'AltGraph' ? 'AltGraph' : code.replace(/(Left|Right)$/, ''));
    else down.delete(key === 'AltGraph' ? 'AltGraph' : code.replace(/(Left|Right)$/, ''));
    const inputs = keyboard.take(press(step.startsWith('+') ? 'keydown' : 'keyup', code, key, down));
    told.push(...(inputs ?? [{ t: 'text', text: 'BROWSER' } satisfies Input]).map(shown));
  }
  return told;
}

function press(type: string, code: string, key: string, down: ReadonlySet<string>): Press {
  return {
    type,
    code,
    key,
    ctrlKey: down.has('Control'),
    altKey: down.has('Alt'),
    shiftKey: down.has('Shift'),
    metaKey: down.has('Meta'),
    isComposing: false,
    getModifierState: (name) => down.has(name),
  };
}

function shown(input: Input): string {
  if (input.t === 'key')
    return `${input.down ? '+' : '-'}${input.code}${input.key === undefined ? '' : `:${input.key}`}`;
  return input.t === 'text' ? `"${input.text}"` : input.t;
}

describe('what is typed', () => {
  it.each([
    ['a letter is text', '+KeyA:a -KeyA:a', '"a"'],
    ['a capital is text, and Shift is not told', '+ShiftLeft +KeyA:A -KeyA:A -ShiftLeft', '"A"'],
    ['a digit of a French keyboard is text', '+ShiftLeft +Digit1:1 -Digit1:1 -ShiftLeft', '"1"'],
    ['another script is text', '+KeyF:а -KeyF:а', '"а"'],
    ['a character beyond the BMP is text', '+KeyE:😀 -KeyE:😀', '"😀"'],
    ['a space is text', '+Space:  -Space: ', null],
    [
      'AltGr is text, with the Ctrl that Windows adds',
      '+ControlLeft +AltRight:AltGraph +KeyE:€ -KeyE:€ -ControlLeft -AltRight:AltGraph',
      '"€"',
    ],
    ['AltGr alone does nothing', '+AltRight:AltGraph -AltRight:AltGraph', ''],
    ['text repeats while the key is down', '+KeyA:a +KeyA:a +KeyA:a -KeyA:a', '"a" "a" "a"'],
    ['the number block is text', '+Numpad7:7 -Numpad7:7', '"7"'],
  ])('%s', (_name, steps, expected) => {
    if (expected === null) {
      const space = { ...press('keydown', 'Space', ' ', new Set()) };
      expect(new Keyboard(false).take(space)?.map(shown)).toEqual(['" "']);
    } else {
      expect(type(new Keyboard(false), steps).join(' ')).toBe(expected);
    }
  });

  it.each([
    ['Enter', '+Enter -Enter', '+Enter -Enter'],
    ['a key that stays down is told once', '+ArrowDown +ArrowDown +ArrowDown -ArrowDown', '+ArrowDown -ArrowDown'],
    ['a function key', '+F5 -F5', '+F5 -F5'],
    [
      'a shortcut, with the letter of the own layout',
      '+ControlLeft +KeyQ:a -KeyQ:a -ControlLeft',
      '+ControlLeft +KeyQ:a -KeyQ:a -ControlLeft',
    ],
    [
      'a shortcut with Shift',
      '+ControlLeft +ShiftLeft +KeyT:T -KeyT:T -ShiftLeft -ControlLeft',
      '+ControlLeft +ShiftLeft +KeyT:t -KeyT:t -ShiftLeft -ControlLeft',
    ],
    ['Alt with Tab, twice', '+AltLeft +Tab -Tab +Tab -Tab -AltLeft', '+AltLeft +Tab -Tab +Tab -Tab -AltLeft'],
    [
      'Shift with an arrow',
      '+ShiftLeft +ArrowLeft -ArrowLeft -ShiftLeft',
      '+ShiftLeft +ArrowLeft -ArrowLeft -ShiftLeft',
    ],
    ['Meta alone opens the menu', '+MetaLeft -MetaLeft', '+MetaLeft -MetaLeft'],
    ['two modifiers alone do nothing', '+ControlLeft +ShiftLeft -ShiftLeft -ControlLeft', ''],
    ['the number block without NumLock moves', '+Numpad4:ArrowLeft -Numpad4:ArrowLeft', '+ArrowLeft -ArrowLeft'],
    ['CapsLock changes nothing there', '+CapsLock -CapsLock', ''],
    ['a key that is told of only when it goes up', '-PrintScreen', '+PrintScreen -PrintScreen'],
    ['what was not told down is not told up', '-Enter', ''],
    ['a Mac tells of no key up under Meta', '+MetaLeft +KeyC:c -MetaLeft', '+MetaLeft +KeyC:c -KeyC:c -MetaLeft'],
  ])('%s', (_name, steps, expected) => expect(type(new Keyboard(false), steps).join(' ')).toBe(expected));

  it('lifts a modifier before text, and tells it again when it is needed', () => {
    const keyboard = new Keyboard(false);
    expect(type(keyboard, '+ShiftLeft +ArrowLeft -ArrowLeft')).toEqual(['+ShiftLeft', '+ArrowLeft', '-ArrowLeft']);
    const shift = new Set(['Shift']);
    expect(keyboard.take(press('keydown', 'KeyA', 'A', shift))?.map(shown)).toEqual(['-ShiftLeft', '"A"']);
    expect(keyboard.take(press('keydown', 'End', 'End', shift))?.map(shown)).toEqual(['+ShiftLeft', '+End']);
  });

  it.each([
    ['Option makes characters on a Mac', true, '"@"'],
    ['Alt makes shortcuts elsewhere', false, '+AltLeft +KeyL:@'],
  ])('%s', (_name, mac, expected) => expect(type(new Keyboard(mac), '+AltLeft +KeyL:@').join(' ')).toBe(expected));

  it.each(['Dead', 'Process', 'Unidentified'])('leaves %s to the browser', (key) => {
    expect(new Keyboard(false).take(press('keydown', 'KeyE', key, new Set()))).toBeNull();
  });

  it('leaves the keys of an input method to the browser', () => {
    expect(new Keyboard(false).take({ ...press('keydown', 'KeyN', 'n', new Set()), isComposing: true })).toBeNull();
  });
});

describe('text that comes whole', () => {
  it.each([
    ['你好', ['"你好"']],
    ['a\tb\r\nc', ['"a"', '+Tab', '-Tab', '"b"', '+Enter', '-Enter', '"c"']],
    ['', []],
    ['x\u0000\u001b\u007fy', ['"xy"']],
  ])('%j', (text, expected) => expect(new Keyboard(false).text(text).map(shown)).toEqual(expected));

  it('goes in pieces of 64 characters, none cut in two', () => {
    const told = new Keyboard(false).text('😀'.repeat(130));
    const lengths = told.map((input) => (input.t === 'text' ? [...input.text].length : -1));
    expect(lengths).toEqual([64, 64, 2]);
  });
});

describe('what is down', () => {
  it('is known, and is let go of all at once', () => {
    const keyboard = new Keyboard(false);
    type(keyboard, '+ControlLeft +KeyC:c');
    expect(keyboard.held).toEqual(['ControlLeft', 'KeyC']);
    expect(keyboard.release()).toEqual([{ t: 'release' }]);
    expect(keyboard.held).toEqual([]);
    expect(keyboard.release()).toEqual([]);
    expect(type(keyboard, '-KeyC:c -ControlLeft')).toEqual([]);
  });

  it('is told with a click that Ctrl belongs to', () => {
    const keyboard = new Keyboard(false);
    type(keyboard, '+ControlLeft');
    expect(keyboard.modifiers().map(shown)).toEqual(['+ControlLeft']);
    expect(keyboard.modifiers()).toEqual([]);
    expect(type(keyboard, '-ControlLeft')).toEqual(['-ControlLeft']);
  });

  it('goes up backwards in a chosen combination', () => {
    expect(new Keyboard(false).chord(['ControlLeft', 'AltLeft', 'Delete']).map(shown)).toEqual([
      '+ControlLeft',
      '+AltLeft',
      '+Delete',
      '-Delete',
      '-AltLeft',
      '-ControlLeft',
    ]);
  });
});

it('Ctrl, Alt and Shift together lead out, and nothing was told of them', () => {
  const keyboard = new Keyboard(false);
  expect(type(keyboard, '+ControlLeft +AltLeft')).toEqual([]);
  const all = new Set(['Control', 'Alt', 'Shift']);
  expect(isWayOut(press('keydown', 'ShiftLeft', 'Shift', all))).toBe(true);
  expect(isWayOut(press('keydown', 'KeyA', 'A', all))).toBe(false);
  expect(isWayOut(press('keydown', 'ShiftLeft', 'Shift', new Set(['Shift', 'Alt'])))).toBe(false);
});
