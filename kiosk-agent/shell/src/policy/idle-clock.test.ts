import { expect, test } from "vitest";
import {
  answerSeconds,
  extensionsLeft,
  type IdleEvent,
  type IdleRefusal,
  type IdleState,
  idleLimits,
  nextIdle,
  startIdle,
} from "./idle-clock.ts";

const limits = idleLimits(false);
const quiet: IdleState = { name: "quiet", since: 1000, extended: 2 };
const asking: IdleState = { name: "asking", since: 61_000, extended: 2 };
const frozen: IdleState = { name: "frozen", extended: 2 };
const over: IdleState = { name: "over", at: 91_000 };
const at = 70_000;

const table: readonly (readonly [IdleState, IdleEvent["name"], IdleState | IdleRefusal])[] = [
  [quiet, "input", { name: "quiet", since: at, extended: 0 }],
  [quiet, "stay", { refused: "not-asked" }],
  [quiet, "freeze", frozen],
  [quiet, "thaw", { refused: "not-frozen" }],
  [quiet, "tick", asking],
  [asking, "input", asking],
  [asking, "stay", { name: "quiet", since: at, extended: 3 }],
  [asking, "freeze", frozen],
  [asking, "thaw", { refused: "not-frozen" }],
  [asking, "tick", asking],
  [frozen, "input", frozen],
  [frozen, "stay", { refused: "not-asked" }],
  [frozen, "freeze", frozen],
  [frozen, "thaw", { name: "quiet", since: at, extended: 2 }],
  [frozen, "tick", frozen],
  [over, "input", { refused: "over" }],
  [over, "stay", { refused: "over" }],
  [over, "freeze", { refused: "over" }],
  [over, "thaw", { refused: "over" }],
  [over, "tick", { refused: "over" }],
];

test.each(table)("%o on %s", (state, name, expected) => {
  expect(nextIdle(limits, state, { name, at })).toEqual(expected);
});

/** Runs the clock by a tick each `stepMs`, and answers as `answer` says. */
function run(elder: boolean, untilMs: number, answer: (state: IdleState, now: number) => IdleEvent | null) {
  const own = idleLimits(elder);
  let state = startIdle(0);
  for (let now = 0; now <= untilMs; now += 500) {
    for (const event of [{ name: "tick" as const, at: now }, answer(state, now)]) {
      if (event === null) continue;
      const next = nextIdle(own, state, event);
      if (!("refused" in next)) state = next;
    }
  }
  return state;
}

test("sixty seconds without input ask, thirty more end", () => {
  expect(run(false, 59_500, () => null).name).toBe("quiet");
  expect(run(false, 60_000, () => null).name).toBe("asking");
  expect(run(false, 89_500, () => null).name).toBe("asking");
  expect(run(false, 120_000, () => null)).toEqual({ name: "over", at: 90_000 });
});

test("elder mode has 120 and 45 seconds", () => {
  expect(run(true, 119_500, () => null).name).toBe("quiet");
  expect(run(true, 164_500, () => null).name).toBe("asking");
  expect(run(true, 165_000, () => null)).toEqual({ name: "over", at: 165_000 });
});

test("the question can be answered ten times, and the eleventh ends whatever is pressed", () => {
  let answered = 0;
  const end = run(false, 3_600_000, (state, now) => {
    if (state.name !== "asking") return null;
    if (state.extended < 10) answered += 1;
    return { name: "stay", at: now };
  });
  expect(answered).toBe(10);
  expect(end.name).toBe("over");
});

test("an input between two answers begins the ten anew", () => {
  const used: IdleState = { name: "quiet", since: 0, extended: 10 };
  const touched = nextIdle(limits, used, { name: "input", at: 5 });
  expect(touched).toEqual({ name: "quiet", since: 5, extended: 0 });
});

test("an hour of printing costs no time", () => {
  const working = nextIdle(limits, startIdle(0), { name: "freeze", at: 10_000 });
  if ("refused" in working) throw new Error("refused");
  const still = nextIdle(limits, working, { name: "tick", at: 3_600_000 });
  if ("refused" in still) throw new Error("refused");
  expect(nextIdle(limits, still, { name: "thaw", at: 3_600_000 })).toEqual({
    name: "quiet",
    since: 3_600_000,
    extended: 0,
  });
});

test("a page that slept through question and answer ends at once", () => {
  expect(nextIdle(limits, startIdle(0), { name: "tick", at: 600_000 })).toEqual({ name: "over", at: 90_000 });
});

test("a page that slept into the question has the rest of it to answer", () => {
  const state = nextIdle(limits, startIdle(0), { name: "tick", at: 75_000 });
  if ("refused" in state) throw new Error("refused");
  expect(answerSeconds(limits, state, 75_000)).toBe(15);
  expect(extensionsLeft(limits, state)).toBe(10);
});

test("the countdown never shows less than nothing, and nothing is shown while it does not ask", () => {
  expect(answerSeconds(limits, asking, 61_000)).toBe(30);
  expect(answerSeconds(limits, asking, 61_001)).toBe(30);
  expect(answerSeconds(limits, asking, 999_000)).toBe(0);
  expect(answerSeconds(limits, quiet, 2000)).toBeNull();
  expect(extensionsLeft(limits, over)).toBe(0);
});
