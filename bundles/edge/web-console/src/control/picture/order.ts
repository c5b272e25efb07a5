/** One encoded picture as it came, before it is decoded. */
export interface Encoded {
  /** Grows by the order in which the sender encoded them. */
  id: number;
  isKey: boolean;
  /** The pictures that this one is drawn over. */
  needs: readonly number[];
}

/** Older ones than this many are no longer drawn over. */
const REMEMBERED = 64;
const MOST_WAITING = 60;

/**
 * Gives pictures on in an order in which each has what it is drawn over: those that came too early wait for what was
 * lost on the way and is sent again. So no lost picture ever shows as garbage. Pure.
 */
export class Order<F extends Encoded> {
  private readonly known = new Set<number>();
  private readonly waiting = new Map<number, F>();
  private newest = -1;

  /** Whether something that was lost keeps others waiting, or nothing came yet to begin with. */
  get isStuck(): boolean {
    return this.newest < 0 || this.waiting.size > 0;
  }

  /** @return what can be decoded now, in this order */
  take(picture: F): readonly F[] {
    // Resent although it had come, or of before the last key picture.
    if (picture.id <= this.newest) return [];
    if (picture.isKey) {
      this.known.clear();
      for (const id of this.waiting.keys()) if (id < picture.id) this.waiting.delete(id);
      return [picture, ...this.follow(picture)];
    }
    if (this.newest < 0) return [];
    if (this.canFollow(picture)) return [picture, ...this.follow(picture)];
    if (this.waiting.size < MOST_WAITING) this.waiting.set(picture.id, picture);
    return [];
  }

  /** Nothing is known any more: only a key picture helps. */
  forget(): void {
    this.known.clear();
    this.waiting.clear();
    this.newest = -1;
  }

  private canFollow(picture: F): boolean {
    return picture.needs.every((id) => this.known.has(id));
  }

  private follow(picture: F): F[] {
    this.remember(picture.id);
    const freed: F[] = [];
    for (const each of [...this.waiting.values()].sort((one, other) => one.id - other.id)) {
      if (!this.canFollow(each)) continue;
      this.waiting.delete(each.id);
      this.remember(each.id);
      freed.push(each);
    }
    return freed;
  }

  private remember(id: number): void {
    this.newest = Math.max(this.newest, id);
    this.known.add(id);
    const [oldest] = this.known;
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }
}
