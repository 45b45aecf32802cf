// Serves the citizen's pages and their API on loopback.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Log } from "../../ports.ts";
import type { CitizenRoom } from "../citizen-room.ts";
import type { Shelf } from "../ports.ts";
import { contentType } from "./content-types.ts";
import { EventStream } from "./event-stream.ts";
import { pageHeaders } from "./headers.ts";
import { LoopbackServer } from "./loopback-server.ts";
import { isHashed, type PageFiles } from "./page-files.ts";
import { ShellApi } from "./shell-api.ts";

export interface PagesServerOptions {
  readonly room: CitizenRoom;
  readonly shelf: Pick<Shelf, "snapshot">;
  readonly files: PageFiles;
  /** where the service apps are served */
  readonly appOrigin: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

const apiBase = "/shell/v1";
const immutable = { "cache-control": "public, max-age=31536000, immutable" };

export class PagesServer {
  readonly #options: PagesServerOptions;
  readonly #server: LoopbackServer;
  readonly #events: EventStream;
  readonly #api: ShellApi;
  #deaf: () => void = () => {};

  constructor(options: PagesServerOptions) {
    this.#options = options;
    const { room, clock, log } = options;
    this.#events = new EventStream(clock);
    this.#api = new ShellApi({ room, events: this.#events, origins: () => this.origins, clock, log });
    this.#server = new LoopbackServer((request, response) => this.#handle(request, response));
  }

  get url(): string {
    return this.#server.url;
  }

  get origins(): readonly string[] {
    return this.#server.origins;
  }

  /** To be called when the room has wiped what the power cut off. @throws Error where the port cannot be used */
  async listen(port: number): Promise<void> {
    await this.#server.listen(port);
    this.#events.start();
    this.#deaf = this.#options.room.onState((state) => this.#events.tell(state));
  }

  async close(): Promise<void> {
    this.#deaf();
    await this.#events.stop();
    await this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    const headers = pageHeaders(this.#options.appOrigin(), this.#appOrigins());
    if (path.startsWith(`${apiBase}/`)) {
      return this.#api.handle(path.slice(apiBase.length), headers, request, response);
    }
    const isRead = request.method === "GET" || request.method === "HEAD";
    const found = isRead ? await this.#read(path) : undefined;
    if (found === undefined) {
      response.writeHead(404, { ...headers, connection: "close" }).end();
      return;
    }
    const { name, octets } = found;
    response.writeHead(200, {
      ...headers,
      ...(isHashed(name) ? immutable : {}),
      "content-type": contentType(name),
      "content-length": octets.length,
    });
    response.end(request.method === "HEAD" ? undefined : octets);
  }

  /** Of the apps in place that are pages of a server. */
  #appOrigins(): readonly string[] {
    const apps = [...this.#options.shelf.snapshot().apps.values()];
    const origins = apps.flatMap(({ manifest: { start } }) => (start.kind === "origin" ? start.origins : []));
    return [...new Set(origins)].toSorted();
  }

  async #read(path: string): Promise<{ readonly name: string; readonly octets: Uint8Array } | undefined> {
    try {
      return await this.#options.files.read(path);
    } catch (error) {
      this.#options.log.warn("shell.file-unreadable", { path, error: String(error) });
      return undefined;
    }
  }
}
