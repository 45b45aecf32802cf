// MQTT allows messages of 256 MB and the broker would collect one before anybody looks at it. This watches how many bytes
// a connection has sent since its last complete packet, and cuts it when that is more than any message of ours can be.
import type { Duplex } from "node:stream";

/** Before a terminal has identified itself it has nothing long to say. */
const strangerBytes = 16 * 1024;
/** One read of the socket may hold the end of one packet and the beginning of the next; TLS adds framing. */
const chunkBytes = 128 * 1024;

interface Counting extends Duplex {
  readonly bytesRead: number;
}

export class OversizeGuard {
  readonly #conn: Counting;
  readonly #limit: number;
  readonly #cut: (bytes: number) => void;
  #mark = 0;
  #known = false;

  constructor(conn: Counting, maxMessageBytes: number, cut: (bytes: number) => void) {
    this.#conn = conn;
    this.#limit = maxMessageBytes + chunkBytes;
    this.#cut = cut;
    conn.prependListener("readable", () => this.#check());
  }

  /** A whole packet was taken from the stream. */
  packet(): void {
    this.#known = true;
    this.#mark = this.#conn.bytesRead;
  }

  #check(): void {
    const pending = this.#conn.bytesRead - this.#mark;
    if (pending <= (this.#known ? this.#limit : strangerBytes)) return;
    this.#cut(pending);
    this.#conn.destroy();
  }
}
