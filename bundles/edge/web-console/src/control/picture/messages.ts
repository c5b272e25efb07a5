/** What page and worker say to each other of one shared screen. */
export type ToWorker =
  /** The last picture was drawn; the next may come. */
  | { t: 'drawn' }
  /** A new place to show it has nothing yet. */
  | { t: 'key' };

export type FromWorker = { t: 'picture'; picture: VideoFrame } | { t: 'gaveUp'; why: string };
