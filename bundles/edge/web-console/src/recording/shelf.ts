import type { PictureCodec } from './shape.js';

/** One life of the recorder in a page. */
export interface Take {
  recording: string;
  number: number;
  consultation: string;
  consent: string;
  codec: PictureCodec;
  /** Bytes of the stream so far. */
  bytes: number;
  /** Nothing is added any more. */
  over: boolean;
}

/** Bytes of a take that the server does not have yet, for all that is known. */
export interface Part {
  recording: string;
  take: number;
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Where parts wait until the server has them. */
export interface Shelf {
  begin(take: Take): Promise<void>;
  /** Puts a part behind what is there, and the take's new length with it, both or neither. */
  add(part: Part): Promise<void>;
  end(recording: string, number: number): Promise<void>;
  /** All takes, the oldest of each recording first. */
  takes(): Promise<Take[]>;
  /** The first part of the take that waits. */
  first(recording: string, number: number): Promise<Part | null>;
  /** The server has everything before this place. */
  received(recording: string, number: number, upTo: number): Promise<void>;
  /** The take and what waits of it. */
  forget(recording: string, number: number): Promise<void>;
  close(): void;
}

const NAME = 'connectme-recordings';
const TAKES = 'takes';
const PARTS = 'parts';

/** The browser's own database: what lies there outlives the page, and the browser. */
export class Drawer implements Shelf {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(): Promise<Drawer> {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(TAKES, { keyPath: ['recording', 'number'] });
      request.result.createObjectStore(PARTS, { keyPath: ['recording', 'take', 'at'] });
    };
    return new Drawer(await answer(request));
  }

  async begin(take: Take): Promise<void> {
    await this.change((takes) => takes.put(take));
  }

  async add(part: Part): Promise<void> {
    await this.change((takes, parts) => {
      parts.put(part);
      this.alter(takes, part.recording, part.take, (take) => ({ ...take, bytes: part.at + part.bytes.length }));
    });
  }

  async end(recording: string, number: number): Promise<void> {
    await this.change((takes) => this.alter(takes, recording, number, (take) => ({ ...take, over: true })));
  }

  takes(): Promise<Take[]> {
    return answer(this.database.transaction(TAKES).objectStore(TAKES).getAll() as IDBRequest<Take[]>);
  }

  async first(recording: string, number: number): Promise<Part | null> {
    const parts = this.database.transaction(PARTS).objectStore(PARTS);
    const found = await answer(parts.getAll(all(recording, number), 1) as IDBRequest<Part[]>);
    return found[0] ?? null;
  }

  async received(recording: string, number: number, upTo: number): Promise<void> {
    await this.change((_, parts) => {
      const reading = parts.openCursor(all(recording, number));
      reading.onsuccess = () => {
        const cursor = reading.result;
        if (cursor === null) return;
        const rest = after(cursor.value as Part, upTo);
        if (rest === cursor.value) return;
        cursor.delete();
        if (rest !== null) parts.put(rest);
        else cursor.continue();
      };
    });
  }

  async forget(recording: string, number: number): Promise<void> {
    await this.change((takes, parts) => {
      parts.delete(all(recording, number));
      takes.delete([recording, number]);
    });
  }

  close(): void {
    this.database.close();
  }

  private alter(takes: IDBObjectStore, recording: string, number: number, how: (take: Take) => Take): void {
    const reading = takes.get([recording, number]) as IDBRequest<Take | undefined>;
    reading.onsuccess = () => {
      if (reading.result !== undefined) takes.put(how(reading.result));
    };
  }

  private change(what: (takes: IDBObjectStore, parts: IDBObjectStore) => void): Promise<void> {
    return new Promise((done, failed) => {
      const transaction = this.database.transaction([TAKES, PARTS], 'readwrite');
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error ?? new Error('not kept'));
      what(transaction.objectStore(TAKES), transaction.objectStore(PARTS));
    });
  }
}

/** What is left of a part once the server has everything before that place; null when nothing is. */
export function after(part: Part, upTo: number): Part | null {
  if (upTo <= part.at) return part;
  if (upTo >= part.at + part.bytes.length) return null;
  return { ...part, at: upTo, bytes: part.bytes.slice(upTo - part.at) };
}

function all(recording: string, number: number): IDBKeyRange {
  return IDBKeyRange.bound([recording, number, 0], [recording, number, Infinity]);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error('no answer'));
  });
}
