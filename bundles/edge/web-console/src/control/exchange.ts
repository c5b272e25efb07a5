import { api, type Result } from '@connectme/web-shared/api';
import { type Kind, type Word, fromBase64, safeName, sha256, toBase64, word } from './exchange-wire.js';
import type { Consent } from './standing.js';

const RETRY_MILLIS = 3_000;
const PART_BYTES = 10 * 1024;
/** So much may be on its way unconfirmed. */
const WINDOW_BYTES = 24 * PART_BYTES;
export const LONGEST_FILE = 100 * 1024 * 1024;
export const LONGEST_TEXT = 256 * 1024;
const MOST_SHOWN = 20;

export type Scope = 'CLIPBOARD' | 'FILE_TRANSFER';

/** A file or text that goes over, went, or came to nothing. */
export interface Transfer {
  readonly id: string;
  readonly kind: Kind;
  /** From the customer's computer to here. */
  readonly incoming: boolean;
  readonly name: string;
  readonly size: number;
  readonly done: number;
  /** WAITS for its turn, is ASKED about at the customer's, RUNNING, DONE or ENDED without anything being kept. */
  readonly state: 'WAITS' | 'ASKED' | 'RUNNING' | 'DONE' | 'ENDED';
  /** A code when it came to nothing. */
  readonly why: string;
  /** What came, to be saved: never opened from here. */
  readonly url: string | null;
}

interface Going {
  readonly id: string;
  readonly request: string;
  readonly kind: Kind;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  hash: string;
  sent: number;
  begun: boolean;
  told: boolean;
}

interface Coming {
  readonly id: string;
  readonly request: string;
  readonly kind: Kind;
  readonly name: string;
  readonly size: number;
  readonly parts: Uint8Array<ArrayBuffer>[];
  received: number;
}

interface Permit {
  permit: string;
  renewAfterSeconds: number;
}

/**
 * Clipboard and files between here and the customer's desktop app, each under its consent. One file goes at a time, so
 * that each can be asked about at the customer's. Tells 'change', and 'text' with what the customer's clipboard had.
 */
export class Exchange extends EventTarget {
  /** The app has said that it does this. */
  present = false;
  /** The consents that the app lets count now. */
  clipboard: string | null = null;
  files: string | null = null;
  transfers: readonly Transfer[] = [];

  private channel: RTCDataChannel | null = null;
  private consents: readonly Consent[] = [];
  private readonly permitDue = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly queue: { id: string; file: File }[] = [];
  private readonly going = new Map<Kind, Going>();
  private readonly coming = new Map<Kind, Coming>();
  private readonly asked = new Set<string>();

  /** @param path of the consultation in the API */
  constructor(private readonly path: string) {
    super();
  }

  /** A new connection to the other side. What was under way goes on there, once the app says so. */
  attach(connection: RTCPeerConnection): void {
    this.detach();
    const channel = connection.createDataChannel('exchange', { negotiated: true, id: 3 });
    channel.onmessage = ({ data }: MessageEvent) => channel === this.channel && this.heard(String(data));
    channel.onclose = () => channel === this.channel && this.gone();
    this.channel = channel;
  }

  /** The consents to clipboard and files that stand now, by the server's word. */
  rely(consents: readonly Consent[]): void {
    const names = (all: readonly Consent[]): string => all.map((each) => each.request).join();
    if (names(consents) === names(this.consents)) return;
    for (const before of this.consents) {
      if (consents.some((now) => now.request === before.request)) continue;
      clearTimeout(this.permitDue.get(before.request));
      this.permitDue.delete(before.request);
      this.endAllOf(before.request);
    }
    const fresh = consents.filter((now) => !this.consents.some((before) => before.request === now.request));
    this.consents = consents;
    if (this.present) for (const consent of fresh) void this.permit(consent);
    this.changed();
  }

  may(scope: Scope): boolean {
    return this.requestOf(scope) !== null;
  }

  /** Puts text into the customer's clipboard. */
  async sendText(text: string): Promise<void> {
    const request = this.requestOf('CLIPBOARD');
    const bytes = new TextEncoder().encode(text);
    if (request === null || bytes.length === 0 || this.going.has('TEXT')) return;
    const id = crypto.randomUUID();
    if (bytes.length > LONGEST_TEXT) return this.refuse(id, 'TEXT', '', bytes.length, 'exchange.too-big');
    this.show({ id, kind: 'TEXT', incoming: false, name: '', size: bytes.length, done: 0, state: 'RUNNING' });
    await this.begin(id, request, 'TEXT', '', bytes);
  }

  /** Asks for what the customer's clipboard has; it comes as 'text'. */
  askText(): void {
    const request = this.requestOf('CLIPBOARD');
    if (request === null) return;
    const id = crypto.randomUUID();
    this.asked.add(id);
    this.show({ id, kind: 'TEXT', incoming: true, name: '', size: 0, done: 0, state: 'RUNNING' });
    this.say({ t: 'ask-text', c: request, id });
  }

  /** Offers files to the customer, one after another. */
  sendFiles(files: Iterable<File>): void {
    for (const file of files) {
      const id = crypto.randomUUID();
      const name = safeName(file.name);
      if (file.size > LONGEST_FILE) {
        this.refuse(id, 'FILE', name, file.size, 'exchange.too-big');
        continue;
      }
      this.show({ id, kind: 'FILE', incoming: false, name, size: file.size, done: 0, state: 'WAITS' });
      this.queue.push({ id, file });
    }
    void this.next();
  }

  cancel(id: string): void {
    const waits = this.queue.findIndex((each) => each.id === id);
    if (waits >= 0) this.queue.splice(waits, 1);
    const under = [...this.going.values(), ...this.coming.values()].find((each) => each.id === id);
    if (under !== undefined) this.say({ t: 'drop', c: under.request, id, why: 'exchange.cancelled' });
    this.end(id, 'exchange.cancelled');
  }

  /** Takes what is over off the list, with the files that were not saved. */
  forget(id: string): void {
    const old = this.transfers.find((each) => each.id === id);
    if (old?.url != null) URL.revokeObjectURL(old.url);
    this.transfers = this.transfers.filter((each) => each.id !== id);
    this.changed();
  }

  close(): void {
    this.rely([]);
    this.detach();
    for (const each of this.transfers) if (each.url !== null) URL.revokeObjectURL(each.url);
    this.transfers = [];
  }

  /** What came over the channel. */
  heard(text: string): void {
    const said = word(text);
    if (said === null) return;
    if (said.t === 'exchange') return this.told(said);
    const out = [...this.going.values()].find((each) => each.id === said.id && each.request === said.c);
    const into = [...this.coming.values()].find((each) => each.id === said.id && each.request === said.c);
    switch (said.t) {
      case 'offer':
        return this.offered(said);
      case 'part':
        return into === undefined ? undefined : this.part(into, said.at, said.data);
      case 'whole':
        if (into !== undefined) void this.whole(into, said.sha256);
        return;
      case 'go':
        return out === undefined ? undefined : this.go(out, said.from);
      case 'got':
        return out === undefined ? undefined : this.got(out, said.at);
      case 'taken':
        return out === undefined ? undefined : this.taken(out);
      case 'drop':
        return this.dropped(said.id, said.why);
    }
  }

  // ------------------------------------------------------------ consent

  private told(said: { clipboard: string | null; files: string | null }): void {
    const isNew = !this.present;
    this.present = true;
    this.clipboard = said.clipboard;
    this.files = said.files;
    if (isNew) for (const consent of this.consents) void this.permit(consent);
    for (const into of this.coming.values()) {
      if (this.counts(into.request)) this.say({ t: 'go', c: into.request, id: into.id, from: into.received });
    }
    // What the customer's computer takes goes on when it says from where; what it never heard of is offered again.
    if (isNew) for (const out of this.going.values()) this.offer(out);
    this.changed();
    void this.next();
  }

  private counts(request: string): boolean {
    return request === this.clipboard || request === this.files;
  }

  /** The consent that stands by the server's word and by the app's. */
  private requestOf(scope: Scope): string | null {
    const permitted = scope === 'CLIPBOARD' ? this.clipboard : this.files;
    return this.consents.some((each) => each.scope === scope && each.request === permitted) ? permitted : null;
  }

  private async permit(consent: Consent): Promise<void> {
    const { request } = consent;
    clearTimeout(this.permitDue.get(request));
    const stands = (): boolean => this.present && this.consents.some((each) => each.request === request);
    if (!stands()) return;
    const answer: Result<Permit> = await api.post<Permit>(`${this.path}/permit`, { request });
    if (!stands()) return;
    if (answer.ok) this.say({ t: 'permit', permit: answer.value.permit });
    const after = answer.ok ? answer.value.renewAfterSeconds * 1000 : RETRY_MILLIS;
    this.permitDue.set(
      request,
      setTimeout(() => void this.permit(consent), after),
    );
  }

  // ------------------------------------------------------------ what goes out

  private async next(): Promise<void> {
    const request = this.requestOf('FILE_TRANSFER');
    if (request === null || this.going.has('FILE')) return;
    const first = this.queue.shift();
    if (first === undefined) return;
    const name = safeName(first.file.name);
    this.alter(first.id, { state: 'ASKED' });
    try {
      const bytes = new Uint8Array(await first.file.arrayBuffer());
      if (this.going.has('FILE') || !this.isOpen(first.id)) {
        if (this.isOpen(first.id)) this.queue.unshift(first);
        return;
      }
      await this.begin(first.id, request, 'FILE', name, bytes);
    } catch (failure) {
      console.warn('a file cannot be read:', failure);
      this.end(first.id, 'exchange.no-file');
      void this.next();
    }
  }

  private async begin(
    id: string,
    request: string,
    kind: Kind,
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    // Its place is taken before the hash is there.
    const out: Going = { id, request, kind, name, bytes, hash: '', sent: 0, begun: false, told: false };
    this.going.set(kind, out);
    const hash = await sha256(bytes);
    if (this.going.get(kind) !== out) return;
    out.hash = hash;
    this.offer(out);
  }

  private offer(out: Going): void {
    if (out.hash === '') return;
    const { request: c, id, kind, name, bytes } = out;
    this.say({ t: 'offer', c, id, kind, name, size: bytes.length });
  }

  private go(out: Going, from: number): void {
    if (from > out.sent) return this.fail(out.id, out.request, 'exchange.out-of-order');
    out.sent = from;
    out.begun = true;
    out.told = false;
    this.alter(out.id, { state: 'RUNNING', done: from });
    this.flow(out);
  }

  private got(out: Going, at: number): void {
    if (at > out.sent) return this.fail(out.id, out.request, 'exchange.out-of-order');
    this.alter(out.id, { done: at });
    this.flow(out);
  }

  private flow(out: Going): void {
    const done = this.transfers.find((each) => each.id === out.id)?.done ?? 0;
    while (out.begun && out.sent < out.bytes.length && out.sent - done < WINDOW_BYTES && this.counts(out.request)) {
      const part = out.bytes.subarray(out.sent, out.sent + PART_BYTES);
      if (!this.say({ t: 'part', c: out.request, id: out.id, at: out.sent, data: toBase64(part) })) return;
      out.sent += part.length;
    }
    if (out.begun && done === out.bytes.length && !out.told) {
      out.told = this.say({ t: 'whole', c: out.request, id: out.id, sha256: out.hash });
    }
  }

  private taken(out: Going): void {
    this.going.delete(out.kind);
    this.alter(out.id, { state: 'DONE', done: out.bytes.length });
    void this.next();
  }

  // ------------------------------------------------------------ what comes in

  private offered(offer: Word & { t: 'offer' }): void {
    const { c, id, kind, name, size } = offer;
    const known = this.coming.get(kind);
    if (known?.id === id && known.request === c) {
      this.say({ t: 'go', c, id, from: known.received });
      return;
    }
    if (this.transfers.some((each) => each.id === id && each.incoming && each.state === 'DONE')) {
      this.say({ t: 'taken', c, id });
      return;
    }
    const scope: Scope = kind === 'TEXT' ? 'CLIPBOARD' : 'FILE_TRANSFER';
    const wanted = kind === 'FILE' ? !this.transfers.some((each) => each.id === id) : this.asked.delete(id);
    const most = kind === 'TEXT' ? LONGEST_TEXT : LONGEST_FILE;
    const wrong =
      this.requestOf(scope) !== c || !wanted
        ? 'exchange.no-consent'
        : this.coming.has(kind)
          ? 'exchange.busy'
          : size > most
            ? 'exchange.too-big'
            : '';
    if (wrong !== '') {
      this.say({ t: 'drop', c, id, why: wrong });
      return;
    }
    this.coming.set(kind, { id, request: c, kind, name, size, parts: [], received: 0 });
    this.show({ id, kind, incoming: true, name: kind === 'TEXT' ? '' : name, size, done: 0, state: 'RUNNING' });
    this.say({ t: 'go', c, id, from: 0 });
  }

  private part(into: Coming, at: number, data: string): void {
    const bytes = fromBase64(data);
    if (bytes === null) return this.fail(into.id, into.request, 'exchange.malformed');
    // Sent again after a cut, or sent on where something was lost: the word to go on says from where.
    if (at !== into.received) return;
    if (bytes.length > into.size - into.received) return this.fail(into.id, into.request, 'exchange.too-big');
    into.parts.push(bytes);
    into.received += bytes.length;
    this.alter(into.id, { done: into.received });
    this.say({ t: 'got', c: into.request, id: into.id, at: into.received });
  }

  private async whole(into: Coming, hash: string): Promise<void> {
    if (into.received !== into.size) return this.fail(into.id, into.request, 'exchange.incomplete');
    const blob = new Blob(into.parts, { type: 'application/octet-stream' });
    const bytes = await blob.arrayBuffer();
    const found = await sha256(bytes);
    if (this.coming.get(into.kind) !== into) return;
    if (found !== hash) return this.fail(into.id, into.request, 'exchange.damaged');
    this.coming.delete(into.kind);
    this.say({ t: 'taken', c: into.request, id: into.id });
    if (into.kind === 'TEXT') {
      this.alter(into.id, { state: 'DONE' });
      this.dispatchEvent(new CustomEvent('text', { detail: new TextDecoder().decode(bytes) }));
    } else {
      this.alter(into.id, { state: 'DONE', url: URL.createObjectURL(blob) });
    }
  }

  // ------------------------------------------------------------ both

  private dropped(id: string, why: string): void {
    this.asked.delete(id);
    this.end(id, why === '' ? 'exchange.cancelled-there' : why);
    void this.next();
  }

  private fail(id: string, request: string, why: string): void {
    this.say({ t: 'drop', c: request, id, why });
    this.end(id, why);
    void this.next();
  }

  private isOpen(id: string): boolean {
    const transfer = this.transfers.find((each) => each.id === id);
    return transfer !== undefined && transfer.state !== 'DONE' && transfer.state !== 'ENDED';
  }

  private end(id: string, why: string): void {
    for (const all of [this.going, this.coming] as Map<Kind, { id: string }>[]) {
      for (const [kind, each] of all) if (each.id === id) all.delete(kind);
    }
    if (this.isOpen(id)) this.alter(id, { state: 'ENDED', why });
  }

  /** The consent is over, and with it all that relied on it. */
  private endAllOf(request: string): void {
    for (const each of [...this.going.values(), ...this.coming.values()]) {
      if (each.request === request) this.end(each.id, 'exchange.no-consent');
    }
    if (request === this.clipboard) this.clipboard = null;
    if (request === this.files) {
      this.files = null;
      for (const { id } of this.queue.splice(0)) this.end(id, 'exchange.no-consent');
    }
    for (const id of this.asked) this.end(id, 'exchange.no-consent');
    this.asked.clear();
  }

  private refuse(id: string, kind: Kind, name: string, size: number, why: string): void {
    this.show({ id, kind, incoming: false, name, size, done: 0, state: 'ENDED', why });
  }

  private show(transfer: Omit<Transfer, 'why' | 'url'> & { why?: string }): void {
    // An answer to what was asked for is on the list already.
    this.transfers = [
      ...this.transfers.filter((each) => each.id !== transfer.id),
      { why: '', url: null, ...transfer },
    ].slice(-MOST_SHOWN);
    this.changed();
  }

  private alter(id: string, change: Partial<Transfer>): void {
    this.transfers = this.transfers.map((each) => (each.id === id ? { ...each, ...change } : each));
    this.changed();
  }

  private say(message: object): boolean {
    if (this.channel?.readyState !== 'open') return false;
    this.channel.send(JSON.stringify(message));
    return true;
  }

  private detach(): void {
    const channel = this.channel;
    this.channel = null;
    if (channel !== null) {
      channel.onmessage = channel.onclose = null;
      channel.close();
    }
    this.gone();
  }

  private gone(): void {
    this.present = false;
    this.clipboard = this.files = null;
    for (const due of this.permitDue.values()) clearTimeout(due);
    this.permitDue.clear();
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
