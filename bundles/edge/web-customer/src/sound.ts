/** How loud the microphone is now, from 0 to 1; call stop when nobody looks any more. */
export function listen(track: MediaStreamTrack, heard: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  // A context made before the page was touched sleeps until then.
  const wake = (): void => void context.resume();
  addEventListener('pointerdown', wake);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // Speech lies between -60 and -10 dB; the bar shows that span.
    const decibels = 10 * Math.log10(power + 1e-10);
    heard(Math.min(1, Math.max(0, (decibels + 60) / 50)));
  }, 100);
  return () => {
    clearInterval(timer);
    removeEventListener('pointerdown', wake);
    void context.close();
  };
}

const TONES_HERTZ = [440, 554, 659];
const TONE_SECONDS = 0.35;

/** Three rising tones from the chosen loudspeaker. */
export async function playTones(speaker: string | null): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const player = new Audio();
  player.srcObject = out.stream;
  if (speaker !== null && 'setSinkId' in player) await player.setSinkId(speaker);
  await player.play();
  const start = context.currentTime + 0.1;
  TONES_HERTZ.forEach((hertz, index) => {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const at = start + index * TONE_SECONDS;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.03);
    volume.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
    tone.connect(volume).connect(out);
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
  });
  setTimeout(() => void context.close(), (TONES_HERTZ.length * TONE_SECONDS + 0.5) * 1000);
}
