import { type HidTransport, TransportError } from "../../ports.ts";

/** A HID device with this report descriptor. `before` may throw or wait in place of opening. For tests. */
export class ScriptedHid implements HidTransport {
  readonly kind = "hid";
  readonly url = "hid://0c2e:0b6a";
  readonly descriptor: Uint8Array;
  before: () => Promise<void> = () => Promise.resolve();
  /** output and feature reports that were asked for: monitoring must leave them at 0 */
  requests = 0;
  opened = 0;
  closed = 0;
  #hear: ((report: Uint8Array | TransportError) => void) | undefined;

  constructor(descriptor: Uint8Array) {
    this.descriptor = descriptor;
  }

  async open(): Promise<Uint8Array> {
    await this.before();
    this.opened += 1;
    return this.descriptor;
  }

  async write(): Promise<void> {
    this.requests += 1;
  }

  async feature(): Promise<Uint8Array> {
    this.requests += 1;
    return new Uint8Array();
  }

  /** An input report, or the device's going. */
  say(report: Uint8Array | TransportError): void {
    this.#hear?.(report);
  }

  chunks(): AsyncIterable<Uint8Array> {
    const queue: (Uint8Array | TransportError)[] = [];
    let arrival = Promise.withResolvers<void>();
    this.#hear = (report) => {
      queue.push(report);
      arrival.resolve();
    };
    return {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          await arrival.promise;
          arrival = Promise.withResolvers<void>();
          for (const report of queue.splice(0)) {
            if (report instanceof TransportError) throw report;
            yield report;
          }
        }
      },
    };
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
