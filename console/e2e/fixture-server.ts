// A small stand-in for the fleet server: the built console, canned answers that the contract's schemas have checked, and
// a feed, each of which can be made slow, broken, empty or silent. For the screen tests and for looking at pages by hand:
// `node console/e2e/fixture-server.ts 8090`.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { EvidenceView, type LiveEvent } from "@kiosk/contract";
import { withNonce } from "../../fleet-server/src/http/headers.ts";
import { type Answer, FixtureApi } from "./fixture-api.ts";
import type { FixtureSession } from "./fixture-session.ts";
import { statementOf } from "./fixture-statement.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};
const notFound = { code: "resource.not-found", zh: "未找到", en: "Not found", issues: [] };
const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** What a resource does when asked. `hang` never answers, `malformed` breaks the contract. */
export type Mode = "ok" | "hang" | "error" | "malformed" | "empty";

export class FixtureServer {
  readonly api = new FixtureApi();
  /** served as /map-config.json; undefined: there is no such file */
  mapConfig: unknown;
  /** what becomes of each answer of the API before it goes out */
  rewrite: ((body: unknown) => unknown) | undefined;
  /** whether /tiles/… has pictures */
  tilesOk = true;
  readonly #files = new Map<string, Buffer>();
  readonly #modes = new Map<string, Mode>();
  readonly #readers = new Set<ServerResponse>();
  readonly #server = createServer((req, res) => {
    this.#handle(req, res).catch((error: unknown) => {
      res.statusCode = 500;
      res.end(String(error));
    });
  });
  #feedOpen = true;
  #ticking: NodeJS.Timeout | undefined;

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    this.#ticking = setInterval(() => this.send({ type: "tick", at: Date.now() }), 15_000);
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("not listening on a port");
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    clearInterval(this.#ticking);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** `resource` is the first part of the path under /api/v1, for example `kiosks`. */
  setMode(resource: string, mode: Mode): void {
    this.#modes.set(resource, mode);
  }

  /** Everything answers again, with fresh data. */
  reset(): void {
    this.#modes.clear();
    this.mapConfig = undefined;
    this.rewrite = undefined;
    this.tilesOk = true;
    this.#feedOpen = true;
    this.api.reset();
  }

  send(event: LiveEvent): void {
    for (const reader of this.#readers) reader.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  /** Who is signed in; a default person is. */
  get session(): FixtureSession {
    return this.api.session;
  }

  /** Ends the session as an administrator or another device would: also the feed goes. */
  signOut(): void {
    this.session.signOut();
    for (const reader of this.#readers) reader.destroy();
    this.#readers.clear();
  }

  /** connections of the feed that are open now */
  get readers(): number {
    return this.#readers.size;
  }

  /** Cuts the feed and refuses new readers until `reset`. */
  cutFeed(): void {
    this.#feedOpen = false;
    for (const reader of this.#readers) reader.destroy();
    this.#readers.clear();
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? "/", "http://fixture");
    if (url.pathname === "/map-config.json") {
      if (this.mapConfig !== undefined) return send(res, { status: 200, body: this.mapConfig });
      res.statusCode = 204;
      res.end();
      return;
    }
    if (url.pathname.startsWith("/tiles/") && this.tilesOk) {
      res.setHeader("content-type", "image/svg+xml");
      res.end(
        '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#dde"/></svg>',
      );
      return;
    }
    if (!url.pathname.startsWith("/api/v1/")) return serveFile(url.pathname, res);
    const path = url.pathname.slice("/api/v1".length);
    const [, resource = ""] = path.split("/");
    const refusal = this.session.refusal(resource);
    if (refusal !== undefined) return send(res, refusal);
    if (path === "/live") return this.#join(res);
    const mode = this.#modes.get(resource) ?? "ok";
    if (mode === "hang") return;
    if (mode === "malformed") return send(res, { status: 200, body: { at: "noon" } });
    if (mode === "error") {
      const problem = { code: "server.internal", zh: "服务器内部错误", en: "Internal error", issues: [] };
      return send(res, { status: 500, body: problem });
    }
    if (path.endsWith("/clock-statement")) {
      res.writeHead(200, { "content-type": "text/csv; charset=utf-8" });
      res.end(statementOf(path, url.searchParams.get("asOf")));
      return;
    }
    if (resource === "evidence") return this.#evidence(req, res, path.split("/")[2]);
    const body = req.method === "GET" ? undefined : await readBody(req);
    if (path === "/session/wall") return send(res, this.api.watch.enter(body));
    const personal = this.session.answer(req.method ?? "GET", path, body);
    if (personal !== undefined) return send(res, personal);
    const { status, body: said } = this.api.answer(req.method ?? "GET", path, url.searchParams, body, mode === "empty");
    send(res, { status, body: this.rewrite === undefined ? said : this.rewrite(said) });
  }

  /** Content-addressed as at the fleet server; the seeded files have no bytes of their own and get a picture of one dot. */
  async #evidence(req: IncomingMessage, res: ServerResponse, digest: string | undefined): Promise<void> {
    if (req.method !== "POST") {
      const known = this.api.evidence.find((e) => e.digest === digest);
      const bytes = this.#files.get(digest ?? "") ?? onePixel;
      if (known === undefined) return send(res, { status: 404, body: notFound });
      res.writeHead(200, { "content-type": known.mediaType });
      res.end(bytes);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    const header = (name: string) => decodeURIComponent(String(req.headers[name] ?? ""));
    const view = EvidenceView.parse({
      digest: createHash("sm3").update(bytes).digest("hex"),
      name: header("x-file-name"),
      mediaType: req.headers["content-type"],
      bytes: bytes.length,
      uploadedAt: Date.now(),
      by: this.session.me?.name,
    });
    this.#files.set(view.digest, bytes);
    send(res, this.api.keepEvidence(view));
  }

  #join(res: ServerResponse): void {
    if (!this.#feedOpen) {
      res.statusCode = 503;
      res.end();
      return;
    }
    res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    res.write(`data: ${JSON.stringify({ type: "hello", at: Date.now() })}\n\n`);
    this.#readers.add(res);
    res.on("close", () => this.#readers.delete(res));
  }
}

function send(res: ServerResponse, answer: Answer): void {
  res.writeHead(answer.status, { "content-type": "application/json; charset=utf-8" });
  res.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of req) text += String(chunk);
  // a sheet comes as the bare body
  if (req.headers["content-type"] === "application/octet-stream") return text;
  return text === "" ? undefined : JSON.parse(text);
}

function serveFile(path: string, res: ServerResponse): void {
  const wanted = join(dist, normalize(path));
  const isPage = extname(path) === "";
  const file = isPage ? join(dist, "index.html") : wanted;
  if (!file.startsWith(dist) || !existsSync(file)) {
    send(res, { status: 404, body: notFound });
    return;
  }
  res.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
  if (isPage) {
    // as the fleet server sends it
    const { html, policy } = withNonce(readFileSync(file, "utf8"));
    res.setHeader("content-security-policy", policy);
    res.setHeader("cache-control", "no-store");
    res.end(html);
    return;
  }
  // as the fleet server: names with a hash never change
  if (file.startsWith(join(dist, "assets"))) res.setHeader("cache-control", "public, max-age=31536000, immutable");
  createReadStream(file).pipe(res);
}

if (import.meta.main) {
  const server = new FixtureServer();
  console.log(await server.listen(Number(process.argv[2] ?? 8090)));
}
