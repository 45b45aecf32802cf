import { fromHex, toHex } from "@kiosk/firmware-profiles";
import { type StreamTransport, TransportError } from "../../ports.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What the device does about the n-th request (hex): pieces of an answer, each after some time. */
export type Script = (request: string, n: number) => readonly Piece[];

export type Piece =
  | { readonly hex: string; readonly afterMs?: number }
  | { readonly lost: TransportError; readonly afterMs?: number };

type Operation = "open" | "write" | "close";

/** A byte stream whose other end follows a script. For tests. */
export class ScriptedStream implements StreamTransport {
  readonly kind = "stream";
  readonly url: string;
  /** every request, in hex */
  readonly written: string[] = [];
  opened = 0;
  script: Script;
  /** what these operations do instead: fail, or never come back */
  readonly trouble = new Map<Operation, TransportError | "hang">();
  readonly #clock: Pick<VirtualClock, "later">;
  #readers: ((chunk: Uint8Array | TransportError | undefined) => void)[] = [];
  #isOpen = false;

  constructor(clock: Pick<VirtualClock, "later">, script: Script, url = "serial:///dev/scripted") {
    this.#clock = clock;
    this.script = script;
    this.url = url;
  }

  async open(): Promise<void> {
    await this.#troubleOf("open");
    this.opened += 1;
    this.#isOpen = true;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#troubleOf("write");
    if (!this.#isOpen) throw new TransportError("lost", "not open");
    this.written.push(toHex(bytes, 4096));
    let afterMs = 0;
    for (const piece of this.script(toHex(bytes), this.written.length)) {
      afterMs += piece.afterMs ?? 0;
      const act = () => ("hex" in piece ? this.say(piece.hex) : this.lose(piece.lost));
      if (afterMs === 0) act();
      else this.#clock.later(afterMs, act);
    }
  }

  /** The device talks, asked or not. */
  say(hex: string): void {
    for (const reader of this.#readers) reader(fromHex(hex));
  }

  lose(error: TransportError): void {
    this.#isOpen = false;
    for (const reader of this.#readers.splice(0)) reader(error);
  }

  chunks(): AsyncIterable<Uint8Array> {
    const queue: (Uint8Array | TransportError | undefined)[] = [];
    let wake: (() => void) | undefined;
    this.#readers.push((item) => {
      queue.push(item);
      wake?.();
    });
    return {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          while (queue.length === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          const item = queue.shift();
          if (item === undefined) return;
          if (item instanceof TransportError) throw item;
          yield item;
        }
      },
    };
  }

  async close(): Promise<void> {
    await this.#troubleOf("close");
    this.#isOpen = false;
    for (const reader of this.#readers.splice(0)) reader(undefined);
  }

  async #troubleOf(operation: Operation): Promise<void> {
    const trouble = this.trouble.get(operation);
    if (trouble === "hang") await new Promise(() => undefined);
    if (trouble instanceof TransportError) throw trouble;
  }
}
