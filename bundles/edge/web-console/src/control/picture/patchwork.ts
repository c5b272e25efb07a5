import type { Area } from './patch.js';

/** A picture may have been taken a little before its clock says so, and on its way lost more than the quickest did. */
const MARGIN_MILLIS = 80;
/** Whatever the clocks say: after this long the video is right. */
const LONGEST_MILLIS = 2_000;
/** Before so many pictures came nobody knows how long they are under way. */
const LEARNT = 20;
const MOST_AREAS = 32;
/** No way takes so much longer at once: it is another clock. */
const LEAP_MILLIS = 5_000;
const WINDOW_MILLIS = 10_000;
/** RTP's clock of pictures has 32 bits and 90 ticks a millisecond. */
const RTP_SPAN = 2 ** 32 / 90;
const PATCH_SPAN = 2 ** 32;

/** A patch that no picture which was taken after it has come for yet. */
interface Fresh {
  area: Area;
  taken: number;
  until: number;
}

/**
 * Says what of a video picture is to be drawn, and whether a patch is, so that nothing older ever paints over something
 * newer. Both tell when they were taken, by two clocks of the app's computer that have nothing in common; what they have in
 * common is the way: the quickest of each is about as long under way, video a little longer. Pure; times are in
 * milliseconds.
 */
export class Patchwork {
  private readonly video = new Way(RTP_SPAN);
  private readonly patches = new Way(PATCH_SPAN);
  private fresh: Fresh[] = [];
  private pictures = 0;
  private newest = -Infinity;

  /** @return whether it is to be drawn */
  patch(area: Area, takenMillis: number, now: number): boolean {
    const taken = this.patches.came(takenMillis, now);
    if (this.pictures < LEARNT || this.isAfter(this.newest, taken)) return false;
    const others = this.fresh.filter((each) => !contains(area, each.area));
    if (others.length >= MOST_AREAS) return false;
    this.fresh = [...others, { area, taken, until: now + LONGEST_MILLIS }];
    return true;
  }

  /**
   * A picture is drawn now.
   *
   * @param came when, which is before it was decoded
   * @return what it must not paint over
   */
  picture(takenMillis: number, came: number, now: number): readonly Area[] {
    this.pictures++;
    this.newest = this.video.came(takenMillis, came);
    this.fresh = this.fresh.filter(({ taken, until }) => now < until && !this.isAfter(this.newest, taken));
    return this.fresh.map((each) => each.area);
  }

  /** All that was drawn is gone. */
  forget(): void {
    this.fresh = [];
  }

  private isAfter(picture: number, patch: number): boolean {
    return picture + this.video.least >= patch + this.patches.least + MARGIN_MILLIS;
  }
}

function contains(outer: Area, inner: Area): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** How much the sender's clock and the way differ from this page's clock, at the quickest of the last seconds. */
class Way {
  private last: number | null = null;
  private before = Infinity;
  private recent = Infinity;
  private since = 0;

  /** @param span after which the sender's clock begins anew */
  constructor(private readonly span: number) {}

  get least(): number {
    return Math.min(this.before, this.recent);
  }

  /** @return when by the sender's clock, which from here on never begins anew */
  came(taken: number, now: number): number {
    const ahead = this.last === null ? 0 : modulo(taken - this.last + this.span / 2, this.span) - this.span / 2;
    const time = this.last === null ? taken : this.last + ahead;
    this.last = time;
    const took = now - time;
    if (Math.abs(took - this.least) > LEAP_MILLIS) {
      this.before = this.recent = Infinity;
      this.since = now;
    } else if (now - this.since > WINDOW_MILLIS) {
      this.before = this.recent;
      this.recent = Infinity;
      this.since = now;
    }
    this.recent = Math.min(this.recent, took);
    return time;
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
