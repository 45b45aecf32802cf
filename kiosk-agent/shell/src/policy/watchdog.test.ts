import { describe, expect, test } from "vitest";
import {
  backOffMs,
  isRendererDead,
  loadLimitMs,
  nextWatch,
  startWatch,
  type WatchEvent,
  type WatchState,
} from "./watchdog.ts";

const at = 1_000_000;
const common = { attempt: 0, crashes: [], safe: false } as const;
const loading: WatchState = { ...common, name: "loading", since: at - 1_000 };
const showing: WatchState = { ...common, name: "showing", since: at - 5_000 };
const recovering: WatchState = { ...common, name: "recovering", retryAt: at + 5_000, attempt: 1 };
const gone: WatchEvent = { type: "trouble", trouble: "renderer-gone", at };
const hung: WatchEvent = { type: "trouble", trouble: "unresponsive", at };
const failed: WatchEvent = { type: "trouble", trouble: "load-failed", at };
const beat: WatchEvent = { type: "tick", at, silentMs: 200 };
const silent: WatchEvent = { type: "tick", at, silentMs: 10_000 };
const unknown: WatchEvent = { type: "tick", at, silentMs: null };
const renewed: WatchEvent = { type: "renewed", at };

describe("every state with every event", () => {
  const died = (trouble: string) => ["show-recovering", { tell: trouble }];
  const table: readonly [string, WatchState, WatchEvent, object, readonly unknown[]][] = [
    ["loading, gone", loading, gone, { name: "recovering", retryAt: at, crashes: [at] }, died("renderer-gone")],
    ["loading, hung", loading, hung, { name: "recovering", retryAt: at, crashes: [at] }, died("unresponsive")],
    ["loading, failed", loading, failed, { name: "recovering", retryAt: at + 5_000, crashes: [] }, died("load-failed")],
    ["loading, beat", loading, beat, { name: "showing", since: at }, []],
    ["loading, silent", loading, silent, { name: "loading" }, []],
    ["loading, unknown", loading, unknown, { name: "loading" }, []],
    ["loading, renewed", loading, renewed, { name: "loading", since: at }, []],
    ["showing, gone", showing, gone, { name: "recovering", retryAt: at, crashes: [at] }, died("renderer-gone")],
    ["showing, hung", showing, hung, { name: "recovering", retryAt: at, crashes: [at] }, died("unresponsive")],
    ["showing, failed", showing, failed, { name: "recovering", retryAt: at + 5_000, crashes: [] }, died("load-failed")],
    ["showing, beat", showing, beat, { name: "showing" }, []],
    ["showing, silent", showing, silent, { name: "recovering", crashes: [at] }, died("unresponsive")],
    ["showing, unknown", showing, unknown, { name: "showing" }, []],
    ["showing, renewed", showing, renewed, { name: "loading", since: at }, []],
    ["recovering, gone", recovering, gone, recovering, []],
    ["recovering, hung", recovering, hung, recovering, []],
    ["recovering, failed", recovering, failed, recovering, []],
    ["recovering, beat", recovering, beat, recovering, []],
    ["recovering, silent", recovering, silent, recovering, []],
    ["recovering, unknown", recovering, unknown, recovering, []],
    ["recovering, renewed", recovering, renewed, { name: "loading", since: at }, []],
  ];
  test.each(table)("%s", (_, state, event, next, actions) => {
    const step = nextWatch(state, event);
    expect(step.state).toMatchObject(next);
    expect(step.actions).toEqual(actions);
  });
});

test("loads that fail are tried again after 5, 15, 45, 135 and 300 s, and never later", () => {
  let state: WatchState = startWatch(0);
  let now = 0;
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const step = nextWatch(state, { type: "trouble", trouble: "load-failed", at: now });
    if (step.state.name !== "recovering") throw new Error(step.state.name);
    waits.push(step.state.retryAt - now);
    expect(nextWatch(step.state, { type: "tick", at: step.state.retryAt - 1, silentMs: null }).actions).toEqual([]);
    now = step.state.retryAt;
    const due = nextWatch(step.state, { type: "tick", at: now, silentMs: null });
    expect(due.actions).toEqual(["load"]);
    state = due.state;
  }
  expect(waits).toEqual([...backOffMs, 300_000, 300_000, 300_000]);
});

test("a load without a heartbeat fails after its limit", () => {
  const state = startWatch(0);
  expect(nextWatch(state, { type: "tick", at: loadLimitMs - 1, silentMs: null }).actions).toEqual([]);
  expect(nextWatch(state, { type: "tick", at: loadLimitMs, silentMs: null }).actions).toContainEqual({
    tell: "load-failed",
  });
});

test("a heartbeat of the page that died does not count for the one that loads", () => {
  const step = nextWatch({ ...loading, since: at }, { type: "tick", at: at + 500, silentMs: 600 });
  expect(step.state.name).toBe("loading");
});

test("the third death in ten minutes is safe mode, told once, and ends when they are forgotten", () => {
  const first = nextWatch(showing, gone).state;
  const second = nextWatch({ ...first, name: "showing", since: at }, { ...gone, at: at + 60_000 }).state;
  expect(second.safe).toBe(false);
  const third = nextWatch({ ...second, name: "showing", since: at }, { ...gone, at: at + 120_000 });
  expect(third.actions).toContain("tell-safe-mode");
  const fourth = nextWatch({ ...third.state, name: "showing", since: at }, { ...gone, at: at + 180_000 });
  expect(fourth.state.safe).toBe(true);
  expect(fourth.actions).not.toContain("tell-safe-mode");
  const later = at + 180_000 + 600_000;
  const steady: WatchState = { ...fourth.state, name: "showing", since: at + 190_000 };
  expect(nextWatch(steady, { type: "tick", at: later, silentMs: 0 }).state).toMatchObject({ safe: false, attempt: 0 });
});

test("an agent that cannot be reached makes no crash loop", () => {
  let state: WatchState = startWatch(0);
  for (let round = 1; round <= 5; round += 1) {
    state = nextWatch({ ...state, name: "loading", since: 0 }, { ...failed, at: round }).state;
  }
  expect(state).toMatchObject({ safe: false, crashes: [] });
});

test("pages that are shown again are told", () => {
  const step = nextWatch({ ...loading, crashes: [at - 1_000] }, beat);
  expect(step.actions).toEqual(["tell-recovered"]);
});

test("a clock that is put back by hours does not hold the local page", () => {
  const step = nextWatch({ ...recovering, retryAt: at + 3_600_000 }, unknown);
  expect(step.actions).toEqual(["load"]);
});

test.each([
  ["a renderer vanished and nobody beat since", 3_000, at - 2_500, true],
  ["a renderer vanished, the pages beat on", 1_000, at - 2_500, false],
  ["it vanished before the last beat: an app was closed", 3_000, at - 3_500, false],
  ["none vanished", 9_000, null, false],
  ["the agent cannot be asked", null, at - 2_500, false],
])("%s", (_, silentMs, vanishedAt, dead) => {
  expect(isRendererDead({ at, silentMs, vanishedAt, renderers: 1 })).toBe(dead);
});

test("where no renderer is left, nobody waits for silence", () => {
  expect(isRendererDead({ at, silentMs: 100, vanishedAt: at - 50, renderers: 0 })).toBe(true);
});
