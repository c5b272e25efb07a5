import type { RecordingItem, View } from '@connectme/web-shared/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Consent } from '../../src/control/standing.js';
import type { NewTake } from '../../src/recording/messages.js';
import { Recording, type TakeEvents, type TakeRecorder } from '../../src/recording/recording.js';
import { view } from '../views.js';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const CONSENT: Consent = {
  request: 'consent-1',
  scope: 'RECORDING',
  reason: 'to look it up',
  minutes: 60,
  askedAt: '2026-03-02T09:59:30Z',
  state: 'GIVEN',
  until: '2026-03-02T10:59:30Z',
  by: null,
};

/** What a browser would record with. */
class Camera implements TakeRecorder {
  isDeaf = false;
  take: NewTake | null = null;
  words: (string | null)[] = [];
  ended: number | null = null;

  constructor(readonly events: TakeEvents) {}

  async begin(take: NewTake): Promise<void> {
    this.take = take;
  }

  veil(words: string | null): void {
    this.words.push(words);
  }

  end(at: number): void {
    this.ended = at;
  }
}

describe('the recording of a call', () => {
  let asked: { path: string; body: Record<string, unknown> }[];
  let cameras: Camera[];
  let items: RecordingItem[];
  let refusal: { status: number; code: string } | null;
  let recording: Recording;

  beforeEach(() => {
    asked = [];
    cameras = [];
    items = [];
    refusal = null;
    localStorage.clear();
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const body = JSON.parse(String(init.body ?? '{}')) as Record<string, unknown>;
      asked.push({ path, body });
      if (refusal !== null) {
        return new Response(JSON.stringify(refusal), { status: refusal.status === 0 ? 599 : refusal.status });
      }
      if (path.endsWith('/progress')) return new Response(JSON.stringify({ begun: 3, state: 'RUNNING' }));
      return new Response(JSON.stringify({ take: body['take'] ?? 1, state: 'RUNNING' }));
    });
    recording = new Recording(
      'consultation-1',
      async (events) => {
        const camera = new Camera(events);
        cameras.push(camera);
        return camera;
      },
      () => 'Private moment',
    );
  });

  afterEach(() => vi.unstubAllGlobals());

  function seen(consent: Partial<Consent> | null): View {
    const made = view();
    made.parts.consents = { consents: consent === null ? [] : [{ ...CONSENT, ...consent }] };
    made.parts.recording = { items };
    return made;
  }

  function item(more: Partial<RecordingItem> = {}): RecordingItem {
    return {
      recording: String(asked[0]?.body['recording'] ?? 'recording-1'),
      consent: 'consent-1',
      state: 'RUNNING',
      startedAt: '2026-03-02T09:59:40Z',
      stoppedAt: null,
      why: null,
      blank: false,
      ...more,
    };
  }

  async function follow(consent: Partial<Consent> | null, now = NOW): Promise<void> {
    recording.follow(seen(consent), now);
    await vi.waitFor(() => expect(Reflect.get(recording, 'isStarting')).toBe(false));
  }

  it('begins with the yes, and only then', async () => {
    await follow(null);
    await follow({ state: 'ASKED', until: null });
    await follow({ state: 'REFUSED', until: null });
    expect(cameras).toHaveLength(0);
    expect(asked).toHaveLength(0);
    await follow({});
    expect(asked[0]).toMatchObject({
      path: '/api/consultant/recordings/start',
      body: { consultation: 'consultation-1', consent: 'consent-1' },
    });
    expect(cameras[0]?.take).toMatchObject({ number: 1, consent: 'consent-1', recording: asked[0]?.body['recording'] });
  });

  it.each(['SCREEN_ONLY', 'SCREEN_KEYBOARD_MOUSE', 'CLIPBOARD', 'FILE_TRANSFER'] as const)(
    'does not begin with a yes to %s',
    async (scope) => {
      await follow({ scope });
      expect(asked).toHaveLength(0);
    },
  );

  it('begins once, however often the view comes', async () => {
    recording.follow(seen({}), NOW);
    recording.follow(seen({}), NOW);
    await follow({});
    items = [item()];
    await follow({});
    await follow({});
    expect(cameras).toHaveLength(1);
    expect(asked.filter(({ path }) => path.endsWith('/start'))).toHaveLength(1);
  });

  it('goes on after a reload as the next take of the same recording', async () => {
    items = [item({ recording: 'recording-1' })];
    await follow({});
    expect(asked.map(({ path }) => path.replace(/.*recordings/, ''))).toEqual([
      '/recording-1/progress',
      '/recording-1/takes',
    ]);
    expect(cameras[0]?.take).toMatchObject({ recording: 'recording-1', number: 4 });
  });

  it('has what died before it was begun begun again, and goes on with the next take', async () => {
    const answer = fetch;
    let isThere = false;
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const told = await answer(path, init);
      if (path.endsWith('/start')) isThere = true;
      if (isThere || !path.endsWith('/progress')) return told;
      return new Response(JSON.stringify({ status: 404, code: 'recording.not-found' }), { status: 404 });
    });
    items = [item({ recording: 'recording-9' })];
    await follow({});
    expect(asked.map((request) => request.path.replace('/api/consultant/recordings/', ''))).toEqual([
      'recording-9/progress',
      'start',
      'recording-9/progress',
      'recording-9/takes',
    ]);
    expect(asked[1]?.body).toMatchObject({ recording: 'recording-9', consent: 'consent-1' });
    expect(cameras[0]?.take).toMatchObject({ recording: 'recording-9', number: 4 });
  });

  it('ends when the consent is taken back, at the instant that the server names', async () => {
    await follow({});
    items = [item()];
    await follow({});
    const before = performance.now();
    items = [item({ state: 'STOPPED', stoppedAt: '2026-03-02T10:00:10Z', why: 'CONSENT' })];
    await follow({ state: 'ENDED', until: null, by: 'CUSTOMER' }, NOW + 10_400);
    const ended = cameras[0]?.ended ?? NaN;
    expect(ended - before).toBeGreaterThan(-401);
    expect(ended - performance.now()).toBeLessThanOrEqual(-400);
  });

  it('ends when the time of the consent is over, though the server says nothing', async () => {
    await follow({});
    items = [item()];
    await follow({}, Date.parse('2026-03-02T10:59:29Z'));
    expect(cameras[0]?.ended).toBeNull();
    await follow({}, Date.parse('2026-03-02T10:59:31Z'));
    expect(cameras[0]?.ended).not.toBeNull();
  });

  it('does not begin again what was stopped under the same yes', async () => {
    items = [item({ state: 'STOPPED', stoppedAt: '2026-03-02T09:59:50Z', why: 'FULL' })];
    await follow({});
    expect(asked).toHaveLength(0);
  });

  it('waits while the part of the server that records is being replaced', async () => {
    const made = seen({});
    delete made.parts.recording;
    recording.follow(made, NOW);
    expect(asked).toHaveLength(0);
  });

  it('asks again where the server is away for a moment, and names no trouble', async () => {
    refusal = { status: 503, code: 'engine.replacing' };
    for (let tries = 0; tries < 5; tries++) await follow({});
    expect(recording.trouble).toBeNull();
    refusal = null;
    await follow({});
    expect(cameras.at(-1)?.take).not.toBeNull();
    expect(cameras.slice(0, -1).every((camera) => camera.ended !== null && camera.take === null)).toBe(true);
  });

  it('names what the server refuses, and gives up after three times', async () => {
    refusal = { status: 409, code: 'recording.other-running' };
    for (let tries = 0; tries < 5; tries++) await follow({});
    expect(recording.trouble).toBe('recording.other-running');
    expect(asked).toHaveLength(3);
  });

  it('asks again where somebody else answers in the place of a server that is starting', async () => {
    refusal = { status: 404, code: 'request.not-found' };
    for (let tries = 0; tries < 5; tries++) await follow({});
    expect(recording.trouble).toBeNull();
    refusal = null;
    await follow({});
    expect(cameras.at(-1)?.take).not.toBeNull();
  });

  it('says that there was no room though the view tells it before the answer to a part', async () => {
    await follow({});
    items = [item({ state: 'STOPPED', stoppedAt: '2026-03-02T10:00:00Z', why: 'FULL' })];
    await follow({});
    expect(cameras[0]?.ended).not.toBeNull();
    expect(recording.trouble).toBe('recording.full');
    await follow({});
    expect(recording.trouble).toBe('recording.full');
  });

  it('takes another take where the recorder fails', async () => {
    await follow({});
    items = [item()];
    cameras[0]?.events.failed('encoder');
    expect(cameras[0]?.ended).not.toBeNull();
    await follow({});
    expect(cameras).toHaveLength(2);
    expect(cameras[1]?.take?.number).toBe(4);
    expect(recording.trouble).toBeNull();
  });

  it('puts words in place of the screen in a private moment, and marks it', async () => {
    await follow({});
    recording.keepPrivate(true);
    recording.keepPrivate(true);
    recording.keepPrivate(false);
    await vi.waitFor(() => expect(asked.filter(({ path }) => path.endsWith('/private'))).toHaveLength(2));
    expect(cameras[0]?.words).toEqual([null, 'Private moment', null]);
    expect(asked.filter(({ path }) => path.endsWith('/private')).map(({ body }) => body['on'])).toEqual([true, false]);
  });

  it('begins blanked where a private moment lasts', async () => {
    recording.keepPrivate(true);
    await follow({});
    expect(cameras[0]?.words).toEqual(['Private moment']);
    expect(asked.at(-1)).toMatchObject({ body: { on: true } });
  });

  it('records nothing of a call that this page has left', async () => {
    await follow({});
    recording.close();
    expect(cameras[0]?.ended).not.toBeNull();
    items = [item()];
    recording.follow(seen({}), NOW);
    expect(cameras).toHaveLength(1);
  });

  it('remembers that something waits in this browser until all is with the server', async () => {
    await follow({});
    expect(localStorage.getItem('console.recordings')).toBe('yes');
    cameras[0]?.events.done(false);
    expect(localStorage.getItem('console.recordings')).toBe('yes');
    cameras[0]?.events.done(true);
    expect(localStorage.getItem('console.recordings')).toBeNull();
  });
});
