// Hears everything that an MTPL printer says, asked or not: its status comes when it changes and cannot be had again.
import { foldMtpl, type MtplTold, mtplFramer, mtplNothingTold } from "@kiosk/firmware-profiles";
import type { StreamTransport } from "../ports.ts";

export class MtplEar {
  readonly #framer = mtplFramer();
  #told: MtplTold = mtplNothingTold;

  get told(): MtplTold {
    return this.#told;
  }

  /** The transport with this ear on it. What was told before the line was opened holds no longer. */
  on(transport: StreamTransport): StreamTransport {
    return {
      kind: "stream",
      url: transport.url,
      open: async (signal) => {
        this.#framer.reset();
        this.#told = mtplNothingTold;
        await transport.open(signal);
      },
      write: (bytes, signal) => transport.write(bytes, signal),
      chunks: (signal) => this.#heard(transport.chunks(signal)),
      close: () => transport.close(),
    };
  }

  /** The inner one listens already, so that nothing is lost before the first `next()`. */
  async *#heard(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      for (const frame of this.#framer.push(chunk)) this.#told = foldMtpl(this.#told, frame);
      yield chunk;
    }
  }
}
