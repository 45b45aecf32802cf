// A citizen's room over peers that do what a test says: devices that answer or wait, a shelf that changes, a queue that keeps.
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AppId,
  AppManifest,
  DeviceId,
  type DeviceReport,
  KioskId,
  type Nearby,
  type ShelfPlace,
  type TerminalShelf,
  ThemeManifest,
  type WipePart,
  wipeParts,
} from "@kiosk/contract";
import { FakeClock } from "../../../../fixtures/sim/fake-clock.ts";
import { type CitizenRoom, type CitizenRoomOptions, createCitizenRoom } from "../citizen-room.ts";
import type {
  CardText,
  CitizenDevices,
  CitizenEvent,
  CitizenUplink,
  Done,
  PlacedApp,
  Shelf,
  ShelfSnapshot,
} from "../ports.ts";

/** Texts that are to be found nowhere but in the session; no real person's. */
export const canary: CardText = {
  name: "甄金雀",
  idNumber: "310105194912310029",
  sex: "female",
  birth: "19491231",
  address: "长宁区金雀路七七弄",
  validTo: "20391231",
};
export const canaryPhone = "13900139042";

export const allPermissions = [
  "identity.card",
  "identity.phone",
  "print.booklet",
  "print.a4",
  "print.receipt",
  "endorse.card",
  "scan.code",
] as const;

export function manifestOf(id: string, changes: Partial<Record<keyof AppManifest, unknown>> = {}): AppManifest {
  return AppManifest.parse({
    v: 1,
    kind: "app",
    id,
    version: "1.0.0",
    name: { zh: "就医记录册更换", en: "New medical booklet" },
    summary: { zh: "换一本", en: "A new one" },
    keywords: [],
    category: "medical",
    icon: "booklet",
    start: { kind: "bundle", page: "index.html" },
    requires: [],
    optional: [],
    permissions: [...allPermissions],
    owner: { organisation: "示例", contact: "021-0" },
    ...changes,
  });
}

const colours = Object.fromEntries(
  "page onPage muted surface onSurface primary onPrimary accent onAccent danger onDanger warning onWarning line"
    .split(" ")
    .map((name) => [name, "#000000"]),
);
export const plainTheme = ThemeManifest.parse({
  v: 1,
  kind: "theme",
  id: "plain",
  version: "1.0.0",
  name: { zh: "素", en: "Plain" },
  title: { zh: "自助办", en: "Self-service" },
  motif: "none",
  banner: null,
  cornerPx: 8,
  layout: "tiles",
  colours,
  highContrast: colours,
  owner: { organisation: "示例", contact: "021-0" },
});

export function reportOf(id: string, changes: Partial<DeviceReport> = {}): DeviceReport {
  return {
    deviceId: DeviceId.parse(id),
    deviceClass: "idCardReader",
    profileId: "id-card-reader/x",
    state: "online",
    since: 0,
    answeredAt: Number.MAX_SAFE_INTEGER,
    readings: [],
    conditions: [],
    exchange: [],
    droppedBytes: 0,
    ...changes,
  };
}

/** What waits for a citizen waits until `give`, or until it is cancelled. */
export class ScriptedDevices implements CitizenDevices {
  card: "present" | "notPresent" | "unknown" = "notPresent";
  cardLooks = 0;
  wipes = 0;
  left: readonly WipePart[] = deviceParts.map((part) => ({ part, left: 0 }));
  /** printing waits for `finishJob` */
  slow = false;
  job: Done<{ readonly pages: number }> = { ok: true, value: { pages: 1 } };
  /** what was printed, in the order it was */
  readonly calls: string[] = [];
  /** takes no notice of its signal */
  deaf = false;
  /** looking and wiping never come to an end */
  hangs = false;
  #waiting: PromiseWithResolvers<unknown> | undefined;

  readIdCard(_waitMs: number, signal: AbortSignal): Promise<Done<CardText>> {
    this.calls.push("readIdCard");
    return this.#wait(signal, () => ({ ok: true, value: canary }));
  }
  scanCode(_waitMs: number, signal: AbortSignal): Promise<Done<{ readonly code: string }>> {
    this.calls.push("scanCode");
    return this.#wait(signal, () => ({ ok: true, value: { code: "QR" } }));
  }
  cardPresent(): Promise<"present" | "notPresent" | "unknown"> {
    this.cardLooks++;
    return this.hangs ? new Promise(() => undefined) : Promise.resolve(this.card);
  }
  printBooklet(_lines: readonly string[], signal: AbortSignal) {
    return this.#print("printBooklet", signal);
  }
  printA4(_job: unknown, signal: AbortSignal) {
    return this.#print("printA4", signal);
  }
  printReceipt(_lines: readonly string[], signal: AbortSignal) {
    return this.#print("printReceipt", signal);
  }
  endorseCard(_lines: readonly string[], signal: AbortSignal) {
    return this.#print("endorseCard", signal);
  }
  wipe(): Promise<readonly WipePart[]> {
    this.wipes++;
    return this.hangs ? new Promise(() => undefined) : Promise.resolve(this.left);
  }

  /** The card is put on, the code held before the scanner, the paper out. */
  give(): void {
    this.#waiting?.resolve(undefined);
    this.#waiting = undefined;
  }

  #print(name: string, signal: AbortSignal): Promise<Done<{ readonly pages: number }>> {
    this.calls.push(name);
    return this.slow ? this.#wait(signal, () => this.job) : Promise.resolve(this.job);
  }

  async #wait<T>(signal: AbortSignal, value: () => Done<T>): Promise<Done<T>> {
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting = waiting;
    if (!this.deaf) signal.addEventListener("abort", () => waiting.resolve(signal.reason), { once: true });
    const cancelled = await waiting.promise;
    return cancelled === undefined ? value() : { ok: false, code: "call.cancelled", detail: "" };
  }
}
const deviceParts = ["temp-files", "print-spool", "device-leases"] as const;

export class ScriptedShelf implements Shelf {
  #snapshot: ShelfSnapshot;
  readonly #listeners = new Set<() => void>();

  constructor(snapshot: ShelfSnapshot) {
    this.#snapshot = snapshot;
  }
  snapshot(): ShelfSnapshot {
    return this.#snapshot;
  }
  set(changes: Partial<ShelfSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    for (const listener of this.#listeners) listener();
  }
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  read(): Promise<Uint8Array | undefined> {
    return Promise.resolve(undefined);
  }
}

export class ScriptedUplink implements CitizenUplink {
  readonly events: CitizenEvent[] = [];
  connected = true;
  /** the queue is broken or closed */
  refuses = false;
  reports: readonly DeviceReport[] = [reportOf("id-reader")];
  /** the disk is full: nothing becomes durable until it is set to false */
  #stuck: PromiseWithResolvers<void> | undefined;
  readonly #listeners = new Set<() => void>();

  async tell(event: CitizenEvent): Promise<void> {
    await this.#stuck?.promise;
    if (this.refuses) throw new Error("the queue is closed");
    this.events.push(event);
  }
  fillDisk(): void {
    this.#stuck = Promise.withResolvers();
  }
  freeDisk(): void {
    this.#stuck?.resolve();
    this.#stuck = undefined;
  }
  isConnected(): boolean {
    return this.connected;
  }
  devices(): readonly DeviceReport[] {
    return this.reports;
  }
  onDevices(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  say(reports: readonly DeviceReport[]): void {
    this.reports = reports;
    for (const listener of this.#listeners) listener();
  }
  of<T extends CitizenEvent["type"]>(type: T): Extract<CitizenEvent, { type: T }>[] {
    return this.events.filter((e): e is Extract<CitizenEvent, { type: T }> => e.type === type);
  }
}

export function placeOf(appId: AppId, changes: Partial<ShelfPlace> = {}): ShelfPlace {
  return {
    appId,
    state: "on",
    version: "1.0.0",
    digest: "00".repeat(32),
    reason: null,
    until: null,
    frequent: null,
    ...changes,
  };
}

export function shelfWith(
  manifests: readonly AppManifest[],
  at: number,
  changes: { readonly places?: ShelfPlace[]; readonly nearby?: Nearby } = {},
): ShelfSnapshot {
  const said: TerminalShelf = {
    v: 1,
    revision: 1,
    kioskId,
    at,
    point: { name: "虹桥", address: "娄山关路35号", street: "虹桥街道", phone: null, hours: null },
    theme: null,
    places: changes.places ?? manifests.map((m) => placeOf(m.id)),
  };
  const apps = new Map<AppId, PlacedApp>(
    manifests.map((manifest) => [manifest.id, { digest: "00".repeat(32), manifest, files: ["index.html"] }]),
  );
  const nearby = changes.nearby === undefined ? null : { said: changes.nearby, receivedAt: at };
  return { shelf: { said, receivedAt: at }, apps, theme: null, nearby };
}

export const kioskId = KioskId.parse("cn-014");

export interface Scripted {
  readonly room: CitizenRoom;
  readonly clock: FakeClock;
  readonly devices: ScriptedDevices;
  readonly shelf: ScriptedShelf;
  readonly uplink: ScriptedUplink;
  readonly dataDir: string;
  readonly logged: string[];
}

/** A room that has been started, with the app `booklet` that may everything and needs nothing. */
export async function startRoom(
  changes: Partial<CitizenRoomOptions> & { readonly manifests?: AppManifest[] } = {},
): Promise<Scripted> {
  const scripted = makeRoom(changes);
  await scripted.room.start();
  await scripted.clock.advance(0);
  return scripted;
}

export function makeRoom(changes: Partial<CitizenRoomOptions> & { readonly manifests?: AppManifest[] } = {}): Scripted {
  const { manifests, ...options } = changes;
  const clock = new FakeClock();
  const devices = new ScriptedDevices();
  const uplink = new ScriptedUplink();
  const shelf = new ScriptedShelf(shelfWith(manifests ?? [manifestOf("booklet")], clock.now()));
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "citizen-room-"));
  const logged: string[] = [];
  const room = createCitizenRoom({
    kioskId,
    devices,
    shelf,
    uplink,
    config: { screen: { widthMm: 476, heightMm: 268 }, phoneCodes: { kind: "simulator" }, sessionMs: 30 * 60_000 },
    clock,
    random: (octets) => randomBytes(octets),
    newId: randomUUID,
    dataDir,
    log: {
      info: (event, fields) => void logged.push(JSON.stringify([event, fields])),
      warn: (event, fields) => void logged.push(JSON.stringify([event, fields])),
    },
    defaultTheme: plainTheme,
    addresses: { frame: ({ digest }) => `http://127.0.0.1:1/${digest}/index.html`, banner: () => null },
    ...options,
  });
  return { room, clock, devices, shelf, uplink, dataDir, logged };
}

const agentParts = [...deviceParts, "session-memory"];

/** Everything that pages wipe, read back as empty. */
export const cleanPages = {
  parts: wipeParts.filter((part) => !agentParts.includes(part)).map((part) => ({ part, left: 0 })),
  durationMs: 20,
};

/** A folder for very many uses: each is fsynced three times, which costs nothing where there is a file system in memory. */
export function quickFolder(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "citizen-uses-"));
}
