// A wire between a server and PostgreSQL that breaks at the worst moment: around a COMMIT.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export class PostgresProxy {
  /** breaks the connection of the next COMMIT, once: before PostgreSQL gets it, or before its answer comes back */
  breakAt: "commit" | "answer" | null = null;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(to: number) {
    this.#server = createServer((near) => this.#join(near, connect(to, "127.0.0.1")));
  }

  static async start(to: number): Promise<PostgresProxy> {
    const proxy = new PostgresProxy(to);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return address === null || typeof address === "string" ? 0 : address.port;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(near: Socket, far: Socket): void {
    let answerDue = false;
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
    near.on("data", (chunk) => {
      // a simple query: the type, the length, the text
      if (this.breakAt !== null && chunk.toString("latin1", 0, 1) === "Q" && chunk.includes("commit\0")) {
        if (this.breakAt === "commit") near.destroy();
        else answerDue = true;
        this.breakAt = null;
      }
      if (!near.destroyed) far.write(chunk);
    });
    far.on("data", (chunk) => {
      if (answerDue) near.destroy();
      else near.write(chunk);
    });
  }
}
