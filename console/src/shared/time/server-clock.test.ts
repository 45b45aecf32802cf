import { expect, test } from "vitest";
import { ServerClock } from "./server-clock.ts";

function setup() {
  const hand: { now: number; running: number; tick: () => void } = { now: 1_000_000, running: 0, tick: () => {} };
  const clock = new ServerClock({
    now: () => hand.now,
    every: (run) => {
      hand.running += 1;
      hand.tick = run;
      return () => {
        hand.running -= 1;
      };
    },
  });
  return { hand, clock };
}

test("a workstation whose clock is wrong still counts by the server's time", () => {
  const { hand, clock } = setup();
  clock.setServerTime(hand.now + 3_600_000);
  expect(clock.now()).toBe(hand.now + 3_600_000);
  expect(clock.snapshot()).toBe(hand.now + 3_600_000);
});

test("the delay of the network does not make the clock jump", () => {
  const { hand, clock } = setup();
  clock.setServerTime(hand.now - 1_200);
  expect(clock.now()).toBe(hand.now);
});

test("it ticks while somebody looks and only then", () => {
  const { hand, clock } = setup();
  let heard = 0;
  const leave = clock.subscribe(() => {
    heard += 1;
  });
  hand.now += 1_000;
  hand.tick();
  expect(heard).toBe(1);
  expect(clock.snapshot()).toBe(1_001_000);
  expect(hand.running).toBe(1);
  leave();
  expect(hand.running).toBe(0);
});
