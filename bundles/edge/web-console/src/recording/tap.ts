/** What the browser gives to a worklet; TypeScript's library does not have it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, made: new () => AudioWorkletProcessor): void;

/** 20 ms at 48,000 a second. */
const SAMPLES = 960;

/** Hands on what is heard, mixed to one channel, straight to the worker: a busy page is not in the way. */
class Tap extends AudioWorkletProcessor {
  private out: MessagePort | null = null;
  private samples = new Float32Array(SAMPLES);
  private filled = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort | null>) => {
      this.out = data;
    };
  }

  process([input]: Float32Array[][]): boolean {
    const heard = input?.[0];
    const count = heard?.length ?? 128;
    for (let i = 0; i < count; i++) {
      this.samples[this.filled++] = heard?.[i] ?? 0;
      if (this.filled === SAMPLES) this.give();
    }
    return true;
  }

  private give(): void {
    this.out?.postMessage(this.samples, [this.samples.buffer]);
    this.samples = new Float32Array(SAMPLES);
    this.filled = 0;
  }
}

registerProcessor('tap', Tap);
