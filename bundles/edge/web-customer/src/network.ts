import type { IceSettings } from '@connectme/web-shared/call';

export type Verdict = 'good' | 'fair' | 'poor' | 'blocked';

const CONNECT_MILLIS = 10_000;
const MEASURE_MILLIS = 4_000;
const POLL_MILLIS = 100;

interface Measured {
  bytes: number;
  lost: number;
  received: number;
  roundTrip: number;
}

/**
 * Sends moving pictures from this page through the network to itself, by the relay where there is one, and judges by
 * what arrives: a real loop of media.
 */
export async function checkNetwork(settings: IceSettings, signal: AbortSignal): Promise<Verdict> {
  const relayed = settings.iceServers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')));
  const configuration: RTCConfiguration = { ...settings, iceTransportPolicy: relayed ? 'relay' : 'all' };
  const near = new RTCPeerConnection(configuration);
  const far = new RTCPeerConnection(configuration);
  const picture = movingPicture();
  try {
    near.onicecandidate = ({ candidate }) => void (candidate && far.addIceCandidate(candidate));
    far.onicecandidate = ({ candidate }) => void (candidate && near.addIceCandidate(candidate));
    near.addTrack(picture.track);
    await near.setLocalDescription();
    await far.setRemoteDescription(describe(near));
    await far.setLocalDescription();
    await near.setRemoteDescription(describe(far));
    const connected = (): boolean => far.connectionState === 'connected';
    if (!(await until(connected, CONNECT_MILLIS, signal))) return 'blocked';
    await until(() => false, MEASURE_MILLIS, signal);
    return judge(await measure(near, far));
  } finally {
    picture.stop();
    near.close();
    far.close();
  }
}

export function judge({ bytes, lost, received, roundTrip }: Measured): Verdict {
  if (bytes === 0) return 'blocked';
  const loss = lost / Math.max(1, lost + received);
  if (loss > 0.1 || roundTrip > 0.6) return 'poor';
  return loss > 0.03 || roundTrip > 0.3 ? 'fair' : 'good';
}

function describe(peer: RTCPeerConnection): RTCSessionDescription {
  if (peer.localDescription === null) throw new Error('no description');
  return peer.localDescription;
}

interface Entry {
  type: string;
  bytesReceived?: number;
  packetsLost?: number;
  packetsReceived?: number;
  nominated?: boolean;
  currentRoundTripTime?: number;
}

async function measure(near: RTCPeerConnection, far: RTCPeerConnection): Promise<Measured> {
  const measured: Measured = { bytes: 0, lost: 0, received: 0, roundTrip: 0 };
  (await far.getStats()).forEach((entry: Entry) => {
    if (entry.type !== 'inbound-rtp') return;
    measured.bytes += entry.bytesReceived ?? 0;
    measured.lost += Math.max(0, entry.packetsLost ?? 0);
    measured.received += entry.packetsReceived ?? 0;
  });
  (await near.getStats()).forEach((entry: Entry) => {
    if (entry.type !== 'candidate-pair' || entry.nominated !== true) return;
    measured.roundTrip = Math.max(measured.roundTrip, entry.currentRoundTripTime ?? 0);
  });
  return measured;
}

/** Needs no camera, so the network can be judged before one is allowed. */
function movingPicture(): { track: MediaStreamTrack; stop(): void } {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const pen = canvas.getContext('2d');
  let turn = 0;
  const draw = (): void => {
    if (pen === null) return;
    pen.fillStyle = `hsl(${(turn += 7)} 60% 50%)`;
    pen.fillRect((turn * 3) % 300, (turn * 5) % 220, 60, 60);
  };
  draw();
  const timer = setInterval(draw, 1000 / 15);
  const track = canvas.captureStream(15).getVideoTracks()[0];
  if (track === undefined) throw new Error('no picture');
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

/** Whether it came true in time; false when it did not, and at once when nobody wants to know any more. */
function until(isTrue: () => boolean, millis: number, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + millis;
  return new Promise((done) => {
    const look = (): void => {
      if (isTrue()) return done(true);
      if (signal.aborted || performance.now() >= end) return done(false);
      setTimeout(look, POLL_MILLIS);
    };
    look();
  });
}
