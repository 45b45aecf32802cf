import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { kioskId, otherKioskId } from "../../test/sample.ts";
import type { LiveFeedEvent } from "../fleet-api.ts";
import { LiveFeedHub } from "./live-feed.ts";

const clock = { now: () => 1000, monotonic: () => 0, wentBackMs: () => 0 };
const places: LiveFeedEvent["orderPlaces"] = new Map();
const quiet = { orderPlaces: places, alarms: false, terms: false, upkeep: false };
const change = (id: typeof kioskId) => ({
  kiosks: new Set([id]),
  orders: new Set<string>(),
  quarantine: false,
  ...quiet,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the live feed", () => {
  it("gathers what changes in a moment into one event", () => {
    const feed = new LiveFeedHub("run", clock);
    const heard: LiveFeedEvent[] = [];
    feed.subscribe((event) => heard.push(event));
    feed.publish(change(kioskId));
    feed.publish({ ...change(otherKioskId), orders: new Set(["o1"]), quarantine: true, ...quiet });
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(heard).toEqual([
      { n: 1, at: 1000, kiosks: [kioskId, otherKioskId], orders: ["o1"], quarantine: true, ...quiet },
    ]);
  });

  it("gives a reader that was away what it missed, and nothing when it missed nothing", () => {
    const feed = new LiveFeedHub("run", clock);
    for (let i = 0; i < 3; i++) {
      feed.publish(change(kioskId));
      vi.advanceTimersByTime(50);
    }
    expect(feed.since(1)?.map((e) => e.n)).toEqual([2, 3]);
    expect(feed.since(3)).toEqual([]);
  });

  it("says so when it no longer has what was missed, or never had it", () => {
    const feed = new LiveFeedHub("run", clock);
    for (let i = 0; i < 1100; i++) {
      feed.publish(change(kioskId));
      vi.advanceTimersByTime(50);
    }
    expect(feed.since(5)).toBeUndefined();
    expect(feed.since(1099)?.map((e) => e.n)).toEqual([1100]);
    expect(feed.since(2000)).toBeUndefined();
  });

  it("is silent to a reader that left", () => {
    const feed = new LiveFeedHub("run", clock);
    const heard: LiveFeedEvent[] = [];
    const leave = feed.subscribe((event) => heard.push(event));
    leave();
    feed.publish(change(kioskId));
    vi.advanceTimersByTime(50);
    expect(heard).toEqual([]);
  });
});
