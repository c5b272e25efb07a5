/**
 * What a decoder is told of pictures packed like this. Levels are the highest, as the size may change at any time.
 *
 * @param mimeType as in WebRTC, such as `video/AV1`
 * @return null for what is not known here
 */
export function decoderFor(mimeType: string): VideoDecoderConfig | null {
  const codec = CODECS[mimeType.toLowerCase()];
  return codec === undefined ? null : { codec, optimizeForLatency: true };
}

const CODECS: Readonly<Record<string, string>> = {
  'video/av1': 'av01.0.13M.08',
  'video/vp8': 'vp8',
  'video/vp9': 'vp09.00.51.08',
};
