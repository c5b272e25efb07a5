/** What is gathered for so long goes as it is. */
const LONGEST_MILLIS = 900;

/** Gathers what a stream grows by to parts of a second at most, each of whole pieces. */
export class Cutter {
  private pieces: Uint8Array[] = [];
  private length = 0;
  private since = 0;

  /** @param most bytes in a part, unless one piece alone is longer */
  constructor(
    private readonly most: number,
    private readonly part: (bytes: Uint8Array<ArrayBuffer>) => void,
  ) {}

  /** @param now in milliseconds */
  add(piece: Uint8Array, now: number): void {
    if (this.length + piece.length > this.most) this.end();
    if (this.pieces.length === 0) this.since = now;
    this.pieces.push(piece.slice());
    this.length += piece.length;
    if (now - this.since >= LONGEST_MILLIS) this.end();
  }

  /** What was gathered goes now. */
  end(): void {
    if (this.length === 0) return;
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.pieces = [];
    this.length = 0;
    this.part(bytes);
  }
}
