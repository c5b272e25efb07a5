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
/** The clock of pictures in RTP ticks 90 times a millisecond. */
const MICROS_A_TICK = 1_000 / 90;

let transformer: Transformer | null = null;
/** At most one picture is with the page at a time; of those that come meanwhile only the newest is worth showing. */
let isShowing = false;
let next: VideoFrame | null = null;

const decoding = new Decoding({
  shown(frame) {
    next?.close();
    next = frame;
    show();
  },
  needsKey,
  gaveUp: (why) => scope.postMessage({ t: 'gaveUp', why }),
});

function show(): void {
  if (next === null || isShowing) return;
  isShowing = true;
  scope.postMessage({ t: 'picture', picture: next }, [next]);
  next = null;
}

function needsKey(): void {
  // Refused while nothing is received at all; it is asked again as long as one is needed.
  transformer?.sendKeyFrameRequest().catch(() => undefined);
}

scope.onmessage = ({ data }) => {
  if (data.t === 'key') return needsKey();
  isShowing = false;
  show();
};

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
  readable.pipeThrough(beside).pipeTo(writable).catch(() => undefined);
  setInterval(() => decoding.look(performance.now()), LOOK_MILLIS);
};

function look(frame: RTCEncodedVideoFrame): void {
  const { frameId, dependencies, mimeType, rtpTimestamp } = frame.getMetadata();
  if (frameId === undefined || mimeType === undefined) {
    // Without its number a lost picture could not be told from none.
    decoding.close();
    return scope.postMessage({ t: 'gaveUp', why: 'pictures without numbers' });
  }
  const timestamp = Math.round((rtpTimestamp ?? 0) * MICROS_A_TICK);
  const isKey = frame.type === 'key';
  decoding.take(
    { id: frameId, isKey, needs: dependencies ?? [], mimeType, timestamp, data: frame.data },
    performance.now(),
  );
}
