import { beforeEach, describe, expect, it } from 'vitest';
import { type Press, areKeysOn, keyAction, setKeysOn } from '../src/model/keys.js';

function press(key: string, ...path: EventTarget[]): Press {
  return { key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, composedPath: () => path };
}

describe('keys in the call', () => {
  beforeEach(() => localStorage.clear());

  it.each([
    ['s', 'meter'],
    ['S', 'meter'],
    ['m', 'microphone'],
    ['v', 'camera'],
    ['c', 'control'],
    ['Escape', null],
    ['Enter', null],
    ['x', null],
  ])('%s does %s', (key, action) => expect(keyAction(press(key, document.body), true)).toBe(action));

  it.each(['input', 'textarea', 'select'])('do nothing while one types in a %s', (tag) => {
    expect(keyAction(press('s', document.createElement(tag), document.body), true)).toBeNull();
  });

  it('do nothing while a question is open', () => {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('open', '');
    expect(keyAction(press('s', document.createElement('button'), dialog), true)).toBeNull();
  });

  it('leave the browser its own', () => {
    expect(keyAction({ ...press('s'), ctrlKey: true }, true)).toBeNull();
    expect(keyAction({ ...press('m'), metaKey: true }, true)).toBeNull();
    expect(keyAction({ ...press('v'), altKey: true }, true)).toBeNull();
  });

  it('do not toggle while held down', () => expect(keyAction({ ...press('m'), repeat: true }, true)).toBeNull());

  it('can be switched off, and stay off', () => {
    expect(areKeysOn()).toBe(true);
    setKeysOn(false);
    expect(areKeysOn()).toBe(false);
    expect(keyAction(press('s'), areKeysOn())).toBeNull();
  });
});
