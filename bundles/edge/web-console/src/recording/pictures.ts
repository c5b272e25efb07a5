import type { Role } from './layout.js';

/** Where the browser gives a track's pictures as a stream (Chromium); TypeScript's library does not have it. */
declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

/** Brings the pictures of the tracks to the worker. */
export interface Pictures {
  /** What is shown from here on in that place; null for nothing. */
  show(role: Role, track: MediaStreamTrack | null): void;
  /** The worker is ready for pictures. */
  wanted(): void;
  close(): void;
}

export interface PicturesTo {
  stream(role: Role, pictures: ReadableStream<VideoFrame> | null): void;
  grabbed(pictures: Partial<Record<Role, VideoFrame>>): void;
}

export function picturesTo(to: PicturesTo): Pictures {
  return 'MediaStreamTrackProcessor' in globalThis ? new Streamed(to) : new Grabbed(to);
}

/** Each picture goes to the worker without the page's doing. */
class Streamed implements Pictures {
  constructor(private readonly to: PicturesTo) {}

  show(role: Role, track: MediaStreamTrack | null): void {
    this.to.stream(role, track && new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable);
  }

  wanted(): void {
    // They come by themselves.
  }

  close(): void {
    // The worker lets go of its streams.
  }
}

/** Elements nobody sees play the tracks; the worker's clock says when their picture is taken. */
class Grabbed implements Pictures {
  private readonly players = new Map<Role, HTMLVideoElement>();

  constructor(private readonly to: PicturesTo) {}

  show(role: Role, track: MediaStreamTrack | null): void {
    const old = this.players.get(role);
    if (old !== undefined) old.srcObject = null;
    this.players.delete(role);
    if (track === null) return this.to.stream(role, null);
    const player = document.createElement('video');
    player.muted = true;
    player.playsInline = true;
    player.srcObject = new MediaStream([track]);
    this.players.set(role, player);
    void player.play();
  }

  wanted(): void {
    const pictures: Partial<Record<Role, VideoFrame>> = {};
    for (const [role, player] of this.players) {
      if (player.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || player.videoWidth === 0) continue;
      pictures[role] = new VideoFrame(player, { timestamp: Math.round(performance.now() * 1_000) });
    }
    this.to.grabbed(pictures);
  }

  close(): void {
    for (const player of this.players.values()) player.srcObject = null;
    this.players.clear();
  }
}
