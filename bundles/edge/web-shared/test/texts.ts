import { expect } from 'vitest';
import type { Dictionary } from '../src/i18n.js';

/** Names and words that are the same in more than one language. */
const SAME = /^(ConnectMe|Chat|Code|Name|\W*|.*\{label\} \{rate\}.*)$/;

/** Every key in every language, translated, with the same values in braces. */
export function expectComplete(english: Dictionary, others: Record<string, Dictionary>): void {
  for (const [language, texts] of Object.entries(others)) {
    expect(Object.keys(texts), language).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) {
      const translated = texts[key] ?? '';
      expect(values(translated), `${language} ${key}`).toEqual(values(text));
      expect(translated.split('\n').length, `paragraphs of ${language} ${key}`).toBe(text.split('\n').length);
      if (!SAME.test(text)) expect(translated, `${language} ${key}`).not.toBe(text);
    }
  }
}

function values(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g))].sort();
}
