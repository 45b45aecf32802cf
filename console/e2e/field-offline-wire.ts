// The line between a phone and the server, which can be cut in the middle of anything. The browser knows one address; the server
// behind it may come up again elsewhere.
import { connect, createServer, type Server, type Socket } from "node:net";

export class Wire {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #target: number;
  #whole = true;
  /** bytes that may still go up; undefined: as many as want to */
  #left: number | undefined;
  #onCut: (() => void) | undefined;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((phone) => this.#join(phone));
  }

  static async to(url: string): Promise<Wire> {
    const wire = new Wire(portOf(url));
    await new Promise<void>((resolve) => wire.#server.listen(0, "127.0.0.1", resolve));
    return wire;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the wire is not up");
    return `http://127.0.0.1:${address.port}`;
  }

  /** The server came up again at another port. */
  leadTo(url: string): void {
    this.#target = portOf(url);
  }

  cut(): void {
    this.#whole = false;
    this.#left = undefined;
    for (const socket of this.#open) socket.destroy();
    this.#onCut?.();
    this.#onCut = undefined;
  }

  /** Whole again, and cut by itself after so many bytes to the server; resolves then. */
  mendFor(bytes: number): Promise<void> {
    this.mend();
    this.#left = bytes;
    return new Promise((resolve) => {
      this.#onCut = resolve;
    });
  }

  mend(): void {
    this.#whole = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(phone: Socket): void {
    if (!this.#whole) return void phone.resetAndDestroy();
    const server = connect(this.#target, "127.0.0.1");
    for (const [one, other] of [
      [phone, server],
      [server, phone],
    ] as const) {
      this.#open.add(one);
      // its end is all that matters of an error
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.#open.delete(one);
        other.destroy();
      });
    }
    server.pipe(phone);
    phone.on("data", (bytes) => {
      const left = this.#left;
      if (left === undefined || bytes.length < left) {
        if (left !== undefined) this.#left = left - bytes.length;
        server.write(bytes);
        return;
      }
      // what the server gets of this piece is a part of it
      server.write(bytes.subarray(0, left));
      setImmediate(() => this.cut());
    });
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
