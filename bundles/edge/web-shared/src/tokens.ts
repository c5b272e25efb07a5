import './tokens.css';

const NAMES = [
  'ground',
  'surface',
  'ink',
  'quiet',
  'line',
  'edge',
  'accent',
  'on-accent',
  'alert',
  'alert-soft',
  'font',
  'size-small',
  'size',
  'leading',
  'radius',
  'radius-small',
  'target',
  'focus',
  'motion',
] as const;

/** The tokens as they are now, by name without "--cm-", for a form that stands in a frame of its own. */
export function currentTokens(): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--cm-${name}`).trim()]));
}
