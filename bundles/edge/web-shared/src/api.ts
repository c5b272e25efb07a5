import type { Problem } from './protocol.js';

/** What came of a request. A refusal is a value; nothing is thrown. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

const TIMEOUT_MILLIS = 15_000;
const GET_TRIES = 3;

export const api = {
  /** Tried three times where the network or the server is away for a moment. */
  async get<T>(path: string): Promise<Result<T>> {
    for (let attempt = 1; ; attempt++) {
      const result = await request<T>('GET', path);
      if (result.ok || attempt === GET_TRIES || !isPassing(result.problem)) return result;
      await pause(300 * 2 ** attempt * (0.5 + Math.random()));
    }
  },

  /** Sent once: whether to send again is the caller's to know. */
  post<T>(path: string, body: unknown): Promise<Result<T>> {
    return request<T>('POST', path, body);
  },

  delete<T>(path: string): Promise<Result<T>> {
    return request<T>('DELETE', path);
  },

  put<T>(path: string, body: unknown): Promise<Result<T>> {
    return request<T>('PUT', path, body);
  },
};

async function request<T>(method: string, path: string, body?: unknown): Promise<Result<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'same-origin' };
  if (method !== 'GET') headers['X-ConnectMe'] = '1';
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    const text = await response.text();
    if (response.ok) return { ok: true, value: (text === '' ? undefined : JSON.parse(text)) as T };
    return { ok: false, problem: problemOf(response.status, text) };
  } catch (failure) {
    return { ok: false, problem: unreachable(failure) };
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isProblem(parsed)) return parsed;
  } catch {
    // Not ours: a proxy's page, perhaps. The status is all that is known.
  }
  return made(status, status >= 500 ? 'server.failed' : 'server.refused', `HTTP ${status}`);
}

function unreachable(failure: unknown): Problem {
  const late = failure instanceof DOMException && failure.name === 'TimeoutError';
  return made(0, late ? 'network.late' : 'network.unreachable', String(failure));
}

function made(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', title: code, status, detail, code };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}

function isPassing(problem: Problem): boolean {
  return problem.status === 0 || problem.status === 502 || problem.status === 503 || problem.status === 504;
}

function pause(millis: number): Promise<void> {
  return new Promise((done) => setTimeout(done, millis));
}
