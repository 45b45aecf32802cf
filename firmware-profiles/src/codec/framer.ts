// Cuts a byte stream into frames. The protocol says what a frame looks like (`Grammar`); how noise is skipped, counted
// and never trusted is the same for all and stands here once.

/** What the octets from `at` on are: a whole frame, perhaps the beginning of one, or none. */
export type Match<F> =
  | { readonly name: "frame"; readonly frame: F; readonly length: number; readonly strays: number }
  | { readonly name: "partial" }
  | { readonly name: "none" };

export type Grammar<F> = (bytes: Uint8Array, at: number) => Match<F>;

export interface Framer<F> {
  /** Frames completed by these octets, in order. */
  push(chunk: Uint8Array): F[];
  /** Nothing more will come: gives up a frame that never ended and looks for whole ones behind its beginning. */
  flush(): F[];
  /** Forgets what is pending; it belonged to an answer that nobody waits for any more. */
  reset(): void;
  /** Octets so far that belonged to no frame. */
  readonly droppedBytes: number;
}

export class StreamFramer<F> implements Framer<F> {
  #pending = new Uint8Array(0);
  #dropped = 0;
  readonly #grammar: Grammar<F>;

  constructor(grammar: Grammar<F>) {
    this.#grammar = grammar;
  }

  get droppedBytes(): number {
    return this.#dropped;
  }

  push(chunk: Uint8Array): F[] {
    const joined = new Uint8Array(this.#pending.length + chunk.length);
    joined.set(this.#pending);
    joined.set(chunk, this.#pending.length);
    return this.#scan(joined, false);
  }

  flush(): F[] {
    return this.#scan(this.#pending, true);
  }

  reset(): void {
    this.#dropped += this.#pending.length;
    this.#pending = new Uint8Array(0);
  }

  // A grammar calls only bounded beginnings `partial`, so what stays pending is bounded by its longest frame.
  #scan(bytes: Uint8Array, final: boolean): F[] {
    const frames: F[] = [];
    let at = 0;
    while (at < bytes.length) {
      const match = this.#grammar(bytes, at);
      if (match.name === "frame") {
        frames.push(match.frame);
        at += match.length;
        this.#dropped += match.strays;
      } else if (match.name === "partial" && !final) {
        break;
      } else {
        at += 1;
        this.#dropped += 1;
      }
    }
    this.#pending = bytes.slice(at);
    return frames;
  }
}
