const BEGIN_HERTZ = [523, 784];
const END_HERTZ = [784, 523];
const TONE_SECONDS = 0.18;
const LOUDNESS = 0.12;

/** Two soft tones: rising when a recording begins, falling when it ends. Silent where the page was never touched. */
export async function chime(begins: boolean): Promise<void> {
  const context = new AudioContext();
  const start = context.currentTime + 0.05;
  const tones = begins ? BEGIN_HERTZ : END_HERTZ;
  tones.forEach((frequency, index) => {
    const tone = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: 0 });
    const at = start + index * TONE_SECONDS;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    volume.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
  });
  await new Promise((done) => setTimeout(done, (tones.length * TONE_SECONDS + 0.5) * 1_000));
  await context.close();
}
