import { describe, expect, it } from 'vitest';
import { pieces } from '../src/model/mail-text.js';
import ar from '../src/words/ar.js';
import de from '../src/words/de.js';
import { en } from '../src/words/en.js';

const values = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe.each([
  ['German', de],
  ['Arabic', ar],
])('the %s texts', (_name, texts: Record<string, string>) => {
  it.each(Object.entries(en))('have "%s" with the same values', (key, english) => {
    const text = texts[key] ?? '';
    expect(text).not.toBe('');
    expect(values(text)).toEqual(values(english));
  });
});

it('every trouble has a sentence to be read out, which counts no seconds', () => {
  const troubles = Object.keys(en).filter((key) => key.startsWith('trouble.') && !key.endsWith('.said'));
  const texts: Record<string, string> = en;
  for (const key of troubles) expect(values(texts[`${key}.said`] ?? '{missing}')).not.toContain('{missing}');
  const said = Object.entries(texts).filter(([key]) => key.endsWith('.said'));
  for (const [, text] of said) expect(text).not.toMatch(/\{(since|left)\}/);
});

it('no text shouts or apologises', () => {
  for (const text of Object.values(en)) expect(text).not.toMatch(/!|oops|please/i);
});

describe('a mail', () => {
  it('shows its link and its code', () => {
    const found = pieces('Open http://localhost:8181/join#aB-_9. Code: 482 119 305, or call 030 1234567.');
    expect(found.filter((piece) => piece.is !== 'text')).toEqual([
      { is: 'link', text: 'http://localhost:8181/join#aB-_9' },
      { is: 'code', text: '482 119 305' },
    ]);
  });

  it('loses no character', () => {
    const text = 'a (https://x.example/y?z=1) b\n123456789\nc 1234567890 d';
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
    expect(
      pieces(text)
        .filter((piece) => piece.is === 'code')
        .map((piece) => piece.text),
    ).toEqual(['123456789']);
  });

  it('makes a link of web addresses only', () => {
    expect(pieces('javascript:alert(1) data:text/html,x')).toEqual([
      { is: 'text', text: 'javascript:alert(1) data:text/html,x' },
    ]);
  });
});
