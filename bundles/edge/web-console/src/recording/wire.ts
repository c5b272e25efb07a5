import type { Progress, Reply, State, Wire } from './delivery.js';
import type { Part, Take } from './shelf.js';

const TIMEOUT_MILLIS = 20_000;
const RECORDINGS = '/api/consultant/recordings';

/** The server, as the worker reaches it: docs/protocol.md, "Recording". */
export const overHttp: Wire = {
  part: (part: Part) =>
    asked('POST', `${RECORDINGS}/${part.recording}/takes/${part.take}/parts/${part.at}`, 'video/webm', part.bytes),
  finish: (take: Take) =>
    asked(
      'POST',
      `${RECORDINGS}/${take.recording}/finish`,
      'application/json',
      JSON.stringify({ take: take.number, bytes: take.bytes }),
    ),
  state: (recording: string) => asked('GET', `${RECORDINGS}/${recording}/progress`),
};

async function asked(method: string, path: string, type?: string, body?: BodyInit): Promise<Reply> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (type !== undefined) Object.assign(headers, { 'Content-Type': type, 'X-ConnectMe': '1' });
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: body ?? null,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    const content: unknown = await response.json().catch(() => null);
    const after = Number(response.headers.get('Retry-After'));
    return {
      status: response.status,
      code: field(content, 'code') ?? `http.${response.status}`,
      retrySeconds: after > 0 ? after : null,
      progress: response.ok ? progressOf(content) : null,
    };
  } catch (failure) {
    return { status: 0, code: `network: ${String(failure)}`, retrySeconds: null, progress: null };
  }
}

function progressOf(content: unknown): Progress | null {
  const state = field(content, 'state');
  if (state === null) return null;
  const { received } = content as { received?: unknown };
  return { received: typeof received === 'number' ? received : 0, state: state as State };
}

function field(content: unknown, name: string): string | null {
  if (typeof content !== 'object' || content === null) return null;
  const value = (content as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}
