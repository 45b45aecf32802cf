// When the shelf looks, and that it waits for nobody.
import { KioskId } from "@kiosk/contract";
import { beforeAll, expect, test } from "vitest";
import type { FakeClock } from "../../fixtures/sim/fake-clock.ts";
import type { RunningShelf } from "../src/shelf/shelf.ts";
import type { SealedPackage } from "./shelf-peer.ts";
import { publisher, shelfSite, version } from "./shelf-site.ts";

let first: SealedPackage;
let second: SealedPackage;

beforeAll(async () => {
  first = await publisher.app("guide", "1.0.0", { "index.html": "<p>one</p>", "app.js": "let one" });
  second = await publisher.app("guide", "1.1.0", { "index.html": "<p>two</p>", "app.js": "let two" });
});

/** Both loops sleep until their next time, and nothing is under way. */
async function atRest(clock: FakeClock): Promise<void> {
  for (let quiet = 0; quiet < 20; quiet = clock.sleeping === 2 ? quiet + 1 : 0) await new Promise(setImmediate);
}

function nextChange(shelf: RunningShelf, reached: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    shelf.onChange(() => {
      if (reached()) resolve();
    });
  });
}

test("a server that holds its answer back is given up after a time, and the shelf stays usable", async () => {
  const { peer, open, clock } = await shelfSite();
  peer.place(first);
  const shelf = await open();
  await shelf.refresh();
  const held = Promise.withResolvers<void>();
  peer.meddle = (path) => {
    if (path.endsWith("/shelf")) held.resolve();
    return path.endsWith("/shelf");
  };
  const looking = shelf.refresh();
  await held.promise;
  expect(version(shelf)).toBe("1.0.0");
  await clock.advance(90_000);
  await looking;
  expect(version(shelf)).toBe("1.0.0");
});

test("it looks by itself: soon again while the server is not there, then every quarter of an hour, whatever the wall clock does", async () => {
  const { peer, open, clock } = await shelfSite();
  peer.place(first);
  await peer.stop();
  const shelf = await open();
  shelf.start();
  await shelf.refresh();
  await atRest(clock);
  await peer.start();
  clock.jump(-86_400_000);
  const came = nextChange(shelf, () => version(shelf) === "1.0.0");
  await clock.advance(8_000);
  await came;
  await atRest(clock);
  peer.place(second);
  clock.jump(-86_400_000);
  const changed = nextChange(shelf, () => version(shelf) === "1.1.0");
  await clock.advance(15 * 60_000);
  await changed;
});

test("the neighbours are asked for soon again after a start, when they may be starting too, and then every five minutes", async () => {
  const { peer, open, clock } = await shelfSite();
  peer.nearby = { at: 0, terminals: [] };
  const shelf = await open();
  const heard = (at: number) => nextChange(shelf, () => shelf.snapshot().nearby?.said.at === at);
  const atOnce = heard(0);
  shelf.start();
  await atOnce;
  for (const [index, seconds] of [15, 30, 60, 120, 240, 300, 300].entries()) {
    await atRest(clock);
    peer.nearby = { at: index + 1, terminals: [] };
    const next = heard(index + 1);
    await clock.advance(seconds * 1000 - 1);
    await atRest(clock);
    expect(shelf.snapshot().nearby?.said.at).toBe(index);
    await clock.advance(1);
    await next;
  }
  await shelf.stop();
});

test("what the neighbours said is there after a restart", async () => {
  const { peer, open, clock } = await shelfSite();
  const terminal = { kioskId: KioskId.parse("cn-002"), name: "隔壁", address: "示例路 2 号", metres: 800, hours: null };
  peer.nearby = { at: 7, terminals: [{ ...terminal, online: true, services: [], saidAt: 6 }] };
  const shelf = await open();
  const heard = (at: number) => nextChange(shelf, () => shelf.snapshot().nearby?.said.at === at);
  const atOnce = heard(7);
  shelf.start();
  await atOnce;
  await atRest(clock);
  peer.nearby = { ...peer.nearby, at: 8 };
  const later = heard(8);
  await clock.advance(5 * 60_000);
  await later;
  await shelf.stop();
  expect((await open()).snapshot().nearby?.said).toEqual(peer.nearby);
});

test("two looks at once are one change, and a look that was asked for meanwhile sees what is new", async () => {
  const { peer, open } = await shelfSite();
  peer.place(first);
  const shelf = await open();
  peer.meddle = (path) => {
    // changed while the first look is under way
    if (path.includes("/packages/") && peer.shelf.revision === 1) peer.place(second);
    return false;
  };
  const looks = [shelf.refresh(), shelf.refresh(2), shelf.refresh()];
  await Promise.all(looks);
  expect(version(shelf)).toBe("1.1.0");
  expect(peer.asked.filter((path) => path.endsWith("/shelf"))).toHaveLength(2);
});
