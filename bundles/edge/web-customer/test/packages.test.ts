import { describe, expect, it } from 'vitest';
import { megabytes, systemOf } from '../src/packages.js';

describe('the app is offered for the own system', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 0, 'WINDOWS'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 0, 'MACOS'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 5, null],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 0, 'LINUX'],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 10, 'LINUX'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36', 5, null],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 5, null],
    ['something else', 0, null],
  ])('%s with %d fingers: %s', (agent, fingers, system) => expect(systemOf(agent, fingers)).toBe(system));

  it.each([
    [48_123_456, 48],
    [1, 1],
  ])('%d bytes are %d MB', (bytes, shown) => expect(megabytes(bytes)).toBe(shown));
});
