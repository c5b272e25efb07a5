import type { PageReport } from './protocol.js';

interface Span {
  from: number;
  to: number;
}

/** Longer without a byte than this is a gap; statistics are read every second. */
const GAP_MILLIS = 2_500;
const KEPT_MILLIS = 600_000;
/** More than this the server takes for an attack; on a line that bad the newest tell most. */
const MOST_SPANS = 50;

/**
 * When the other side's media reached this page, by the page's monotonic clock. Bytes of the transport count, so a
 * muted microphone or a camera switched off is no gap, once anything was heard or seen at all.
 */
export class Flow {
  private spans: Span[] = [];
  private bytes: number | null = null;
  private seenMedia = false;

  /** A new connection counts from zero. */
  restart(): void {
    this.bytes = null;
  }

  /**
   * @param now       performance.now()
   * @param transport bytes received by the connection so far
   * @param media     bytes of sound and picture among them
   */
  sample(now: number, transport: number, media: number): void {
    this.seenMedia ||= media > 0;
    const rose = this.bytes !== null && transport > this.bytes;
    this.bytes = transport;
    if (!rose || !this.seenMedia) return;
    const last = this.spans.at(-1);
    if (last !== undefined && now - last.to <= GAP_MILLIS) last.to = now;
    else this.spans.push({ from: now, to: now });
    this.spans = this.spans.filter((span) => now - span.to <= KEPT_MILLIS);
  }

  /** Whether anything came yet. */
  get isKnown(): boolean {
    return this.spans.length > 0;
  }

  isFlowing(now: number): boolean {
    const last = this.spans.at(-1);
    return last !== undefined && now - last.to <= GAP_MILLIS;
  }

  report(now: number): PageReport {
    const last = this.spans.at(-1);
    return {
      t: 'media',
      flowing: this.isFlowing(now),
      lastFlowedAgo: last === undefined ? null : Math.round(now - last.to),
      spans: this.spans.slice(-MOST_SPANS).map((span) => ({
        fromAgo: Math.round(Math.min(now - span.from, KEPT_MILLIS)),
        toAgo: Math.round(now - span.to),
      })),
    };
  }
}
