import { liveStaleAfterMs } from "@kiosk/contract";
import { expect, test } from "vitest";
import { bannerAfterMs, type LiveState, nextLive, reconnectDelayMs, standsStill } from "./live-state.ts";

const connecting: LiveState = { name: "connecting", since: 1000, attempt: 1, serverAt: 77 };
const live: LiveState = { name: "live", heardAt: 1000, serverAt: 77 };
const paused: LiveState = { name: "paused", serverAt: 77 };

test.each([connecting, live, paused])("an event makes any state live ($name)", (state) => {
  expect(nextLive(state, { name: "heard", now: 5, serverAt: 99 })).toEqual({ name: "live", heardAt: 5, serverAt: 99 });
});

test("a lost connection remembers when it went and how old the data is", () => {
  expect(nextLive(live, { name: "lost", now: 2000 })).toEqual({
    name: "connecting",
    since: 2000,
    attempt: 1,
    serverAt: 77,
  });
});

test("further failures count the attempts and keep the first time", () => {
  expect(nextLive(connecting, { name: "lost", now: 9000 })).toEqual({ ...connecting, attempt: 2 });
});

test("silence up to the limit is live, one millisecond more is not", () => {
  expect(nextLive(live, { name: "checked", now: 1000 + liveStaleAfterMs })).toBe(live);
  expect(nextLive(live, { name: "checked", now: 1001 + liveStaleAfterMs })).toEqual({
    name: "connecting",
    since: 1000,
    attempt: 0,
    serverAt: 77,
  });
});

test("a hidden tab is paused, loses nothing, and connects anew when shown", () => {
  expect(nextLive(live, { name: "hidden" })).toEqual(paused);
  expect(nextLive(paused, { name: "lost", now: 9 })).toBe(paused);
  expect(nextLive(paused, { name: "checked", now: 1e9 })).toBe(paused);
  expect(nextLive(paused, { name: "shown", now: 9 })).toEqual({
    name: "connecting",
    since: 9,
    attempt: 0,
    serverAt: 77,
  });
  expect(nextLive(live, { name: "shown", now: 9 })).toBe(live);
});

test("only a break that lasts stands still", () => {
  expect(standsStill(connecting, 1000 + bannerAfterMs - 1)).toBe(false);
  expect(standsStill(connecting, 1000 + bannerAfterMs)).toBe(true);
  expect(standsStill(live, 1e9)).toBe(false);
  expect(standsStill(paused, 1e9)).toBe(false);
});

test("the pause before the next try doubles and is bounded", () => {
  expect([0, 1, 2, 3, 99].map(reconnectDelayMs)).toEqual([500, 500, 1000, 2000, 15_000]);
});
