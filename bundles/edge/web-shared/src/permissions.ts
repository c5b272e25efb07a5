import type { Fault } from './media.js';
import { shared } from './texts/index.js';

export type Browser = 'chrome' | 'edge' | 'firefox' | 'safari' | 'samsung' | 'other';
export type System = 'android' | 'ios' | 'macos' | 'windows' | 'linux' | 'other';

export interface Platform {
  browser: Browser;
  system: System;
}

/** Which browser and system this is, by what it says of itself. An iPad calls itself a Mac but has fingers. */
export function platform(agent = navigator.userAgent, touchPoints = navigator.maxTouchPoints): Platform {
  return { browser: browserOf(agent), system: systemOf(agent, touchPoints) };
}

function browserOf(agent: string): Browser {
  if (/\b(Firefox|FxiOS)\//.test(agent)) return 'firefox';
  if (/\b(Edg|EdgA|EdgiOS)\//.test(agent)) return 'edge';
  if (/\bSamsungBrowser\//.test(agent)) return 'samsung';
  if (/\b(Chrome|CriOS|Chromium)\//.test(agent)) return 'chrome';
  return /\bSafari\//.test(agent) ? 'safari' : 'other';
}

function systemOf(agent: string, touchPoints: number): System {
  if (/Android/.test(agent)) return 'android';
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  if (/Macintosh/.test(agent)) return touchPoints > 1 ? 'ios' : 'macos';
  if (/Windows/.test(agent)) return 'windows';
  return /Linux|X11|CrOS/.test(agent) ? 'linux' : 'other';
}

/** What the browser is about to ask, and which button to press. */
export function helpBefore({ browser, system }: Platform = platform()): string {
  if (system === 'ios') return shared('permit.before.ios');
  if (system === 'android') return shared('permit.before.android');
  if (browser === 'firefox') return shared('permit.before.firefox');
  if (browser === 'safari') return shared('permit.before.safari');
  return shared('permit.before.chrome');
}

/** What to do after it could not be had: the steps, one a line. */
export function helpAfter(fault: Fault, { browser, system }: Platform = platform()): readonly string[] {
  return stepsFor(fault, browser, system).split('\n');
}

function stepsFor(fault: Fault, browser: Browser, system: System): string {
  switch (fault) {
    case 'missing':
      return shared('permit.missing');
    case 'busy':
      return shared('permit.busy');
    case 'insecure':
      return shared('permit.insecure');
    case 'failed':
      return shared('permit.failed');
    case 'deniedBySystem':
      return systemSteps(system);
    case 'denied':
      return browserSteps(browser, system);
  }
}

function systemSteps(system: System): string {
  if (system === 'macos') return shared('permit.system.macos');
  if (system === 'windows') return shared('permit.system.windows');
  if (system === 'android') return shared('permit.system.android');
  return system === 'ios' ? shared('permit.after.ios') : shared('permit.failed');
}

function browserSteps(browser: Browser, system: System): string {
  if (system === 'ios') return browser === 'safari' ? shared('permit.after.safari-ios') : shared('permit.after.ios');
  if (browser === 'firefox')
    return shared(system === 'android' ? 'permit.after.firefox-android' : 'permit.after.firefox');
  if (browser === 'safari') return shared('permit.after.safari');
  return shared(system === 'android' ? 'permit.after.android' : 'permit.after.chrome');
}
