// Thirty pictures from a basement: the connection is cut, the server is killed, and each picture is there once.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FieldBundle, FieldLog, KioskTags } from "@kiosk/contract";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { People, type SignedIn } from "../../fixtures/people.ts";
import { Phone, picture } from "./field-phone.ts";

const main = join(import.meta.dirname, "../src/main.ts");
const seedDir = join(import.meta.dirname, "../../fixtures/seed");
const dataDir = mkdtempSync(join(tmpdir(), "field-cuts-"));
const Ready = z.object({ event: z.literal("ready"), http: z.string(), setupToken: z.string().nullable() });
let running: ChildProcess | undefined;

afterAll(async () => {
  await kill();
  rmSync(dataDir, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  if (running === undefined) return;
  const ended = once(running, "exit");
  running.kill("SIGKILL");
  await ended;
  running = undefined;
}

async function start(): Promise<z.infer<typeof Ready>> {
  const args = ["--port", "0", "--mqtt-port", "0", "--mqtt-host", "127.0.0.1", "--data", dataDir, "--seed", seedDir];
  const child = spawn(process.execPath, [main, ...args, "--demo"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, KIOSK_SUPERVISED: "1" },
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = Ready.safeParse(JSON.parse(line));
    if (event.success) return event.data;
  }
  throw new Error("the server ended");
}

/** Half of a piece, and then nothing more. */
async function cutOff(person: SignedIn, photoId: string, offset: number, bytes: Uint8Array): Promise<void> {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length >> 1));
    },
    pull(controller) {
      controller.error(new Error("cut"));
    },
  });
  const headers = { "content-type": "application/octet-stream" };
  const init = { method: "PUT", headers, body, duplex: "half" } as const;
  await expect(person.fetch(`/field/photos/${photoId}?offset=${offset}`, init)).rejects.toThrow();
}

test("thirty pictures through cuts and kills: none is lost, none is there twice", { timeout: 60_000 }, async () => {
  const first = await start();
  const people = await People.setUp(first.http, first.setupToken ?? "");
  const technician = await people.person("陈工", [{ role: "technician", contract: "changning" }]);
  const office = await people.person("调度", [{ role: "dispatcher", contract: "changning" }]);
  const phone = new Phone(technician);
  const { tagKey } = await technician.get("/field/bundle", FieldBundle);
  const again = async () => {
    await kill();
    people.moveTo((await start()).http);
  };

  const pictures = Array.from({ length: 30 }, (_, n) => picture(n, 30));
  const items = pictures.map((bytes) => phone.photo("cn-014", bytes));
  expect((await phone.send(items)).items.every((item) => item.state === "stored")).toBe(true);
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (const [n, { photoId }] of items.entries()) {
    const bytes = pictures[n] ?? new Uint8Array();
    const before = random(bytes.length - 1) + 1;
    await phone.piece(photoId, 0, bytes.subarray(0, before));
    if (n % 4 === 0) await cutOff(technician, photoId, before, bytes.subarray(before));
    if (n === 5 || n === 22) await again();
    expect(await phone.standing(photoId)).toMatchObject({ receivedBytes: before, totalBytes: bytes.length });
    await phone.upload(photoId, bytes, () => random(20_000) + 1);
    // the answer to the last piece was lost: the phone begins it anew
    if (n % 7 === 0) expect((await phone.piece(photoId, 0, bytes)).digest).toMatch(/^[0-9a-f]{64}$/);
  }
  expect((await phone.send(items)).items.every((item) => item.state === "applied")).toBe(true);

  const { entries } = await office.get("/kiosks/cn-014/field-log?limit=200", FieldLog);
  expect(entries.map((entry) => [entry.type, entry.state])).toEqual(
    Array.from({ length: 30 }, () => ["photo", "applied"]),
  );
  const digests = await Promise.all(items.map(async ({ photoId }) => (await phone.standing(photoId)).digest));
  expect(new Set(digests).size).toBe(30);
  for (const [n, digest] of digests.entries()) {
    const kept = new Uint8Array(await (await office.fetch(`/evidence/${digest}`)).arrayBuffer());
    expect(Buffer.from(kept).equals(pictures[n] ?? new Uint8Array())).toBe(true);
  }
  // what was taken piece by piece lies only as evidence now
  expect(readdirSync(join(dataDir, "photos"))).toEqual([]);
  // the codes on terminals stay good
  expect((await technician.get("/field/bundle", FieldBundle)).tagKey).toBe(tagKey);
  const { tags } = await office.get("/contracts/changning/kiosk-tags", KioskTags);
  const arrival = { via: "code", tag: tags.find((t) => t.kioskId === "cn-014")?.text, macLast4: null, position: null };
  expect(await phone.sendOne(phone.item("arrival", "cn-014", arrival))).toMatchObject({ state: "applied" });
});
