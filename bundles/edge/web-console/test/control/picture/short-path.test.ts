import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromWorker, ToWorker } from '../../../src/control/picture/messages.js';
import { shortPathOf } from '../../../src/control/picture/short-path.js';

const DEPENDENCIES = 'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

/** The browser's worker: notes what it is told. */
class PictureWorker {
  static made: PictureWorker[] = [];
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: (() => void) | null = null;
  told: ToWorker[] = [];
  terminated = false;

  constructor() {
    PictureWorker.made.push(this);
  }

  postMessage(message: ToWorker): void {
    this.told.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }
}

class Line {
  readonly receiver: { transform: unknown } = { transform: null };
  extensions = [
    { uri: 'urn:ietf:params:rtp-hdrext:toffset', direction: 'sendrecv' },
    { uri: DEPENDENCIES, direction: 'stopped' },
  ];

  getHeaderExtensionsToNegotiate() {
    return this.extensions.map((each) => ({ ...each }));
  }

  setHeaderExtensionsToNegotiate(extensions: typeof this.extensions): void {
    this.extensions = extensions;
  }
}

function pathOf(line: unknown) {
  return shortPathOf(line as RTCRtpTransceiver);
}

function canvas() {
  const pen = Object.fromEntries(
    ['drawImage', 'putImageData', 'save', 'restore', 'beginPath', 'rect', 'clip'].map((name) => [name, vi.fn()]),
  ) as Record<
    'drawImage' | 'putImageData' | 'save' | 'restore' | 'beginPath' | 'rect' | 'clip',
    ReturnType<typeof vi.fn>
  >;
  return { element: { width: 0, height: 0, getContext: () => pen } as unknown as HTMLCanvasElement, pen };
}

function picture(width = 1280, height = 720) {
  return { displayWidth: width, displayHeight: height, timestamp: 0, close: vi.fn() } as unknown as VideoFrame;
}

/** The channel of patches, to an app that knows them. */
class Channel {
  readyState = 'connecting';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  asked: boolean[] = [];

  send(text: string): void {
    this.asked.push((JSON.parse(text) as { on: boolean }).on);
  }

  open(): void {
    this.readyState = 'open';
    this.onopen?.();
  }

  close(): void {
    this.readyState = 'closed';
  }

  /** A red area of two times one pixels at 30, 40. */
  patches(width = 1280, height = 720): void {
    const bytes = new ArrayBuffer(23);
    const view = new DataView(bytes);
    view.setUint8(0, 1);
    [width, height, 30, 40, 2, 1].forEach((value, index) => view.setUint16(2 + 2 * index, value, true));
    [1 << 2, 200, 0, 0, (1 << 2) | 1].forEach((value, index) => view.setUint8(18 + index, value));
    this.onmessage?.({ data: bytes });
  }
}

/** A path that shows a screen and was there for a second. */
function shown() {
  vi.stubGlobal(
    'ImageData',
    class {
      data: Uint8ClampedArray;
      constructor(
        readonly width: number,
        readonly height: number,
      ) {
        this.data = new Uint8ClampedArray(4 * width * height);
      }
    },
  );
  const path = pathOf(new Line());
  const channel = new Channel();
  path?.patchedBy(channel as unknown as RTCDataChannel);
  const { element, pen } = canvas();
  path?.show(element);
  const shows = (frame = picture()): void =>
    worker().onmessage?.({ data: { t: 'picture', picture: frame, came: performance.timeOrigin } });
  for (let i = 0; i < 30; i++) shows();
  return { path, channel, pen, shows };
}

const worker = (): PictureWorker => PictureWorker.made.at(-1) as PictureWorker;

beforeEach(() => {
  PictureWorker.made = [];
  vi.stubGlobal('Worker', PictureWorker);
  vi.stubGlobal('VideoDecoder', class {});
  vi.stubGlobal('RTCRtpScriptTransform', class {});
});

afterEach(() => vi.unstubAllGlobals());

describe('the short path of a line', () => {
  it('asks for numbered pictures and takes them', () => {
    const line = new Line();
    expect(pathOf(line)).not.toBeNull();
    expect(line.extensions.map((each) => each.direction)).toEqual(['sendrecv', 'sendrecv']);
    expect(line.receiver.transform).not.toBeNull();
  });

  it.each(['VideoDecoder', 'RTCRtpScriptTransform'])('is none without %s', (name) => {
    vi.stubGlobal(name, undefined);
    delete (globalThis as Record<string, unknown>)[name];
    const line = new Line();
    expect(pathOf(line)).toBeNull();
    expect(line.receiver.transform).toBeNull();
  });

  it('is none where pictures cannot be numbered', () => {
    const line = new Line();
    line.extensions.pop();
    expect(pathOf(line)).toBeNull();
    expect(pathOf({ receiver: {} })).toBeNull();
    expect(shortPathOf(undefined)).toBeNull();
  });

  it('draws each picture, frees it, and asks for the next', () => {
    const path = pathOf(new Line());
    const { element, pen } = canvas();
    path?.show(element);
    expect(worker().told).toEqual([{ t: 'show', on: true }]);
    expect(path?.isShowing).toBe(false);
    const frame = picture();
    worker().onmessage?.({ data: { t: 'picture', picture: frame, came: 0 } });
    expect(pen.drawImage).toHaveBeenCalledWith(frame, 0, 0);
    expect(frame.close).toHaveBeenCalled();
    expect(worker().told.at(-1)).toEqual({ t: 'drawn' });
    expect([path?.isShowing, element.width, element.height]).toEqual([true, 1280, 720]);
  });

  it('frees what comes when nobody looks any more', () => {
    const path = pathOf(new Line());
    const { element, pen } = canvas();
    path?.show(element);
    path?.show(null);
    const frame = picture();
    worker().onmessage?.({ data: { t: 'picture', picture: frame, came: 0 } });
    expect(pen.drawImage).not.toHaveBeenCalled();
    expect(frame.close).toHaveBeenCalled();
    expect(worker().told).toContainEqual({ t: 'show', on: false });
  });

  it('tells when the picture changes its size, and when it gives up', () => {
    const path = pathOf(new Line());
    const changed = vi.fn();
    path?.addEventListener('change', changed);
    path?.show(canvas().element);
    worker().onmessage?.({ data: { t: 'picture', picture: picture(), came: 0 } });
    worker().onmessage?.({ data: { t: 'picture', picture: picture(), came: 0 } });
    expect(changed).toHaveBeenCalledTimes(1);
    worker().onmessage?.({ data: { t: 'picture', picture: picture(1920, 1080), came: 0 } });
    expect(changed).toHaveBeenCalledTimes(2);
    worker().onmessage?.({ data: { t: 'gaveUp', why: 'broken' } });
    expect([changed.mock.calls.length, path?.isShowing]).toEqual([3, false]);
    // The video element still gets its pictures by way of the worker.
    expect(worker().terminated).toBe(false);
  });

  it('hands the line back when its worker cannot be had', () => {
    const line = new Line();
    pathOf(line);
    worker().onerror?.();
    expect(line.receiver.transform).toBeNull();
    expect(worker().terminated).toBe(true);
  });

  it('ends with its worker', () => {
    const path = pathOf(new Line());
    path?.show(canvas().element);
    worker().onmessage?.({ data: { t: 'picture', picture: picture(), came: 0 } });
    path?.close();
    expect([path?.isShowing, worker().terminated]).toEqual([false, true]);
  });

  it('asks for patches while it shows a picture, and only an app that opened the channel', () => {
    const { path, channel } = shown();
    expect(channel.asked).toEqual([]);
    channel.open();
    expect(channel.asked).toEqual([true]);
    path?.show(null);
    expect(channel.asked).toEqual([true, false]);
  });

  it('draws a patch at once, and no picture over it that may be older', () => {
    const { channel, pen, shows } = shown();
    channel.open();
    channel.patches();
    expect(pen.putImageData).toHaveBeenCalledWith(expect.objectContaining({ width: 2, height: 1 }), 30, 40);
    expect(pen.clip).not.toHaveBeenCalled();
    shows();
    expect(pen.rect.mock.calls).toEqual([
      [0, 0, 1280, 720],
      [30, 40, 2, 1],
    ]);
    expect(pen.clip).toHaveBeenCalledWith('evenodd');
    expect(pen.restore).toHaveBeenCalledTimes(1);
  });

  it('wants no patches of a screen that is sent smaller, until the size changes', () => {
    const { channel, pen, shows } = shown();
    channel.open();
    for (let i = 0; i < 4; i++) channel.patches(2560, 1440);
    expect(pen.putImageData).not.toHaveBeenCalled();
    expect(channel.asked).toEqual([true, false]);
    shows(picture(2560, 1440));
    expect(channel.asked).toEqual([true, false, true]);
    channel.patches(2560, 1440);
    expect(pen.putImageData).toHaveBeenCalledTimes(1);
  });

  it('goes on with patches after a late one of the size before', () => {
    const { channel, pen, shows } = shown();
    channel.open();
    for (let i = 0; i < 3; i++) {
      channel.patches(2560, 1440);
      channel.patches(2560, 1440);
      channel.patches();
    }
    channel.patches(2560, 1440);
    channel.patches(2560, 1440);
    shows(picture(1920, 1080));
    channel.patches();
    channel.patches();
    expect(pen.putImageData).toHaveBeenCalledTimes(3);
    expect(channel.asked).toEqual([true]);
  });

  it('takes no patch when it shows nothing', () => {
    const { path, channel, pen } = shown();
    channel.open();
    path?.show(null);
    channel.patches();
    path?.close();
    expect(pen.putImageData).not.toHaveBeenCalled();
    expect([channel.readyState, channel.onmessage]).toEqual(['closed', null]);
  });
});
