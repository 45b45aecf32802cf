import { KioskId } from "@kiosk/contract";
import { expect, test } from "vitest";
import { ChangeQueue, type Changes } from "./change-queue.ts";

function setup() {
  const applied: Changes[] = [];
  const finish: (() => void)[] = [];
  const timers: (() => void)[] = [];
  const gaps: number[] = [];
  const queue = new ChangeQueue({
    gapMs: 500,
    longestGapMs: 3000,
    apply: (changes) => {
      applied.push(changes);
      return new Promise((resolve) => finish.push(resolve));
    },
    later: (run, ms) => {
      gaps.push(ms);
      timers.push(run);
    },
  });
  const changed = (...kiosks: string[]) =>
    queue.add({
      type: "changed",
      at: 0,
      kiosks: kiosks.map((k) => KioskId.parse(k)),
      orders: [],
      quarantine: false,
      alarms: false,
      terms: false,
      upkeep: false,
    });
  const settle = async () => {
    finish.shift()?.();
    await Promise.resolve();
    timers.shift()?.();
  };
  return { applied, gaps, queue, changed, settle };
}

test("the first change goes through at once", () => {
  const { applied, changed } = setup();
  changed("cn-001");
  expect(applied.map((c) => [...c.kiosks])).toEqual([["cn-001"]]);
});

test("changes that come meanwhile go together in one next round", async () => {
  const { applied, changed, settle } = setup();
  changed("cn-001");
  changed("cn-002");
  changed("cn-003", "cn-002");
  expect(applied).toHaveLength(1);
  await settle();
  expect(applied.map((c) => [...c.kiosks])).toEqual([["cn-001"], ["cn-002", "cn-003"]]);
});

test("nothing is applied twice and nothing when nothing changed", async () => {
  const { applied, changed, settle } = setup();
  changed("cn-001");
  await settle();
  await settle();
  expect(applied).toHaveLength(1);
});

test("a gap in the feed is carried as everything", () => {
  const { applied, queue } = setup();
  queue.addAll();
  expect(applied[0]?.all).toBe(true);
});

test("alarms, terms and upkeep go through by themselves, once", async () => {
  const { applied, queue, settle } = setup();
  const quiet = { quarantine: false, alarms: false, terms: false, upkeep: false };
  const none = { type: "changed" as const, at: 0, kiosks: [], orders: [], ...quiet };
  queue.add({ ...none, alarms: true });
  queue.add({ ...none, terms: true });
  await settle();
  queue.add({ ...none, upkeep: true });
  await settle();
  await settle();
  expect(applied.map(({ alarms, terms, upkeep }) => ({ alarms, terms, upkeep }))).toEqual([
    { alarms: true, terms: false, upkeep: false },
    { alarms: false, terms: true, upkeep: false },
    { alarms: false, terms: false, upkeep: true },
  ]);
});

test("while changes keep coming the gap grows up to its bound, and a quiet one brings it back", async () => {
  const { gaps, changed, settle } = setup();
  changed("cn-001");
  for (let n = 0; n < 5; n++) {
    changed("cn-002");
    await settle();
  }
  await settle();
  changed("cn-003");
  await settle();
  expect(gaps).toEqual([500, 1000, 2000, 3000, 3000, 3000, 500]);
});
