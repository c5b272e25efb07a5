/** The desktop app's packages: `GET /api/packages/all`. */
export interface Package {
  name: string;
  system: System;
  bytes: number;
}

export type System = 'WINDOWS' | 'MACOS' | 'LINUX';

export const systemNames: Record<System, string> = { WINDOWS: 'Windows', MACOS: 'macOS', LINUX: 'Ubuntu' };

/** The reader's own system; null on a phone or tablet, which the app does not run on. Pure. */
export function systemOf(agent: string, touchPoints: number): System | null {
  if (/Android|iPhone|iPad|iPod/.test(agent)) return null;
  if (/Windows/.test(agent)) return 'WINDOWS';
  // A tablet of theirs says that it is a computer; no computer of theirs can be touched.
  if (/Macintosh|Mac OS X/.test(agent)) return touchPoints > 1 ? null : 'MACOS';
  return /Linux|X11|CrOS/.test(agent) ? 'LINUX' : null;
}

export function megabytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1_000_000));
}
