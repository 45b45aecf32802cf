// Serves the service apps in place, each file out of a package whose signature and digest were checked, to their frames alone.
//   GET /a/<digest>/<path>
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../../ports.ts";
import type { Shelf } from "../ports.ts";
import { contentType } from "./content-types.ts";
import { appHeaders } from "./headers.ts";
import { LoopbackServer } from "./loopback-server.ts";

export interface AppsServerOptions {
  readonly shelf: Pick<Shelf, "read">;
  /** origins of the pages that may frame an app; known later than this server begins to listen */
  readonly pageOrigins: () => readonly string[];
  readonly log: Log;
}

export class AppsServer {
  readonly #options: AppsServerOptions;
  readonly #server: LoopbackServer;

  constructor(options: AppsServerOptions) {
    this.#options = options;
    this.#server = new LoopbackServer((request, response) => this.#handle(request, response));
  }

  get url(): string {
    return this.#server.url;
  }

  /** The address of a file of a package in place. */
  address(digest: string, path: string): string {
    return `${this.#server.url}/a/${digest}/${path}`;
  }

  /** @throws Error where the port cannot be used */
  listen(port: number): Promise<void> {
    return this.#server.listen(port);
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const [, digest, path] = /^\/a\/([0-9a-f]{64})\/([^?]+)$/.exec(request.url ?? "") ?? [];
    const found = isRead && digest !== undefined && path !== undefined ? await this.#read(digest, path) : undefined;
    const headers = appHeaders(`${this.#server.url}/a/${digest ?? ""}/`, this.#options.pageOrigins());
    if (found === undefined || path === undefined) {
      response.writeHead(404, headers).end();
      return;
    }
    response.writeHead(200, { ...headers, "content-type": contentType(path), "content-length": found.length });
    response.end(request.method === "HEAD" ? undefined : found);
  }

  async #read(digest: string, path: string): Promise<Uint8Array | undefined> {
    try {
      return await this.#options.shelf.read(digest, path);
    } catch (error) {
      // the disk refuses: the page is not found, and the log knows why
      this.#options.log.warn("shell.file-unreadable", { digest, error: String(error) });
      return undefined;
    }
  }
}
