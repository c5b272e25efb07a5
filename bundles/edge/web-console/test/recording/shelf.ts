import { type Part, type Shelf, type Take, after } from '../../src/recording/shelf.js';

/** A shelf in memory, with the promises of the browser's. */
export class MemoryShelf implements Shelf {
  all: Take[] = [];
  parts: Part[] = [];

  async begin(take: Take): Promise<void> {
    this.all.push(take);
  }

  async add(part: Part): Promise<void> {
    this.parts.push(part);
    this.alter(part.recording, part.take, (take) => ({ ...take, bytes: part.at + part.bytes.length }));
  }

  async end(recording: string, number: number): Promise<void> {
    this.alter(recording, number, (take) => ({ ...take, over: true }));
  }

  async takes(): Promise<Take[]> {
    return [...this.all].sort((a, b) => a.number - b.number);
  }

  async first(recording: string, number: number): Promise<Part | null> {
    return this.of(recording, number)[0] ?? null;
  }

  async received(recording: string, number: number, upTo: number): Promise<void> {
    const kept = this.of(recording, number).flatMap((part) => after(part, upTo) ?? []);
    this.parts = [...this.parts.filter((part) => part.recording !== recording || part.take !== number), ...kept];
  }

  async forget(recording: string, number: number): Promise<void> {
    await this.received(recording, number, Infinity);
    this.all = this.all.filter((take) => take.recording !== recording || take.number !== number);
  }

  close(): void {}

  private of(recording: string, number: number): Part[] {
    return this.parts
      .filter((part) => part.recording === recording && part.take === number)
      .sort((a, b) => a.at - b.at);
  }

  private alter(recording: string, number: number, how: (take: Take) => Take): void {
    this.all = this.all.map((take) => (take.recording === recording && take.number === number ? how(take) : take));
  }
}
