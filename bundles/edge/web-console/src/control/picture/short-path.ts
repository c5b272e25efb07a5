import type { FromWorker, ToWorker } from './messages.js';
import { type Patch, Patches } from './patches.js';
import { Patchwork } from './patchwork.js';

/** Numbers pictures, and says which each is drawn over: without it a lost picture could not be told from none. */
const DEPENDENCIES = 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

/** A late one or two are still of the size before. */
const MOST_MISFITS = 2;

/** What TypeScript's library does not have yet; older browsers do not have it either. */
interface Extensible {
  getHeaderExtensionsToNegotiate(): { uri: string; direction: RTCRtpTransceiverDirection }[];
  setHeaderExtensionsToNegotiate(extensions: { uri: string; direction: RTCRtpTransceiverDirection }[]): void;
}

/**
 * The short path of the pictures that a line will receive. To be made before the line is offered: later the browser hands
 * over no pictures any more.
 *
 * @return null where the browser cannot, and the video element is what shows them
 */
export function shortPathOf(line: RTCRtpTransceiver | undefined): ShortPath | null {
  const isPossible = 'RTCRtpScriptTransform' in globalThis && 'VideoDecoder' in globalThis;
  return line !== undefined && isPossible && numbersPictures(line) ? new ShortPath(line.receiver) : null;
}

function numbersPictures(line: RTCRtpTransceiver): boolean {
  if (!('setHeaderExtensionsToNegotiate' in line)) return false;
  const extensible = line as unknown as Extensible;
  const extensions = extensible.getHeaderExtensionsToNegotiate();
  const numbers = extensions.find((each) => each.uri === DEPENDENCIES);
  if (numbers === undefined) return false;
  numbers.direction = 'sendrecv';
  extensible.setHeaderExtensionsToNegotiate(extensions);
  return true;
}

/**
 * Shows one received screen past the browser's jitter buffer: a worker takes the encoded pictures, decodes each as soon
 * as it is there, and the page draws it at once. The video element goes on getting the same pictures, so that it is
 * there when this way ends. What changed on a part of the screen comes sooner still, as a patch. Tells 'change' when it begins to show, changes its size, or gives up.
 */
export class ShortPath extends EventTarget {
  /** Of the picture that is shown; zero until there is one. */
  width = 0;
  height = 0;
  private readonly worker: Worker;
  private canvas: HTMLCanvasElement | null = null;
  private pen: CanvasRenderingContext2D | null = null;
  private channel: RTCDataChannel | null = null;
  private readonly patches = new Patches((patch) => this.paste(patch));
  private readonly patchwork = new Patchwork();
  /** What the app was told last. */
  private wanted = false;
  /** Patches of another size than the picture has, one after another. */
  private misfits = 0;

  constructor(receiver: RTCRtpReceiver) {
    super();
    this.worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'picture' });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.heard(data);
    this.worker.onerror = () => {
      // What is not handed on by a worker must not wait for it.
      receiver.transform = null;
      this.close();
    };
    receiver.transform = new RTCRtpScriptTransform(this.worker);
  }

  get isShowing(): boolean {
    return this.width > 0;
  }

  /** Draws here from now on; null for nowhere. */
  show(canvas: HTMLCanvasElement | null): void {
    if (canvas === this.canvas) return;
    this.canvas = canvas;
    this.pen = canvas?.getContext('2d', { alpha: false, desynchronized: true }) ?? null;
    this.sized(0, 0);
    this.say({ t: 'show', on: canvas !== null });
  }

  /** Patches come on this channel from a desktop app that knows them, as long as they are asked for. */
  patchedBy(channel: RTCDataChannel): void {
    this.channel = channel;
    channel.binaryType = 'arraybuffer';
    channel.onopen = () => this.want(this.isShowing);
    channel.onmessage = ({ data }: MessageEvent) => this.patches.take(data);
  }

  /** The picture is no longer taken; what was drawn last is gone. */
  close(): void {
    this.worker.terminate();
    this.worker.onmessage = null;
    this.canvas = this.pen = null;
    this.sized(0, 0);
    if (this.channel !== null) {
      this.channel.onopen = this.channel.onmessage = null;
      this.channel.close();
      this.channel = null;
    }
  }

  private heard(message: FromWorker): void {
    if (message.t === 'gaveUp') {
      console.warn('short path:', message.why);
      // The worker stays: it hands the pictures on to the video element.
      this.canvas = this.pen = null;
      this.sized(0, 0);
      return;
    }
    this.draw(message.picture, message.came);
    message.picture.close();
    this.say({ t: 'drawn' });
  }

  private draw(picture: VideoFrame, came: number): void {
    if (this.canvas === null || this.pen === null) return;
    const { displayWidth: width, displayHeight: height } = picture;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    if (width !== this.width || height !== this.height) this.patchwork.forget();
    const newer = this.patchwork.picture(picture.timestamp / 1_000, came, now());
    if (newer.length > 0) this.pen.save();
    for (const area of newer) {
      this.pen.beginPath();
      this.pen.rect(0, 0, width, height);
      this.pen.rect(area.x, area.y, area.width, area.height);
      this.pen.clip('evenodd');
    }
    this.pen.drawImage(picture, 0, 0);
    if (newer.length > 0) this.pen.restore();
    this.sized(width, height);
  }

  private paste({ wholeWidth, wholeHeight, area, takenMillis, image }: Patch): void {
    if (this.pen === null || !this.isShowing) return;
    if (wholeWidth !== this.width || wholeHeight !== this.height) {
      // The picture is sent smaller than the screen is: until it has another size they are of no use.
      if (++this.misfits > MOST_MISFITS) this.want(false);
      return;
    }
    this.misfits = 0;
    if (this.patchwork.patch(area, takenMillis, now())) {
      this.pen.putImageData(image, area.x, area.y);
    }
  }

  private want(on: boolean): void {
    if (on === this.wanted || this.channel?.readyState !== 'open') return;
    this.wanted = on;
    this.channel.send(JSON.stringify({ t: 'patches', on }));
  }

  private say(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  private sized(width: number, height: number): void {
    if (width === this.width && height === this.height) return;
    this.width = width;
    this.height = height;
    this.misfits = 0;
    this.want(this.isShowing);
    this.dispatchEvent(new Event('change'));
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
