import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Exchange, LONGEST_FILE, type Transfer } from '../../src/control/exchange.js';
import { fromBase64, safeName, sha256, toBase64, word } from '../../src/control/exchange-wire.js';
import type { Consent } from '../../src/control/standing.js';

function consent(scope: Consent['scope'], request: string): Consent {
  return {
    request,
    scope,
    reason: 'the printer',
    minutes: 10,
    askedAt: '2026-03-02T09:59:30Z',
    state: 'GIVEN',
    until: '2026-03-02T10:09:00Z',
    by: null,
  };
}

const FILES = consent('FILE_TRANSFER', 'request-files');
const CLIPBOARD = consent('CLIPBOARD', 'request-clipboard');

class Channel {
  readyState = 'open';
  sent: Record<string, unknown>[] = [];
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 'closed';
  }

  of(kind: string): Record<string, unknown>[] {
    return this.sent.filter((message) => message['t'] === kind);
  }

  says(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let exchange: Exchange;
let channel: Channel;

function connect(): Channel {
  const made = new Channel();
  exchange.attach({ createDataChannel: () => made } as unknown as RTCPeerConnection);
  return made;
}

function newest(): Transfer {
  const transfer = exchange.transfers.at(-1);
  if (transfer === undefined) throw new Error('there is none');
  return transfer;
}

/** What the customer's computer has of the file. */
function received(): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const part of channel.of('part')) {
    expect(part['at']).toBe(bytes.length);
    bytes.push(...(fromBase64(String(part['data'])) ?? []));
  }
  return Uint8Array.from(bytes);
}

async function until(what: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(what()).toBe(true), { timeout: 10_000 });
}

beforeEach(() => {
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) =>
    Promise.resolve(
      new Response(JSON.stringify({ permit: JSON.parse(String(init.body)).request as string, renewAfterSeconds: 20 }), {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
      }),
    ),
  );
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined }));
  exchange = new Exchange('/api/consultant/consultations/1');
  exchange.rely([FILES, CLIPBOARD]);
  channel = connect();
});

afterEach(() => {
  exchange.close();
  vi.unstubAllGlobals();
});

function open(): void {
  channel.says({ t: 'exchange', clipboard: CLIPBOARD.request, files: FILES.request });
}

describe('files to the customer', () => {
  it('shows the app a permit of each consent, and nothing counts before the app says so', async () => {
    expect(channel.sent).toEqual([]);
    channel.says({ t: 'exchange', clipboard: null, files: null });
    await until(() => channel.of('permit').length === 2);
    expect(exchange.may('FILE_TRANSFER')).toBe(false);

    open();
    expect(exchange.may('FILE_TRANSFER')).toBe(true);
    expect(exchange.may('CLIPBOARD')).toBe(true);
  });

  it('lets no consent of the app count that the server does not know', () => {
    channel.says({ t: 'exchange', clipboard: null, files: 'request-of-somebody' });
    expect(exchange.may('FILE_TRANSFER')).toBe(false);
  });

  it('sends a file in order, with its hash, no faster than it is taken', async () => {
    open();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    exchange.sendFiles([new File([bytes], '../../etc/pass\u202Ewd')]);
    await until(() => channel.of('offer').length === 1);
    const offer = channel.of('offer')[0] ?? {};
    expect(offer).toMatchObject({ c: FILES.request, kind: 'FILE', name: 'passwd', size: 300_000 });
    expect(newest().state).toBe('ASKED');
    expect(channel.of('part')).toEqual([]);

    const { id } = newest();
    channel.says({ t: 'go', c: FILES.request, id, from: 0 });
    expect(channel.of('part')).toHaveLength(24);
    for (let at = 10_240; at < 300_000; at += 10_240) channel.says({ t: 'got', c: FILES.request, id, at });
    expect(channel.of('whole')).toEqual([]);
    channel.says({ t: 'got', c: FILES.request, id, at: 300_000 });
    expect(await sha256(received())).toBe(await sha256(bytes));
    expect(channel.of('whole')[0]).toMatchObject({ sha256: await sha256(bytes) });
    expect(newest().state).toBe('RUNNING');

    channel.says({ t: 'taken', c: FILES.request, id });
    expect(newest()).toMatchObject({ state: 'DONE', done: 300_000 });
  });

  it('offers the next file once the customer answered the first', async () => {
    open();
    exchange.sendFiles([new File(['a'], 'a.txt'), new File(['b'], 'b.txt')]);
    await until(() => channel.of('offer').length === 1);
    channel.says({ t: 'drop', c: FILES.request, id: exchange.transfers[0]?.id, why: 'exchange.refused' });
    await until(() => channel.of('offer').length === 2);
    expect(exchange.transfers[0]).toMatchObject({ state: 'ENDED', why: 'exchange.refused' });
    expect(channel.of('offer')[1]).toMatchObject({ name: 'b.txt' });
  });

  it('goes on after a new connection from where the customer has it', async () => {
    open();
    exchange.sendFiles([new File([new Uint8Array(50_000)], 'a.bin')]);
    await until(() => channel.of('offer').length === 1);
    const { id } = newest();
    channel.says({ t: 'go', c: FILES.request, id, from: 0 });
    channel.says({ t: 'got', c: FILES.request, id, at: 20_480 });

    channel = connect();
    expect(channel.sent).toEqual([]);
    open();
    expect(channel.of('offer')).toHaveLength(1);
    channel.says({ t: 'go', c: FILES.request, id, from: 30_720 });
    expect(channel.of('part')[0]).toMatchObject({ at: 30_720 });
  });

  it('ends what relied on a consent with it, in the middle', async () => {
    open();
    exchange.sendFiles([new File([new Uint8Array(500_000)], 'a.bin'), new File(['b'], 'b.txt')]);
    await until(() => channel.of('offer').length === 1);
    const { id } = exchange.transfers[0] ?? newest();
    channel.says({ t: 'go', c: FILES.request, id, from: 0 });
    const sent = channel.sent.length;
    exchange.rely([CLIPBOARD]);
    channel.says({ t: 'got', c: FILES.request, id, at: 10_240 });

    expect(channel.sent.slice(sent)).toEqual([]);
    expect(exchange.transfers.map((each) => [each.state, each.why])).toEqual([
      ['ENDED', 'exchange.no-consent'],
      ['ENDED', 'exchange.no-consent'],
    ]);
  });

  it('does not begin with a file that is too large', () => {
    open();
    exchange.sendFiles([{ name: 'film.mkv', size: LONGEST_FILE + 1 } as File]);
    expect(newest()).toMatchObject({ state: 'ENDED', why: 'exchange.too-big' });
    expect(channel.of('offer')).toEqual([]);
  });

  it('believes no customer’s computer that has more than was sent', async () => {
    open();
    exchange.sendFiles([new File(['abc'], 'a.txt')]);
    await until(() => channel.of('offer').length === 1);
    channel.says({ t: 'go', c: FILES.request, id: newest().id, from: 2 });
    expect(newest()).toMatchObject({ state: 'ENDED', why: 'exchange.out-of-order' });
  });
});

describe('files and texts from the customer', () => {
  const id = 'transfer-of-customer';

  function offer(more: object = {}): void {
    channel.says({ t: 'offer', c: FILES.request, id, kind: 'FILE', name: 'scan.pdf', size: 4, ...more });
  }

  it('keeps a file that is what was sent, to be saved', async () => {
    open();
    offer();
    expect(channel.of('go')[0]).toMatchObject({ id, from: 0 });
    channel.says({ t: 'part', c: FILES.request, id, at: 0, data: toBase64(Uint8Array.of(1, 2, 3)) });
    channel.says({ t: 'part', c: FILES.request, id, at: 3, data: toBase64(Uint8Array.of(4)) });
    channel.says({ t: 'whole', c: FILES.request, id, sha256: await sha256(Uint8Array.of(1, 2, 3, 4)) });
    await until(() => newest().state === 'DONE');
    expect(newest()).toMatchObject({ name: 'scan.pdf', url: 'blob:1', incoming: true });
    expect(channel.of('taken')).toHaveLength(1);
  });

  it.each([
    ['another hash', 0, [1, 2, 3, 4], 'exchange.damaged'],
    ['more than announced', 0, [1, 2, 3, 4, 5], 'exchange.too-big'],
    ['less than announced', 0, [1, 2], 'exchange.incomplete'],
  ])('throws away %s', async (_what, at, bytes, why) => {
    open();
    offer();
    channel.says({ t: 'part', c: FILES.request, id, at, data: toBase64(Uint8Array.from(bytes)) });
    channel.says({ t: 'whole', c: FILES.request, id, sha256: 'f'.repeat(64) });
    await until(() => newest().state === 'ENDED');
    expect(newest()).toMatchObject({ why, url: null });
    expect(channel.of('drop')[0]).toMatchObject({ why });
  });

  it('takes nothing under a consent that does not stand', () => {
    channel.says({ t: 'exchange', clipboard: CLIPBOARD.request, files: null });
    offer();
    offer({ c: CLIPBOARD.request, id: 'transfer-other' });
    expect(exchange.transfers).toEqual([]);
    expect(channel.of('drop')).toHaveLength(2);
  });

  it('takes text only where it asked for it, and tells it', async () => {
    open();
    channel.says({ t: 'offer', c: CLIPBOARD.request, id, kind: 'TEXT', name: '', size: 3 });
    expect(channel.of('drop')[0]).toMatchObject({ id, why: 'exchange.no-consent' });

    const heard: string[] = [];
    exchange.addEventListener('text', (event) => heard.push((event as CustomEvent<string>).detail));
    exchange.askText();
    const asked = String(channel.of('ask-text')[0]?.['id']);
    const bytes = new TextEncoder().encode('Grüße');
    channel.says({ t: 'offer', c: CLIPBOARD.request, id: asked, kind: 'TEXT', name: '', size: bytes.length });
    channel.says({ t: 'part', c: CLIPBOARD.request, id: asked, at: 0, data: toBase64(bytes) });
    channel.says({ t: 'whole', c: CLIPBOARD.request, id: asked, sha256: await sha256(bytes) });
    await until(() => heard.length === 1);
    expect(heard).toEqual(['Grüße']);
  });
});

describe('what comes over the channel', () => {
  it.each([
    'no JSON',
    '[]',
    'null',
    '{"t":"offer","c":"request-1","id":"transfer-1","kind":"FILE","name":"a","size":-1}',
    '{"t":"offer","c":"request-1","id":"transfer-1","kind":"FILE","name":"a","size":1.5}',
    '{"t":"offer","c":"request-1","id":"../../x","kind":"FILE","name":"a","size":1}',
    '{"t":"go","c":"request-1","id":"transfer-1","from":"0"}',
    '{"t":"part","c":"request-1","id":"transfer-1","at":0}',
    '{"t":"newer","c":"request-1","id":"transfer-1"}',
  ])('makes no sense: %s', (text) => expect(word(text)).toBeNull());

  it('makes no sense when it is too long', () => {
    const part = { t: 'part', c: 'request-1', id: 'transfer-1', at: 0, data: 'x'.repeat(16_000) };
    expect(word(JSON.stringify(part))).not.toBeNull();
    expect(word(JSON.stringify({ ...part, data: 'x'.repeat(20_000) }))).toBeNull();
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['..', 'file'],
    ['.hidden', 'hidden'],
    ['Übersicht 2026.pdf', 'Übersicht 2026.pdf'],
  ])('%j is saved as %j', (given, safe) => expect(safeName(given)).toBe(safe));
});
