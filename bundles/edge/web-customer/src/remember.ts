/** What was typed or chosen on this page, kept over a reload and gone with the tab. */
export function remember(key: string, value: unknown): void {
  sessionStorage.setItem(`cm-${key}`, JSON.stringify(value));
}

/** @param isRight tells whether what was kept still has the shape that is expected */
export function recall<T>(key: string, isRight: (value: unknown) => value is T): T | null {
  const kept = sessionStorage.getItem(`cm-${key}`);
  if (kept === null) return null;
  const value: unknown = JSON.parse(kept);
  return isRight(value) ? value : null;
}

export function forget(key: string): void {
  sessionStorage.removeItem(`cm-${key}`);
}

export function isStrings(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string');
}

export function isTrue(value: unknown): value is true {
  return value === true;
}
