// A whole server whose days pass at once, with a publisher, the people of the shelf, and packages made on the spot.
import { createHash, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import {
  BootId,
  ContractShelf,
  type KioskId,
  PackageIndex,
  PackageVersion,
  Problem,
  readPublicKey,
  ShelfChange,
  sealIndex,
  TerminalShelf,
} from "@kiosk/contract";
import type { z } from "zod";
import type { SignedIn } from "../../fixtures/people.ts";
import type { AppOptions } from "../src/app.ts";
import { OrderDesk } from "./order-desk.ts";
import type { TestTerminal } from "./server-harness.ts";

type Signer = Awaited<ReturnType<typeof newSigner>>;

export async function newSigner() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const { keyId } = await readPublicKey(spki);
  const lines = Buffer.from(spki).toString("base64");
  return { keyId, key: pair.privateKey, pem: `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n` };
}

export function appManifest(id: string, version: string, fields: object = {}): object {
  return {
    ...{ v: 1, kind: "app", id, version, name: { zh: `应用${id}`, en: `App ${id}` } },
    ...{ summary: { zh: "试", en: "Try" }, keywords: [], category: "medical", icon: "booklet" },
    ...{ start: { kind: "bundle", page: "index.html" }, requires: ["idReader"], optional: [], permissions: [] },
    ...{ owner: { organisation: "区医保中心", contact: "62001234" }, ...fields },
  };
}

const dark = {
  ...{ page: "#ffffff", onPage: "#111111", muted: "#444444", surface: "#ffffff", onSurface: "#111111" },
  ...{ primary: "#003366", onPrimary: "#ffffff", accent: "#003366", onAccent: "#ffffff", danger: "#7a0000" },
  ...{ onDanger: "#ffffff", warning: "#ffffff", onWarning: "#111111", line: "#cccccc" },
};

export function themeManifest(id: string, version: string, colours: object = {}): object {
  return {
    ...{ v: 1, kind: "theme", id, version, name: { zh: "苏河", en: "Suhe" }, title: { zh: "您好", en: "Hello" } },
    ...{ motif: "suzhou-creek", banner: null, cornerPx: 8, layout: "tiles" },
    ...{ colours: { ...dark, ...colours }, highContrast: dark },
    ...{ owner: { organisation: "区行政服务中心", contact: "62001234" } },
  };
}

export interface Packed {
  readonly bytes: Uint8Array;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** @param alter the .kpkg before it is packed */
export async function packed(
  manifest: object,
  signer: Signer,
  {
    content = "<!doctype html>",
    alter = (file: Kpkg) => file,
  }: { content?: string; alter?: (file: Kpkg) => Kpkg } = {},
): Promise<Packed> {
  const page = Buffer.from(content);
  const sha256 = createHash("sha256").update(page).digest("hex");
  const withPage = "start" in manifest;
  const files = withPage ? [{ path: "index.html", sha256, bytes: page.length }] : [];
  const index = PackageIndex.parse({ v: 1, manifest, files });
  const signed = await sealIndex(index, signer.key, signer.keyId);
  const file = alter({ signed, files: withPage ? { [sha256]: page.toString("base64") } : {} });
  return { bytes: gzipSync(JSON.stringify(file)), files: new Map(withPage ? [[sha256, page]] : []) };
}
export interface Kpkg {
  readonly signed: { readonly index: string; readonly keyId: string; readonly signature: string };
  readonly files: Readonly<Record<string, string>>;
}

export class ShelfStage {
  readonly desk: OrderDesk;
  readonly signer: Signer;
  readonly uploader: SignedIn;
  readonly tester: SignedIn;
  readonly reviewer: SignedIn;
  readonly security: SignedIn;

  private constructor(desk: OrderDesk, signer: Signer, people: readonly [SignedIn, SignedIn, SignedIn, SignedIn]) {
    this.desk = desk;
    this.signer = signer;
    [this.uploader, this.tester, this.reviewer, this.security] = people;
  }

  static async open(options: Partial<AppOptions> = {}): Promise<ShelfStage> {
    const desk = await OrderDesk.open("2026-11-02 09:00", options);
    const people = await desk.server.people();
    const as = (name: string, role: "project_manager" | "technician" | "district_admin") =>
      people.person(name, [{ role, contract: "changning" }]);
    const signer = await newSigner();
    const security = people.security;
    await security.post("/shelf/publishers", { name: "区医保中心", pem: signer.pem });
    return new ShelfStage(desk, signer, [
      await as("王经理", "project_manager"),
      await as("李工", "technician"),
      await as("甲方张", "district_admin"),
      security,
    ]);
  }

  get server() {
    return this.desk.server;
  }

  async send(bytes: Uint8Array, who: SignedIn = this.uploader): Promise<{ status: number; body: unknown }> {
    const response = await who.fetch("/shelf/packages", {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(bytes),
    });
    return { status: response.status, body: await response.json() };
  }

  step(who: SignedIn, digest: string, step: z.infer<typeof PackageVersion>["steps"][number]["step"], passed = true) {
    const path = step === "test" ? "tests" : "steps";
    return who.post(`/shelf/packages/${digest}/${path}`, { step, passed, note: "逐项核对无误" });
  }

  /** Handed in, tested, walked through and released. */
  async released(manifest: object, content?: string): Promise<z.infer<typeof PackageVersion>> {
    const made = await packed(manifest, this.signer, content === undefined ? {} : { content });
    const sent = await this.send(made.bytes);
    if (sent.status !== 201) throw new Error(JSON.stringify(sent));
    const { digest } = PackageVersion.parse(sent.body);
    await this.step(this.tester, digest, "test");
    await this.step(this.reviewer, digest, "walk-through");
    return PackageVersion.parse((await this.step(this.reviewer, digest, "release")).body);
  }

  change(fields: object, who: SignedIn = this.reviewer): Promise<{ status: number; body: unknown }> {
    return who.post("/contracts/changning/shelf/changes", newChange(fields));
  }

  async changed(fields: object): Promise<z.infer<typeof ShelfChange>> {
    const answer = await this.change(fields);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer));
    return ShelfChange.parse(answer.body);
  }

  shelf(): Promise<ContractShelf> {
    return this.server.get("/contracts/changning/shelf", ContractShelf);
  }

  /** What a terminal fetches with its secret. */
  fetchAs({ id, secret }: Pick<TestTerminal, "id" | "secret">, path: string): Promise<Response> {
    const basic = Buffer.from(`${id}:${secret}`).toString("base64");
    return fetch(`${this.server.app.httpUrl}/terminal/v1${path}`, { headers: { authorization: `Basic ${basic}` } });
  }

  async shelfOf(terminal: TestTerminal): Promise<TerminalShelf> {
    return TerminalShelf.parse(await (await this.fetchAs(terminal, "/shelf")).json());
  }

  /** An event of the citizens' screen, at the server's time. */
  async tell(terminal: TestTerminal, event: object): Promise<void> {
    const at = this.desk.time.now;
    await terminal.send("event", { ...terminal.envelope(), at, sentAt: at, event });
  }

  /** The terminal says that all of its list is in place, or what is not. */
  async applied(terminal: TestTerminal, failed: { readonly [id: string]: string } = {}): Promise<void> {
    const { revision, places, theme } = await this.shelfOf(terminal);
    const wanted = [
      ...places.map((place) => ({ id: String(place.appId), kind: "app", wanted: place.version })),
      ...(theme === null ? [] : [{ id: String(theme.id), kind: "theme", wanted: theme.version }]),
    ];
    const said = wanted.map((place) => {
      const error = failed[place.id] ?? null;
      return { ...place, inPlace: error === null ? place.wanted : null, error, detail: "" };
    });
    const complete = said.every(({ error }) => error === null);
    await this.tell(terminal, { type: "shelf-applied", revision, complete, places: said });
  }

  /** A terminal born at the server's time, with what it was commanded since. */
  async terminal(id: KioskId): Promise<TestTerminal> {
    const at = this.desk.time.now;
    return this.server.terminal(id, { at, sentAt: at, bootedAt: at - 1000, bootId: BootId.parse(randomUUID()) });
  }
}

export function newChange(fields: object): object {
  return {
    ...{ id: randomUUID(), action: "on", packageId: "booklet", version: null, scope: { kind: "contract" } },
    ...{ effectiveAt: null, reason: null, until: null, frequent: null, rollout: null, ...fields },
  };
}

export function codeOf(answer: { readonly body: unknown }): string {
  return Problem.parse(answer.body).code;
}
