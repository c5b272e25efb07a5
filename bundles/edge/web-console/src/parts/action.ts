import type { Result } from '@connectme/web-shared/api';
import type { Problem } from '@connectme/web-shared/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** One command at a time: a second press while the first is under way does nothing. */
export class Action implements ReactiveController {
  private running: string | null = null;
  private refused: { name: string; problem: Problem } | null = null;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** Whether this one, or any, is under way. */
  isBusy(name?: string): boolean {
    return name === undefined ? this.running !== null : this.running === name;
  }

  /** Why the last one, or the last of this name, was refused. */
  problem(name?: string): Problem | null {
    return name === undefined || this.refused?.name === name ? (this.refused?.problem ?? null) : null;
  }

  forget(): void {
    this.refused = null;
    this.host.requestUpdate();
  }

  /** @return the value, or undefined when it was refused or another is under way */
  async run<T>(name: string, request: () => Promise<Result<T>>): Promise<{ value: T } | undefined> {
    if (this.running !== null) return undefined;
    this.running = name;
    this.refused = null;
    this.host.requestUpdate();
    const result = await request();
    this.running = null;
    this.refused = result.ok ? null : { name, problem: result.problem };
    this.host.requestUpdate();
    return result.ok ? { value: result.value } : undefined;
  }
}
