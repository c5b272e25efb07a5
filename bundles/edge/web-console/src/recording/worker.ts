import { Delivery } from './delivery.js';
import type { Role } from './layout.js';
import type { FromWorker, NewTake, ToWorker } from './messages.js';
import type { PictureCodec } from './shape.js';
import { Drawer, type Take } from './shelf.js';
import { Studio } from './studio.js';
import { overHttp } from './wire.js';

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = self as unknown as WorkerScope;
const readers: Partial<Record<Role, ReadableStreamDefaultReader<VideoFrame>>> = {};
const shelf = Drawer.open();

let studio: Studio | null = null;
let sounds: MessagePort | null = null;
let take: NewTake | null = null;
let delivery: Delivery | null = null;
/** What is written to the shelf, one after another. */
let work: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }) => {
  switch (data.t) {
    case 'begin':
      return begin(data.take, data.codec, data.elapsed, data.sound);
    case 'source':
      return source(data.role, data.pictures);
    case 'grabbed':
      return Object.entries(data.pictures).forEach(([role, picture]) => show(role as Role, picture));
    case 'veil':
      return studio?.veil(data.words);
    case 'end':
      return void end(data.until);
    case 'deliver':
      return void deliverAll();
  }
};
say({ t: 'ready' });

function begin(made: NewTake, codec: PictureCodec, elapsed: number, port: MessagePort): void {
  let at = 0;
  const recorder = new Studio(codec, elapsed, {
    part: (bytes) => {
      const part = { recording: made.recording, take: made.number, at, bytes };
      at += bytes.length;
      later(async () => (await shelf).add(part));
    },
    failed: (why) => say({ t: 'failed', why }),
    tick: () => say({ t: 'wants' }),
  });
  port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => recorder.hear(data);
  [studio, sounds, take] = [recorder, port, made];
  later(async () => {
    await closeTakes(made.recording);
    await (await shelf).begin({ ...made, codec, bytes: 0, over: false });
    void deliver(made.recording);
  });
}

async function end(until: number): Promise<void> {
  if (studio === null || take === null) return;
  const [recorder, ended] = [studio, take];
  studio = null;
  sounds?.close();
  (Object.keys(readers) as Role[]).forEach((role) => source(role, null));
  await recorder.end(until);
  later(async () => (await shelf).end(ended.recording, ended.number));
}

function source(role: Role, pictures: ReadableStream<VideoFrame> | null): void {
  // Fails only where it has ended by itself.
  readers[role]?.cancel().catch(() => undefined);
  delete readers[role];
  if (pictures === null) return show(role, null);
  const reader = pictures.getReader();
  readers[role] = reader;
  void follow(role, reader);
}

async function follow(role: Role, reader: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
  for (;;) {
    const { value } = await reader.read();
    if (readers[role] !== reader) return value?.close();
    show(role, value ?? null);
    if (value === undefined) return;
  }
}

function show(role: Role, picture: VideoFrame | null): void {
  if (studio === null) picture?.close();
  else studio.show(role, picture);
}

/** What cannot be kept ends the recording. */
function later(step: () => Promise<void>): void {
  work = work
    .then(step)
    .then(() => delivery?.wake())
    .catch((failure: unknown) => say({ t: 'failed', why: String(failure) }));
}

/** While the lock is held no other page delivers this recording. */
async function deliver(recording: string): Promise<void> {
  const bringing = await newDelivery();
  delivery = bringing;
  await navigator.locks.request(lockOf(recording), () => bringing.run(recording));
  await done();
}

/** What no page is at work on. */
async function deliverAll(): Promise<void> {
  const recordings = new Set((await (await shelf).takes()).map((each) => each.recording));
  const bring = (recording: string): Promise<void> =>
    navigator.locks.request(lockOf(recording), { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      await closeTakes(recording);
      await (await newDelivery()).run(recording);
    });
  await Promise.all([...recordings].map(bring));
  await done();
}

async function done(): Promise<void> {
  say({ t: 'done', isEmpty: (await (await shelf).takes()).length === 0 });
}

/** Whoever made them is gone: nothing is added to these. */
async function closeTakes(recording: string): Promise<void> {
  const kept = await shelf;
  const open = (each: Take): boolean => each.recording === recording && !each.over;
  for (const each of (await kept.takes()).filter(open)) await kept.end(recording, each.number);
}

async function newDelivery(): Promise<Delivery> {
  return new Delivery(await shelf, overHttp, {
    refused: (recording, code) => say({ t: 'refused', recording, code }),
    delivered: (recording) => say({ t: 'delivered', recording }),
  });
}

function lockOf(recording: string): string {
  return `connectme-recording-${recording}`;
}

function say(message: FromWorker): void {
  scope.postMessage(message);
}
