/**
 * Every text a person reads. English travels with the code that shows it; other languages are fetched when asked for.
 * A dictionary is a plain object, kept as JSON so that the desktop app reads the same words; a missing key or a wrong one
 * is a compile error.
 */

export const languages = ['en', 'de', 'ar'] as const;
export type Language = (typeof languages)[number];

/** How a language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch', ar: 'العربية' };

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(['ar']);

export type Dictionary = Record<string, string>;
export type Values = Record<string, string | number>;
type Load<D> = () => Promise<{ default: D }>;

interface Loadable {
  load(language: Language): Promise<void>;
}

let current: Language = 'en';
/** What the page is about to speak: parts that arrive meanwhile fetch that language too. */
let wanted: Language = 'en';
const sets = new Set<Loadable>();
const listeners = new Set<() => void>();

/** One part's texts: call it with a key, and with values for what stands in {braces}. */
export interface Texts<K extends string> {
  (key: K, values?: Values): string;
  /** Text for a key made at run time, such as an error's code; undefined when there is none. */
  maybe(key: string, values?: Values): string | undefined;
}

/**
 * @param english the texts themselves, which travel with the caller
 * @param others  where the other languages come from
 */
export function defineTexts<D extends Dictionary>(
  english: D,
  others: Record<Exclude<Language, 'en'>, Load<{ [K in keyof D]: string }>>,
): Texts<keyof D & string> {
  const loaded = new Map<Language, Dictionary>([['en', english]]);
  sets.add({
    async load(language) {
      if (loaded.has(language) || language === 'en') return;
      loaded.set(language, (await others[language]()).default);
    },
  });
  const find = (key: string): string | undefined => loaded.get(current)?.[key] ?? english[key];
  const text = (key: string, values?: Values): string => fill(find(key) ?? key, values);
  return Object.assign(text, {
    maybe: (key: string, values?: Values): string | undefined => {
      const found = find(key);
      return found === undefined ? undefined : fill(found, values);
    },
  });
}

function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function language(): Language {
  return current;
}

/** The reader's locale for Intl: the browser's own variant of the language where it has one, such as de-AT. */
export function locale(): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === current) ?? current;
}

/** The best of the languages there are for wishes in order, such as `['de-AT', 'en']`. */
export function choose(wishes: readonly string[]): Language {
  const wanted = wishes.map((tag) => tag.toLowerCase().split('-')[0]);
  return wanted.map((tag) => languages.find((l) => l === tag)).find((l) => l !== undefined) ?? 'en';
}

/** What this reader chose earlier, or undefined. */
export function chosenLanguage(): Language | undefined {
  const kept = localStorage.getItem('cm-language');
  return languages.find((l) => l === kept);
}

/** Fetches what is missing, then switches the whole page at once. The page stays as it was if a text cannot be had. */
export async function setLanguage(next: Language, remember = false): Promise<void> {
  wanted = next;
  try {
    await loadAll(next);
  } catch (failure) {
    wanted = current;
    throw failure;
  }
  if (wanted !== next) return;
  current = next;
  document.documentElement.lang = next;
  document.documentElement.dir = RIGHT_TO_LEFT.has(next) ? 'rtl' : 'ltr';
  if (remember) localStorage.setItem('cm-language', next);
  listeners.forEach((listener) => listener());
}

/** Loads a part of the page together with its texts in the reader's language. */
export async function lazy<T>(load: () => Promise<T>): Promise<T> {
  const part = await load();
  await loadAll(wanted);
  return part;
}

async function loadAll(next: Language): Promise<void> {
  await Promise.all([...sets].map((set) => set.load(next)));
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
