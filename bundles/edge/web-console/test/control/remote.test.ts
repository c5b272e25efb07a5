import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Remote } from '../../src/control/remote.js';
import { type Consent, standing } from '../../src/control/standing.js';
import { told } from '../../src/control/wire.js';
import { view } from '../views.js';

const NOW = Date.parse('2026-03-02T10:00:00Z');

function consent(more: Partial<Consent> = {}): Consent {
  return {
    request: 'request-1',
    scope: 'SCREEN_KEYBOARD_MOUSE',
    reason: 'the printer',
    minutes: 10,
    askedAt: '2026-03-02T09:59:30Z',
    state: 'GIVEN',
    until: '2026-03-02T10:09:00Z',
    by: null,
    ...more,
  };
}

/** The browser's part of a channel. */
class Channel {
  readyState = 'connecting';
  bufferedAmount = 0;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor(
    readonly label: string,
    readonly options: RTCDataChannelInit,
  ) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 'closed';
  }

  open(): void {
    this.readyState = 'open';
    this.onopen?.();
  }

  of(kind: string): Record<string, unknown>[] {
    return this.sent.filter((message) => message['t'] === kind);
  }
}

class Connection {
  readonly channels: Channel[] = [];
  readonly receivers = [{ receiver: { track: { kind: 'video' }, jitterBufferTarget: null as number | null } }];

  createDataChannel(label: string, options: RTCDataChannelInit): Channel {
    const channel = new Channel(label, options);
    this.channels.push(channel);
    return channel;
  }

  getTransceivers(): unknown[] {
    return this.receivers;
  }
}

describe('remote help', () => {
  let permits: { status: number; body: object }[] = [];
  const asked: unknown[] = [];
  let remote: Remote;

  beforeEach(() => {
    vi.useFakeTimers();
    permits = [];
    asked.length = 0;
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      asked.push([path, JSON.parse(String(init.body))]);
      const next = permits.shift() ?? {
        status: 200,
        body: { permit: `permit-${asked.length}`, renewAfterSeconds: 20 },
      };
      return Promise.resolve(new Response(JSON.stringify(next.body), { status: next.status }));
    });
    remote = new Remote('/api/consultant/consultations/1');
  });

  afterEach(() => {
    remote.close();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  function connected(): { connection: Connection; commands: Channel; moves: Channel; says(message: object): void } {
    const connection = new Connection();
    remote.attach(connection as unknown as RTCPeerConnection);
    const [commands, moves] = connection.channels as [Channel, Channel];
    commands.open();
    moves.open();
    return { connection, commands, moves, says: (message) => commands.onmessage?.({ data: JSON.stringify(message) }) };
  }

  it('has the channels that both sides have agreed on', () => {
    const { commands, moves } = connected();
    expect([commands.label, commands.options]).toEqual(['control', { negotiated: true, id: 1 }]);
    expect([moves.label, moves.options]).toEqual([
      'moves',
      { negotiated: true, id: 2, ordered: false, maxRetransmits: 0 },
    ]);
  });

  it('knows an app by its answer, and how long the way is', () => {
    const { connection, commands, says } = connected();
    expect(remote.app).toBeNull();
    const { at } = commands.of('ping')[0] as { at: number };
    vi.advanceTimersByTime(40);
    says({ t: 'pong', at });
    expect(remote.app).toBe(true);
    expect(remote.latencyMillis).toBeCloseTo(40);
    expect(connection.receivers[0]?.receiver.jitterBufferTarget).toBe(0);
  });

  it('takes a customer who never answers for one in a browser, and asks no more', () => {
    const { commands } = connected();
    vi.advanceTimersByTime(60_000);
    expect(remote.app).toBe(false);
    expect(commands.of('ping')).toHaveLength(4);
  });

  it('goes on asking an app that answered once: its network may come back', () => {
    const { commands, says } = connected();
    says({ t: 'control', state: 'NONE', request: null, why: null });
    vi.advanceTimersByTime(60_000);
    expect(remote.app).toBe(true);
    expect(remote.latencyMillis).toBeNull();
    expect(commands.of('ping').length).toBeGreaterThan(20);
  });

  it('shows the app a permit, and a new one before it runs out', async () => {
    const { commands, says } = connected();
    remote.rely(consent());
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([]);

    says({ t: 'control', state: 'NONE', request: null, why: null });
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([['/api/consultant/consultations/1/permit', { request: 'request-1' }]]);
    expect(commands.of('permit')).toEqual([{ t: 'permit', permit: 'permit-1' }]);

    await vi.advanceTimersByTimeAsync(20_000);
    expect(commands.of('permit')).toHaveLength(2);
    remote.rely(null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(commands.of('permit')).toHaveLength(2);
  });

  it('asks again when the server did not give one', async () => {
    permits = [
      { status: 503, body: {} },
      { status: 409, body: { code: 'control.no-call' } },
    ];
    const { commands, says } = connected();
    says({ t: 'control', state: 'NONE', request: null, why: null });
    remote.rely(consent());
    await vi.advanceTimersByTimeAsync(0);
    expect(commands.of('permit')).toEqual([]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(commands.of('permit')).toHaveLength(1);
  });

  it('sends no input without a consent, and names it with each', () => {
    const { commands, moves, says } = connected();
    says({ t: 'control', state: 'CONTROL', request: 'request-1', why: null });
    expect(remote.send({ t: 'text', text: 'a' })).toBe(false);
    remote.move(0.5, 0.5);
    expect(moves.sent).toEqual([]);

    remote.rely(consent());
    expect(remote.controls).toBe(true);
    remote.send({ t: 'text', text: 'a' });
    remote.move(0.25, 0.5);
    remote.move(0.5, 0.5);
    expect(commands.of('text')).toEqual([{ t: 'text', text: 'a', c: 'request-1' }]);
    expect(moves.sent).toEqual([
      { t: 'move', c: 'request-1', n: 1, x: 0.25, y: 0.5 },
      { t: 'move', c: 'request-1', n: 2, x: 0.5, y: 0.5 },
    ]);

    remote.rely(null);
    expect(commands.of('release')).toEqual([{ t: 'release', c: 'request-1' }]);
    expect(remote.send({ t: 'text', text: 'b' })).toBe(false);
  });

  it('keeps the keys through a pause, for they are typed for the other computer', () => {
    const { says } = connected();
    expect(remote.isLent).toBe(false);
    says({ t: 'control', state: 'CONTROL', request: 'request-1', why: null });
    remote.rely(consent());
    for (const state of ['PAUSED', 'NONE', 'CONTROL']) {
      says({ t: 'control', state, request: 'request-1', why: null });
      expect([remote.isLent, remote.controls]).toEqual([true, state === 'CONTROL']);
    }
    remote.rely(null);
    expect(remote.isLent).toBe(false);
  });

  it('only points where only the screen was granted, whatever the app says', () => {
    const { moves, says } = connected();
    remote.rely(consent({ scope: 'SCREEN_ONLY' }));
    says({ t: 'control', state: 'CONTROL', request: 'request-1', why: null });
    expect(remote.controls).toBe(false);
    remote.move(0.5, 0.5);
    expect(moves.sent).toEqual([{ t: 'point', c: 'request-1', n: 1, x: 0.5, y: 0.5 }]);
  });

  it('says for a while that text was dropped which the other layout cannot write, and no other refusal', () => {
    const { says } = connected();
    says({ t: 'refused', code: 'control.too-fast' });
    expect(remote.dropped).toBe(false);

    says({ t: 'refused', code: 'control.not-in-layout' });
    expect(remote.dropped).toBe(true);
    vi.advanceTimersByTime(15_000);
    says({ t: 'refused', code: 'control.not-in-layout' });
    vi.advanceTimersByTime(15_000);
    expect(remote.dropped).toBe(true);
    vi.advanceTimersByTime(6_000);
    expect(remote.dropped).toBe(false);
  });

  it('knows that one window only is shown, which is not lent', () => {
    const { says } = connected();
    says({ t: 'control', state: 'PAUSED', request: 'request-1', why: 'control.window' });
    expect([remote.isWindow, remote.isPrivate, remote.controls]).toEqual([true, false, false]);
    says({ t: 'control', state: 'CONTROL', request: 'request-1', why: '' });
    expect(remote.isWindow).toBe(false);
  });

  it('forgets the app with its connection', () => {
    const first = connected();
    first.says({ t: 'screens', screens: [{ id: 'a', name: 'Left', width: 1920, height: 1080 }], shown: 'a' });
    expect(remote.screens).toHaveLength(1);
    const second = connected();
    expect(remote.app).toBeNull();
    expect(remote.screens).toEqual([]);
    first.says({ t: 'control', state: 'CONTROL', request: null, why: null });
    expect(remote.app).toBeNull();
    second.commands.onclose?.();
    expect(remote.state).toBe('NONE');
  });
});

describe('what the app tells', () => {
  it.each([
    '',
    'x',
    '[]',
    'null',
    '{"t":"pong"}',
    '{"t":"pong","at":"1"}',
    '{"t":"control","state":"ALL"}',
    '{"t":"refused"}',
    '{"t":"refused","code":1}',
    '{"t":"screens","screens":{}}',
    '{"t":"screens","screens":[{"id":"a","name":"A","width":0,"height":1}]}',
    '{"t":"screens","screens":[null]}',
    '{"t":"key","code":"KeyA","down":true}',
    `{"t":"pong","at":1,"x":"${'x'.repeat(20_000)}"}`,
  ])('is passed over when it makes no sense: %.40s', (text) => expect(told(text)).toBeNull());

  it('is read', () => {
    expect(told('{"t":"control","state":"PAUSED","request":"r","why":"private"}')).toEqual({
      t: 'control',
      state: 'PAUSED',
      why: 'private',
    });
    expect(told('{"t":"screens","screens":[{"id":"a","name":"A","width":2,"height":1}],"shown":null}')).toEqual({
      t: 'screens',
      screens: [{ id: 'a', name: 'A', width: 2, height: 1 }],
      shown: null,
    });
  });
});

describe('how it stands', () => {
  const after = (...consents: Consent[]) => {
    const shown = view();
    shown.parts.consents = { consents };
    return standing(shown, NOW);
  };

  it.each<[string, Consent[], string]>([
    ['nothing asked', [], 'none'],
    ['a recording is another matter', [consent({ scope: 'RECORDING' })], 'none'],
    ['asked', [consent({ state: 'ASKED', until: null })], 'asked'],
    ['given', [consent()], 'given'],
    ['given, and over by time', [consent({ until: '2026-03-02T10:00:00Z' })], 'over'],
    ['refused', [consent({ state: 'REFUSED', until: null, by: 'CUSTOMER' })], 'over'],
    [
      'ended, and asked anew',
      [consent({ state: 'ENDED' }), consent({ request: '2', state: 'ASKED', until: null })],
      'asked',
    ],
    [
      'given, and more is asked',
      [consent({ scope: 'SCREEN_ONLY' }), consent({ request: '2', state: 'ASKED', until: null })],
      'given',
    ],
  ])('%s', (_name, consents, expected) => expect(after(...consents).is).toBe(expected));

  it('counts down by the server', () => {
    expect(after(consent({ state: 'ASKED', until: null }))).toMatchObject({ left: 30_000 });
    expect(after(consent())).toMatchObject({ left: 540_000 });
  });

  it('relies on the consent that allows more', () => {
    expect(after(consent({ scope: 'SCREEN_ONLY' }), consent({ request: '2' }))).toMatchObject({
      consent: { request: '2' },
    });
  });
});
