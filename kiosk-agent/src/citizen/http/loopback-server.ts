// An HTTP server that this machine alone can reach, by its own name alone.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Never rejects. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Headers of a request have to be there within this; then the connection is cut. */
const headersMs = 10_000;
/** A whole request, body included. */
const requestMs = 30_000;
const connections = 64;

export class LoopbackServer {
  readonly #server: Server;
  #port = 0;

  constructor(handle: Handler) {
    const limits = { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: 5_000 };
    this.#server = createServer({ ...limits, maxHeaderSize: 8_192 }, (request, response) => {
      // A foreign name that was pointed at this machine (DNS rebinding) is not ours.
      if (this.hosts.includes(request.headers.host ?? "")) void handle(request, response);
      else response.writeHead(403, { "cache-control": "no-store", connection: "close" }).end();
    });
    this.#server.maxConnections = connections;
  }

  /** What a Host header may say. */
  get hosts(): readonly string[] {
    return [`127.0.0.1:${this.#port}`, `localhost:${this.#port}`];
  }

  get origins(): readonly string[] {
    return this.hosts.map((host) => `http://${host}`);
  }

  /** http://127.0.0.1:port, known once it listens */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** @param port 0: any free one @throws Error that names the port and what to do */
  async listen(port: number): Promise<void> {
    try {
      this.#server.listen(port, "127.0.0.1");
      await once(this.#server, "listening");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `shell: 本机端口 ${port} 无法使用（${reason}），请改用其他端口` +
          ` / loopback port ${port} cannot be used (${reason}); configure another one`,
      );
    }
    const address = this.#server.address();
    this.#port = typeof address === "object" && address !== null ? address.port : port;
  }

  /** Cuts whatever is open. Idempotent. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
