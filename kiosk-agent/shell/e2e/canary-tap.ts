// Stands between the agent and the server and keeps a copy of all that passes, both ways.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export class Tap {
  readonly #copies: Buffer[] = [];
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  /** all that passed, in order */
  get passed(): Buffer {
    return Buffer.concat(this.#copies);
  }

  /** A port of loopback that leads to another one. */
  async before(port: number): Promise<number> {
    const server = createServer((near) => {
      const far = connect(port, "127.0.0.1");
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on("data", (octets) => this.#copies.push(Buffer.from(octets)));
        from.on("error", () => to.destroy());
        from.on("close", () => this.#sockets.delete(from));
        from.pipe(to);
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    this.#servers.push(server);
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return address.port;
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
