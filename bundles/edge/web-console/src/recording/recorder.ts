import type { Call } from '@connectme/web-shared/call';
import type { LocalMedia } from '@connectme/web-shared/media';
import type { Role } from './layout.js';
import type { FromWorker, NewTake, ToWorker } from './messages.js';
import { Mixer } from './mixer.js';
import { type Pictures, picturesTo } from './pictures.js';
import type { TakeEvents, TakeRecorder } from './recording.js';
import type { PictureCodec } from './shape.js';

const ROLES = ['other', 'own', 'screen'] as const;

/**
 * One take of a recording: hands voices and pictures of the call to a worker that draws, encodes, keeps and delivers
 * them. After the end the worker goes on until the server has everything.
 */
export class Recorder implements TakeRecorder {
  private readonly worker = newWorker();
  private readonly mixer = new Mixer();
  private readonly pictures: Pictures;
  private readonly shown: Partial<Record<Role, MediaStreamTrack | null>> = {};
  private readonly ready: Promise<void>;
  private began: number | null = null;
  private over = false;
  private words: string | null = null;

  constructor(
    private readonly codec: PictureCodec,
    private readonly media: LocalMedia,
    private readonly call: Call,
    private readonly events: TakeEvents,
  ) {
    let isReady: () => void;
    this.ready = new Promise((done) => (isReady = done));
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.t === 'ready') isReady();
      else this.heard(data);
    };
    this.worker.onerror = (failure) => this.failed(failure.message);
    this.pictures = picturesTo({
      stream: (role, pictures) => this.say({ t: 'source', role, pictures }, pictures === null ? [] : [pictures]),
      grabbed: (pictures) => this.say({ t: 'grabbed', pictures }, Object.values(pictures)),
    });
  }

  get isDeaf(): boolean {
    return !this.over && this.mixer.isAsleep;
  }

  async begin(take: NewTake, began: number): Promise<void> {
    try {
      const [sound] = await Promise.all([this.mixer.open(), this.ready]);
      if (this.over) return;
      this.began = began;
      this.say({ t: 'begin', take, codec: this.codec, elapsed: performance.now() - began, sound }, [sound]);
      this.say({ t: 'veil', words: this.words });
      this.media.addEventListener('change', this.connect);
      this.call.addEventListener('change', this.connect);
      this.connect();
    } catch (failure) {
      this.failed(String(failure));
    }
  }

  veil(words: string | null): void {
    this.words = words;
    if (this.began !== null) this.say({ t: 'veil', words });
  }

  end(at: number): void {
    if (this.over) return;
    this.over = true;
    this.media.removeEventListener('change', this.connect);
    this.call.removeEventListener('change', this.connect);
    this.pictures.close();
    this.mixer.close();
    // Where nothing began there is nothing to bring to the server either.
    if (this.began === null) this.worker.terminate();
    else this.say({ t: 'end', until: at - this.began });
  }

  private readonly connect = (): void => {
    const { media, call } = this;
    const voices = [media.microphone.track, ...call.camera.getAudioTracks()];
    this.mixer.hear(voices.filter((track) => track !== null && track.readyState === 'live') as MediaStreamTrack[]);
    const [camera, screen] = [call.camera.getVideoTracks()[0] ?? null, call.screen.getVideoTracks()[0] ?? null];
    const now: Record<Role, MediaStreamTrack | null> = {
      other: call.other.camera ? camera : null,
      own: media.camera.track,
      screen: call.other.screen ? screen : media.screen,
    };
    for (const role of ROLES) {
      if (now[role] === (this.shown[role] ?? null)) continue;
      this.shown[role] = now[role];
      this.pictures.show(role, now[role]);
    }
  };

  private heard(message: FromWorker): void {
    switch (message.t) {
      case 'wants':
        return this.pictures.wanted();
      case 'failed':
        return this.failed(message.why);
      case 'refused':
        return this.events.refused(message.code);
      case 'done':
        this.worker.terminate();
        return this.events.done(message.isEmpty);
      case 'ready':
      case 'delivered':
        return;
    }
  }

  private failed(why: string): void {
    console.warn('recording:', why);
    this.end(performance.now());
    this.events.failed(why);
  }

  private say(message: ToWorker, handedOver: Transferable[] = []): void {
    this.worker.postMessage(message, handedOver);
  }
}

/** Brings to the server what earlier pages left in this browser. */
export function deliverLeftovers(done: (isEmpty: boolean) => void): void {
  const worker = newWorker();
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.t === 'ready') worker.postMessage({ t: 'deliver' } satisfies ToWorker);
    if (data.t !== 'done') return;
    worker.terminate();
    done(data.isEmpty);
  };
}

function newWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'recording' });
}
