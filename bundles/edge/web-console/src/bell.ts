const EVERY_MILLIS = 3_000;
const LONGEST_MILLIS = 60_000;
const NOTES = [
  { hertz: 659, at: 0 },
  { hertz: 784, at: 0.16 },
  { hertz: 988, at: 0.32 },
] as const;

/** A soft bell of three notes, every three seconds for a minute at most. Made here: there is no file to fetch. */
export class Bell {
  private context: AudioContext | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private since = 0;

  /** Browsers let a page sound only after it was touched. */
  wake(): void {
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  ring(): void {
    if (this.timer !== undefined) return;
    this.since = performance.now();
    this.sound();
    this.timer = setInterval(() => {
      if (performance.now() - this.since > LONGEST_MILLIS) this.stop();
      else this.sound();
    }, EVERY_MILLIS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private sound(): void {
    const context = this.context;
    if (context?.state !== 'running') return;
    for (const note of NOTES) {
      const start = context.currentTime + note.at;
      const loudness = new GainNode(context, { gain: 0 });
      loudness.gain.setValueAtTime(0, start);
      loudness.gain.linearRampToValueAtTime(0.16, start + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.9);
      const tone = new OscillatorNode(context, { type: 'sine', frequency: note.hertz });
      tone.connect(loudness).connect(context.destination);
      tone.start(start);
      tone.stop(start + 1);
    }
  }
}
