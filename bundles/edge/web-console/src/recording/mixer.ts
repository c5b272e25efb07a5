import { SAMPLES_A_SECOND } from './shape.js';
import tap from './tap.ts?worker&url';

/** Both voices in one, handed to a worker by the audio thread itself. */
export class Mixer {
  private readonly context = new AudioContext({ sampleRate: SAMPLES_A_SECOND });
  private readonly voices = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();
  private node: AudioWorkletNode | null = null;

  constructor() {
    addEventListener('pointerdown', this.wake);
    addEventListener('keydown', this.wake);
  }

  /** @return where what is heard comes out */
  async open(): Promise<MessagePort> {
    await this.context.audioWorklet.addModule(tap);
    const node = new AudioWorkletNode(this.context, 'tap', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
      channelInterpretation: 'speakers',
    });
    const { port1, port2 } = new MessageChannel();
    node.port.postMessage(port1, [port1]);
    for (const voice of this.voices.values()) voice.connect(node);
    this.node = node;
    this.wake();
    return port2;
  }

  /** Whether the browser keeps sound back until the page is touched: so it does after a reload. */
  get isAsleep(): boolean {
    return this.context.state === 'suspended';
  }

  /** Whose voices are heard from here on. */
  hear(tracks: readonly MediaStreamTrack[]): void {
    for (const [track, voice] of this.voices) {
      if (tracks.includes(track)) continue;
      voice.disconnect();
      this.voices.delete(track);
    }
    for (const track of tracks) {
      if (this.voices.has(track)) continue;
      const voice = this.context.createMediaStreamSource(new MediaStream([track]));
      if (this.node !== null) voice.connect(this.node);
      this.voices.set(track, voice);
    }
  }

  close(): void {
    removeEventListener('pointerdown', this.wake);
    removeEventListener('keydown', this.wake);
    void this.context.close();
  }

  private readonly wake = (): void => {
    // Refused before the page is touched; each touch tries again.
    void this.context.resume();
  };
}
