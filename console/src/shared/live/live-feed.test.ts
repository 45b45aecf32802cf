import type { LiveEvent } from "@kiosk/contract";
import { liveStaleAfterMs } from "@kiosk/contract";
import { expect, test } from "vitest";
import { type FeedHandlers, LiveFeed } from "./live-feed.ts";

/** A feed on a hand-driven clock, with every connection it opened. */
function setup() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const opened: (FeedHandlers & { closed: boolean })[] = [];
  const events: LiveEvent[] = [];
  const feed = new LiveFeed({
    connect: (handlers) => {
      const connection = { ...handlers, closed: false };
      opened.push(connection);
      return {
        close: () => {
          connection.closed = true;
        },
      };
    },
    now: () => now,
    later: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((t) => t !== timer);
      };
    },
    onState: () => undefined,
    onEvent: (event) => events.push(event),
  });
  const advance = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers = timers.filter((t) => t !== next);
      now = next.at;
      next.run();
    }
    now = end;
  };
  const tick = () => opened.at(-1)?.onMessage(JSON.stringify({ type: "tick", at: 1_000_000 + now }));
  feed.start();
  return { feed, opened, events, advance, tick };
}

test("an event makes the feed live and is handed on", () => {
  const { feed, events, tick } = setup();
  tick();
  expect(feed.state).toEqual({ name: "live", heardAt: 0, serverAt: 1_000_000 });
  expect(events.map((e) => e.type)).toEqual(["tick"]);
});

test("what is no event of the contract neither counts as life nor breaks anything", () => {
  const { feed, opened, events } = setup();
  opened[0]?.onMessage("{broken");
  opened[0]?.onMessage(JSON.stringify({ type: "party", at: 1 }));
  expect(feed.state.name).toBe("connecting");
  expect(events).toEqual([]);
});

test("after an error it closes and tries again with growing pauses", () => {
  const { opened, advance } = setup();
  opened[0]?.onError();
  expect(opened[0]?.closed).toBe(true);
  advance(499);
  expect(opened).toHaveLength(1);
  advance(1);
  expect(opened).toHaveLength(2);
  opened[1]?.onError();
  advance(999);
  expect(opened).toHaveLength(2);
  advance(1);
  expect(opened).toHaveLength(3);
});

test("a silent connection is given up and opened anew", () => {
  const { feed, opened, advance, tick } = setup();
  tick();
  advance(liveStaleAfterMs);
  expect(opened).toHaveLength(1);
  advance(1_000);
  expect(feed.state.name).toBe("connecting");
  expect(opened).toHaveLength(2);
  expect(opened[0]?.closed).toBe(true);
});

test("a hidden tab gives its connection back and takes it again when shown", () => {
  const { feed, opened, advance, tick } = setup();
  tick();
  feed.setVisible(false);
  expect(opened[0]?.closed).toBe(true);
  advance(600_000);
  expect(opened).toHaveLength(1);
  feed.setVisible(true);
  expect(opened).toHaveLength(2);
  tick();
  expect(feed.state.name).toBe("live");
});
