/** A form's values as typed. They outlive a reload of the page (ALL-3), and end with its tab: they are personal. */
export class Draft<D extends object> {
  private current: D;

  constructor(
    private readonly key: string,
    private readonly initial: () => D,
  ) {
    this.current = { ...initial(), ...kept<D>(key) };
  }

  get value(): Readonly<D> {
    return this.current;
  }

  get isTouched(): boolean {
    return sessionStorage.getItem(this.key) !== null;
  }

  set<K extends keyof D>(name: K, value: D[K]): void {
    this.replace({ ...this.current, [name]: value });
  }

  replace(value: D): void {
    this.current = value;
    sessionStorage.setItem(this.key, JSON.stringify(value));
  }

  clear(): void {
    sessionStorage.removeItem(this.key);
    this.current = this.initial();
  }
}

/** Drafts carry customers' names, so they go when the consultant signs out. */
export function forgetDrafts(): void {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith('console.'))
    .forEach((key) => sessionStorage.removeItem(key));
}

function kept<D>(key: string): Partial<D> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Partial<D>) : {};
  } catch {
    return {}; // Not what was written here: begin with an empty form.
  }
}
