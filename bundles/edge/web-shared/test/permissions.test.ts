import { describe, expect, it } from 'vitest';
import { helpAfter, helpBefore, platform } from '../src/permissions.js';

const agents = {
  'Chrome on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
  'Edge on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
  'Firefox on Linux': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Safari on a Mac':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  'Safari on an iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  'Chrome on an iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
  'Chrome on Android':
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
} as const;

describe('which browser and system this is', () => {
  it.each([
    ['Chrome on Windows', 'chrome', 'windows'],
    ['Edge on Windows', 'edge', 'windows'],
    ['Firefox on Linux', 'firefox', 'linux'],
    ['Safari on a Mac', 'safari', 'macos'],
    ['Safari on an iPhone', 'safari', 'ios'],
    ['Chrome on an iPhone', 'chrome', 'ios'],
    ['Chrome on Android', 'chrome', 'android'],
  ] as const)('%s', (name, browser, system) => {
    expect(platform(agents[name], 0)).toEqual({ browser, system });
  });

  it('an iPad calls itself a Mac but has fingers', () => {
    expect(platform(agents['Safari on a Mac'], 5).system).toBe('ios');
  });
});

describe('help with permissions', () => {
  it('is for the very browser and system in use, before the question and after a refusal', () => {
    const told = Object.values(agents).map((agent) => {
      const here = platform(agent, 0);
      return `${helpBefore(here)} ${helpAfter('denied', here).join(' ')}`;
    });
    // Chrome and Edge ask alike; everybody else differs.
    expect(new Set(told).size).toBe(told.length - 1);
  });

  it('says what to do in steps when the system itself refuses', () => {
    expect(helpAfter('deniedBySystem', { browser: 'chrome', system: 'macos' })[0]).toContain('System Settings');
    expect(helpAfter('deniedBySystem', { browser: 'chrome', system: 'windows' }).length).toBeGreaterThan(2);
  });
});
