/** What page and worker say to each other of one shared screen. */
export type ToWorker =
  /** The last picture was drawn; the next may come. */
  | { t: 'drawn' }
  /** There is a place for pictures now, or none any more. */
  | { t: 'show'; on: boolean };

/** When a picture came is in milliseconds since 1970, before it was decoded. */
export type FromWorker = { t: 'picture'; picture: VideoFrame; came: number } | { t: 'gaveUp'; why: string };
