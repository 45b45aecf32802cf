// The server's end of the shelf for tests: a real HTTP server that holds packages and does what a test says with them.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type KioskId, Nearby, TerminalShelf } from "@kiosk/contract";
import { type Packed, packFiles, readSigningKey } from "../src/shelf/pack.ts";

export type SealedPackage = Extract<Packed, { ok: true }>;

export class Publisher {
  readonly publicPem: string;
  readonly privatePem: string;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.publicPem = String(publicKey.export({ type: "spki", format: "pem" }));
    this.privatePem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  }

  async app(id: string, version: string, files: Record<string, string | Uint8Array>, changes: object = {}) {
    const manifest = {
      v: 1,
      kind: "app",
      id,
      version,
      name: { zh: `事项 ${id}`, en: `Service ${id}` },
      summary: { zh: "一句话", en: "One sentence" },
      keywords: [],
      category: "guide",
      icon: "guide",
      start: { kind: "bundle", page: "index.html" },
      requires: [],
      optional: [],
      permissions: [],
      owner: { organisation: "示例中心", contact: "021-00000000" },
    };
    return this.#pack({ ...manifest, ...changes }, files);
  }

  async theme(id: string, version: string, banner: string) {
    const mode = Object.fromEntries(
      ["page", "surface", "primary", "accent", "danger", "warning", "line"].map((name) => [name, "#ffffff"]),
    );
    const texts = ["onPage", "muted", "onSurface", "onPrimary", "onAccent", "onDanger", "onWarning"];
    const colours = { ...mode, ...Object.fromEntries(texts.map((name) => [name, "#000000"])) };
    const words = { zh: "风格", en: "Style" };
    const owner = { organisation: "示例中心", contact: "021-00000000" };
    const shape = { banner: "head.svg", cornerPx: 8, layout: "tiles", motif: "lotus" };
    const manifest = { v: 1, kind: "theme", id, version, name: words, title: words, owner, ...shape };
    return this.#pack({ ...manifest, colours, highContrast: colours }, { "head.svg": banner });
  }

  async #pack(manifest: object, files: Record<string, string | Uint8Array>): Promise<SealedPackage> {
    const octets = new Map(
      Object.entries(files).map(([path, text]) => [path, typeof text === "string" ? Buffer.from(text) : text]),
    );
    const packed = await packFiles(manifest, octets, await readSigningKey(this.privatePem));
    if (!packed.ok) throw new Error(packed.problems.join("\n"));
    return packed;
  }
}

/** What a test does instead of the honest answer; true: it has dealt with it. */
export type Meddle = (path: string, response: ServerResponse) => boolean | Promise<boolean>;

export class ShelfPeer {
  readonly kioskId: KioskId;
  readonly secret = Buffer.alloc(32, 7).toString("base64url");
  /** paths in the order in which they were asked */
  readonly asked: string[] = [];
  readonly octets = new Map<string, Uint8Array>();
  shelf: TerminalShelf;
  nearby: Nearby = { at: 1, terminals: [] };
  meddle: Meddle = () => false;
  readonly #server: Server;
  readonly #scheme: "http" | "https";
  #port = 0;

  constructor(kioskId: KioskId, tls?: { readonly key: string; readonly cert: string }) {
    this.kioskId = kioskId;
    const point = { name: "示例点位", address: "示例路 1 号", street: "示例街道", phone: null, hours: null };
    this.shelf = { v: 1, revision: 0, kioskId, at: 1, point, theme: null, places: [] };
    const answer = (request: IncomingMessage, response: ServerResponse) => void this.#answer(request, response);
    this.#scheme = tls === undefined ? "http" : "https";
    this.#server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    this.#port = typeof address === "object" && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Puts these on the shelf in place of what is there, and nothing else. */
  place(...packages: readonly SealedPackage[]): void {
    for (const { digest, signed, files } of packages) {
      this.octets.set(`/terminal/v1/packages/${digest}`, Buffer.from(JSON.stringify(signed)));
      for (const [sha256, octets] of files) this.octets.set(`/terminal/v1/packages/${digest}/files/${sha256}`, octets);
    }
    const named = packages.map(({ digest, index: { manifest } }) => ({ digest, ...manifest }));
    const theme = named.find(({ kind }) => kind === "theme");
    this.shelf = TerminalShelf.parse({
      ...this.shelf,
      revision: this.shelf.revision + 1,
      theme: theme === undefined ? null : { id: theme.id, version: theme.version, digest: theme.digest },
      places: named
        .filter(({ kind }) => kind === "app")
        .map(({ id, version, digest }) => ({
          ...{ appId: id, version, digest },
          ...{ state: "on", reason: null, until: null, frequent: null },
        })),
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    this.asked.push(path);
    const expected = `Basic ${Buffer.from(`${this.kioskId}:${this.secret}`).toString("base64")}`;
    if (request.headers.authorization !== expected) return void response.writeHead(401).end();
    if (await this.meddle(path, response)) return;
    if (path === "/terminal/v1/shelf") return void response.end(JSON.stringify(this.shelf));
    if (path === "/terminal/v1/nearby") return void response.end(JSON.stringify(Nearby.parse(this.nearby)));
    const octets = this.octets.get(path);
    if (octets === undefined) response.writeHead(404).end();
    else response.end(octets);
  }
}
