import { Decoding } from './decoding.js';
import type { FromWorker, ToWorker } from './messages.js';

/** What the browser gives a worker for one receiver: pictures as they came, on their way to the jitter buffer. */
interface Transformer {
  readable: ReadableStream<RTCEncodedVideoFrame>;
  writable: WritableStream<RTCEncodedVideoFrame>;
  sendKeyFrameRequest(): Promise<unknown>;
}

interface WorkerScope {
  onrtctransform: ((event: { transformer: Transformer }) => void) | null;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
const LOOK_MILLIS = 100;
/** More are never decoded at once. */
const MOST_ARRIVALS = 200;
/** The clock of pictures in RTP ticks 90 times a millisecond. */
const MICROS_A_TICK = 1_000 / 90;

let transformer: Transformer | null = null;
/** While somebody looks. */
let decoding: Decoding | null = null;
/** At most one picture is with the page at a time; of those that come meanwhile only the newest is worth showing. */
let isDrawing = false;
let next: VideoFrame | null = null;
/** When those came that are being decoded, by their times. */
const arrivals = new Map<number, number>();

scope.onmessage = ({ data }) => {
  if (data.t === 'drawn') {
    isDrawing = false;
    give();
  } else {
    show(data.on);
  }
};

function show(on: boolean): void {
  decoding?.close();
  decoding = on ? new Decoding({ shown, needsKey, gaveUp }) : null;
  decoding?.look(performance.now());
  next?.close();
  next = null;
}

function shown(frame: VideoFrame): void {
  next?.close();
  next = frame;
  give();
}

function give(): void {
  if (next === null || isDrawing) return;
  isDrawing = true;
  const came = arrivals.get(next.timestamp) ?? now();
  for (const timestamp of arrivals.keys()) {
    arrivals.delete(timestamp);
    if (timestamp === next.timestamp) break;
  }
  scope.postMessage({ t: 'picture', picture: next, came }, [next]);
  next = null;
}

/** As the page counts. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function needsKey(): void {
  // Refused while nothing is received at all; it is asked again as long as one is needed.
  transformer?.sendKeyFrameRequest().catch(() => undefined);
}

function gaveUp(why: string): void {
  decoding?.close();
  scope.postMessage({ t: 'gaveUp', why });
}

scope.onrtctransform = (event) => {
  transformer = event.transformer;
  const { readable, writable } = event.transformer;
  const beside = new TransformStream<RTCEncodedVideoFrame, RTCEncodedVideoFrame>({
    transform(frame, controller) {
      look(frame);
      // The video element goes on with the same pictures: it is there at once should this way end.
      controller.enqueue(frame);
    },
  });
  // Ends with the connection, which closes the stream under it.
  readable
    .pipeThrough(beside)
    .pipeTo(writable)
    .catch(() => undefined);
  setInterval(() => decoding?.look(performance.now()), LOOK_MILLIS);
};

function look(frame: RTCEncodedVideoFrame): void {
  if (decoding === null) return;
  const { frameId, dependencies, mimeType, rtpTimestamp } = frame.getMetadata();
  if (frameId === undefined || mimeType === undefined) return gaveUp('pictures without numbers');
  const timestamp = Math.round((rtpTimestamp ?? 0) * MICROS_A_TICK);
  if (arrivals.size >= MOST_ARRIVALS) arrivals.clear();
  arrivals.set(timestamp, now());
  const isKey = frame.type === 'key';
  decoding.take(
    { id: frameId, isKey, needs: dependencies ?? [], mimeType, timestamp, data: frame.data },
    performance.now(),
  );
}
