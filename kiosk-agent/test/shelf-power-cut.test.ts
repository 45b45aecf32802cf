// A change-over that is cut off anywhere leaves the old shelf or the new one, whole; one that the disk refuses leaves the old.
// (A kill does not empty the disk's own cache: that what is named is fsynced before is ShelfFiles.)
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KioskId } from "@kiosk/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSystemClock } from "../src/adapters/clock.ts";
import { openShelf } from "../src/shelf/shelf.ts";
import { compileCache } from "./compile-cache.ts";
import { type SealedPackage, ShelfPeer } from "./shelf-peer.ts";
import { publisher } from "./shelf-site.ts";

const refresher = fileURLToPath(new URL("./shelf-refresher.ts", import.meta.url));
const environment = { ...process.env, ...compileCache() };
const folder = mkdtempSync(join(tmpdir(), "shelf-cut-"));
const peer = new ShelfPeer(KioskId.parse("cn-001"));
const old = join(folder, "old");
let before: SealedPackage[];
let after: SealedPackage[];

beforeAll(async () => {
  const big = new Uint8Array(40_000).fill(7);
  before = [
    await publisher.app("guide", "1.0.0", { "index.html": "<p>old guide</p>" }),
    await publisher.app("booklet", "1.0.0", { "index.html": "<p>old booklet</p>" }),
  ];
  after = [
    await publisher.app("guide", "2.0.0", { "index.html": "<p>new guide</p>", "map.bin": big }),
    await publisher.app("booklet", "2.0.0", { "index.html": "<p>new booklet</p>" }),
  ];
  await peer.start();
  peer.place(...before);
  await look(old);
  peer.place(...after);
});
afterAll(async () => {
  await peer.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Look {
  readonly killed: boolean;
  readonly lines: readonly Record<string, unknown>[];
}

/** One look by a process of its own. @param dieAt the file operation at which it is killed @param fileBlocks ulimit -f */
function look(dataDir: string, dieAt = 0, fileBlocks = "unlimited"): Promise<Look> {
  const limited = ["-c", 'ulimit -f "$1" && shift && exec "$@"', "sh", fileBlocks];
  const program = [process.execPath, refresher, dataDir, peer.kioskId, peer.secret, peer.url, publisher.publicPem];
  return new Promise((resolve, reject) => {
    const options = { env: fileBlocks === "unlimited" ? environment : process.env };
    execFile("sh", [...limited, ...program, String(dieAt)], options, (error, stdout, stderr) => {
      const killed = error?.signal === "SIGKILL";
      if (error !== null && !killed) return reject(new Error(`${error.message}\n${stderr}`));
      resolve({ killed, lines: stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)])) });
    });
  });
}

/** The versions in place, each file of them read and checked. */
async function standing(dataDir: string): Promise<string[]> {
  const shelf = await openShelf({
    dataDir,
    kioskId: peer.kioskId,
    secret: peer.secret,
    api: peer.url,
    ca: undefined,
    servername: undefined,
    publishers: [publisher.publicPem],
    clock: createSystemClock(),
    random: () => 0.5,
    log: { info() {}, warn() {} },
    tell: async () => {},
  });
  const { apps } = shelf.snapshot();
  for (const { digest, files } of apps.values()) {
    for (const path of files) expect(await shelf.read(digest, path), path).toBeDefined();
  }
  await shelf.stop();
  return [...apps.values()].map(({ manifest }) => `${manifest.id} ${manifest.version}`);
}

const oldShelf = ["guide 1.0.0", "booklet 1.0.0"];
const newShelf = ["guide 2.0.0", "booklet 2.0.0"];

test("killed at any file operation of a change, the shelf is the old one or the new one, whole, and the next look ends it", async () => {
  const whole = join(folder, "whole");
  cpSync(old, whole, { recursive: true });
  const { lines } = await look(whole);
  const operations = Number(lines.at(-1)?.operations);
  expect(operations).toBeGreaterThan(15);
  const seen = new Set<string>();
  const cutAt = async (dieAt: number) => {
    const dataDir = join(folder, `cut-${dieAt}`);
    cpSync(old, dataDir, { recursive: true });
    expect((await look(dataDir, dieAt)).killed).toBe(true);
    const found = await standing(dataDir);
    expect([oldShelf, newShelf]).toContainEqual(found);
    seen.add(found.join());
    // half-written files are gone after a start
    const left = ["files", "packages"].flatMap((kind) => readdirSync(join(dataDir, "shelf", kind)));
    expect(left.filter((name) => name.endsWith(".part"))).toEqual([]);
    if (dieAt % 5 !== 0) return;
    await look(dataDir);
    expect(await standing(dataDir)).toEqual(newShelf);
  };
  const cuts = Array.from({ length: operations }, (_, i) => i + 1).filter((n) => n % 2 === 0 || n > operations - 6);
  const worker = async () => {
    for (let cut = cuts.shift(); cut !== undefined; cut = cuts.shift()) await cutAt(cut);
  };
  await Promise.all([worker(), worker()]);
  expect(seen).toEqual(new Set([oldShelf.join(), newShelf.join()]));
});

test("a file that the disk has no room for is told as such; its package stays the old one and the other is changed", async () => {
  const dataDir = join(folder, "full");
  cpSync(old, dataDir, { recursive: true });
  // 16 blocks of 512 octets: too little for the map, enough for the rest
  const { lines } = await look(dataDir, 0, "16");
  expect(lines[0]).toMatchObject({
    complete: false,
    places: [
      { id: "guide", inPlace: "1.0.0", error: "disk" },
      { id: "booklet", inPlace: "2.0.0", error: null },
    ],
  });
  expect(await standing(dataDir)).toEqual(["guide 1.0.0", "booklet 2.0.0"]);
});

test("with no room for the shelf itself nothing changes", async () => {
  const dataDir = join(folder, "none");
  cpSync(old, dataDir, { recursive: true });
  const { lines } = await look(dataDir, 0, "0");
  expect(lines[0]).toMatchObject({
    complete: false,
    places: [
      { id: "guide", inPlace: "1.0.0", error: "disk" },
      { id: "booklet", inPlace: "1.0.0", error: "disk" },
    ],
  });
  expect(await standing(dataDir)).toEqual(oldShelf);
});
