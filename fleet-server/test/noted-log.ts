import type { Log } from "../src/ports.ts";

/** A log that remembers what was told. */
export class NotedLog implements Log {
  readonly events: string[] = [];

  info(event: string): void {
    this.events.push(event);
  }
  warn(event: string): void {
    this.events.push(event);
  }
  error(event: string): void {
    this.events.push(event);
  }
}
