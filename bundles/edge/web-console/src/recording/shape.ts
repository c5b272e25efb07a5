/** What every recording is like, so that its takes fit behind each other. */

export type PictureCodec = 'vp9' | 'vp8';

export const WIDTH = 1280;
export const HEIGHT = 720;
export const PICTURES_A_SECOND = 25;
export const SAMPLES_A_SECOND = 48_000;
export const SOUND_CHANNELS = 1;
/** What one request may carry. Bytes. */
export const LONGEST_PART = 262_144;

const PICTURE_BITS = 1_200_000;
const SOUND_BITS = 48_000;
const NAMES: Record<PictureCodec, string> = { vp9: 'vp09.00.31.08', vp8: 'vp8' };

/** What the picture's encoder is asked for. */
export function pictureConfig(codec: PictureCodec): VideoEncoderConfig {
  return {
    codec: NAMES[codec],
    width: WIDTH,
    height: HEIGHT,
    bitrate: PICTURE_BITS,
    framerate: PICTURES_A_SECOND,
    latencyMode: 'realtime',
  };
}

/** What the sound's encoder is asked for. */
export function soundConfig(): AudioEncoderConfig {
  return { codec: 'opus', sampleRate: SAMPLES_A_SECOND, numberOfChannels: SOUND_CHANNELS, bitrate: SOUND_BITS };
}

/** How this browser records; null where it cannot. */
export async function howToRecord(): Promise<PictureCodec | null> {
  const needed = ['OffscreenCanvas', 'VideoEncoder', 'AudioEncoder', 'VideoFrame', 'AudioWorkletNode', 'indexedDB'];
  if (needed.some((name) => !(name in globalThis)) || !('locks' in navigator)) return null;
  if (!(await AudioEncoder.isConfigSupported(soundConfig())).supported) return null;
  for (const codec of ['vp9', 'vp8'] as const) {
    if ((await VideoEncoder.isConfigSupported(pictureConfig(codec))).supported) return codec;
  }
  return null;
}
