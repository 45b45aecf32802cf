// GET /shell/v1/events: whoever listens is told the whole state at once and whenever it changed.
import type { ServerResponse } from "node:http";
import type { ShellState } from "@kiosk/contract";
import type { Clock } from "../../ports.ts";

const heartbeatMs = 10_000;
/** A reader that is this far behind is gone or hangs; it comes back by itself. */
const behindBytes = 1_000_000;
/** Of pages that were reloaded some are still open: the oldest goes. */
const mostReaders = 8;

export class EventStream {
  readonly #clock: Clock;
  readonly #readers = new Set<ServerResponse>();
  readonly #stopping = new AbortController();
  #beating: Promise<void> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(): void {
    this.#beating = this.#beat();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("the agent stops"));
    for (const reader of this.#readers) reader.destroy();
    await this.#beating;
  }

  add(response: ServerResponse, headers: Readonly<Record<string, string>>, state: ShellState): void {
    response.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8" });
    response.on("close", () => this.#readers.delete(response));
    const [oldest] = this.#readers;
    if (this.#readers.size >= mostReaders) oldest?.destroy();
    this.#readers.add(response);
    this.#write(response, message(state));
  }

  tell(state: ShellState): void {
    const text = message(state);
    for (const reader of this.#readers) this.#write(reader, text);
  }

  #write(reader: ServerResponse, text: string): void {
    reader.write(text);
    if (reader.writableLength > behindBytes) reader.destroy();
  }

  async #beat(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#clock.sleep(heartbeatMs, signal).catch(() => undefined); // stopped: the loop ends
      if (!signal.aborted) for (const reader of this.#readers) this.#write(reader, ": alive\n\n");
    }
  }
}

function message(state: ShellState): string {
  return `data: ${JSON.stringify(state)}\n\n`;
}
