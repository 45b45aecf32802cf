// The shelf against a real server: what is wanted is in place, in one step, and stays.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerminalShelf } from "@kiosk/contract";
import { beforeAll, expect, test } from "vitest";
import type { SealedPackage } from "./shelf-peer.ts";
import { namesIn, publisher, shelfSite, text, version } from "./shelf-site.ts";

let first: SealedPackage;
let second: SealedPackage;
let other: SealedPackage;

beforeAll(async () => {
  first = await publisher.app("guide", "1.0.0", { "index.html": "<p>one</p>", "app.js": "let one" });
  second = await publisher.app("guide", "1.1.0", { "index.html": "<p>two</p>", "app.js": "let two" });
  other = await publisher.app("booklet", "2.0.0", { "index.html": "<p>booklet</p>" });
});

test("what the server wants is fetched, checked, in place, told once, and there after a restart without a network", async () => {
  const { peer, told, open, clock } = await shelfSite();
  peer.place(first, other);
  const shelf = await open();
  const changes: number[] = [];
  shelf.onChange(() => changes.push(shelf.snapshot().apps.size));
  expect(shelf.snapshot()).toMatchObject({ shelf: null, theme: null, nearby: null });
  await shelf.refresh();
  expect(changes).toEqual([2]);
  expect(await text(shelf, first.digest, "index.html")).toBe("<p>one</p>");
  expect(await shelf.read(first.digest, "other.html")).toBeUndefined();
  expect(await shelf.read("00".repeat(32), "index.html")).toBeUndefined();
  await shelf.refresh();
  const place = (id: string, wanted: string) => ({
    ...{ id, kind: "app", wanted, inPlace: wanted, error: null, detail: "" },
  });
  expect(told).toEqual([
    {
      type: "shelf-applied",
      revision: 1,
      complete: true,
      places: [place("guide", "1.0.0"), place("booklet", "2.0.0")],
    },
  ]);
  await shelf.refresh(1);
  expect(told).toHaveLength(2);
  await peer.stop();
  const again = await open();
  expect(again.snapshot().shelf).toEqual({ said: peer.shelf, receivedAt: clock.now() });
  expect(await text(again, other.digest, "index.html")).toBe("<p>booklet</p>");
});

test("a change fetches only what is new, and what nobody needs any more goes with the change after it", async () => {
  const { peer, open, dataDir } = await shelfSite();
  peer.place(first);
  const shelf = await open();
  await shelf.refresh();
  const shared = await publisher.app("guide", "1.2.0", { "index.html": "<p>three</p>", "app.js": "let two" });
  peer.place(second);
  await shelf.refresh();
  // somebody may have a page of it open
  expect(await text(shelf, first.digest, "app.js")).toBe("let one");
  peer.asked.length = 0;
  peer.place(shared);
  await shelf.refresh();
  expect(peer.asked).toHaveLength(3);
  expect(version(shelf)).toBe("1.2.0");
  expect(await shelf.read(first.digest, "app.js")).toBeUndefined();
  const files = new Set([...second.files.keys(), ...shared.files.keys()]);
  expect(new Set(namesIn(dataDir, "files"))).toEqual(files);
  expect(namesIn(dataDir, "packages").sort()).toEqual([second, shared].map((p) => `${p.digest}.json`).sort());
});

test("an app that is taken off the shelf is gone from it; one that is off with a reason stays with its words", async () => {
  const { peer, open } = await shelfSite();
  peer.place(first, other);
  const shelf = await open();
  await shelf.refresh();
  peer.place(first);
  const reason = { zh: "系统升级", en: "Being renewed" };
  peer.shelf = TerminalShelf.parse({
    ...peer.shelf,
    places: peer.shelf.places.map((place) => ({ ...place, state: "off", reason, until: 5 })),
  });
  await shelf.refresh();
  expect([...shelf.snapshot().apps.keys()]).toEqual(["guide"]);
  expect(shelf.snapshot().shelf?.said.places[0]).toMatchObject({ state: "off", reason });
});

test("a style is a package like any other", async () => {
  const { peer, open, told } = await shelfSite();
  const lotus = await publisher.theme("lotus", "1.0.0", '<svg xmlns="http://www.w3.org/2000/svg"/>');
  peer.place(first, lotus);
  const shelf = await open();
  await shelf.refresh();
  expect(shelf.snapshot().theme).toMatchObject({ digest: lotus.digest, manifest: { id: "lotus" } });
  expect(await text(shelf, lotus.digest, "head.svg")).toContain("<svg");
  expect(told[0]?.places).toHaveLength(2);
});

test("a file that rots on the disk is not given out; it is told and fetched anew", async () => {
  const { peer, open, dataDir, told } = await shelfSite();
  peer.place(first);
  const shelf = await open();
  await shelf.refresh();
  for (const name of namesIn(dataDir, "files")) {
    const file = join(dataDir, "shelf", "files", name);
    const octets = readFileSync(file);
    octets[0] = (octets[0] ?? 0) ^ 1;
    writeFileSync(file, octets);
  }
  expect(await shelf.read(first.digest, "index.html")).toBeUndefined();
  expect(told.at(-1)).toMatchObject({ complete: false, places: [{ id: "guide", error: "digest" }] });
  await shelf.refresh();
  expect(await text(shelf, first.digest, "index.html")).toBe("<p>one</p>");
  expect(told.at(-1)).toMatchObject({ complete: true });
});

test("a package whose file is not whole at the start is not there until it is fetched again", async () => {
  const { peer, open, dataDir } = await shelfSite();
  peer.place(first, other);
  const shelf = await open();
  await shelf.refresh();
  await shelf.stop();
  const [name = ""] = first.files.keys();
  writeFileSync(join(dataDir, "shelf", "files", name), "");
  const again = await open();
  expect([...again.snapshot().apps.keys()]).toEqual(["booklet"]);
  await again.refresh();
  expect(version(again)).toBe("1.0.0");
});
