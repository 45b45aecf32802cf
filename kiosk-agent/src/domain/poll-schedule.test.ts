import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPoll, type PollState } from "./poll-schedule.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";

const plan = { intervalMs: 10_000, maxBackoffMs: 60_000 };

function delays(answers: readonly boolean[], random = 0.5): number[] {
  let state: PollState = { name: "answering" };
  return answers.map((answered) => {
    const next = nextPoll(state, answered, plan, random);
    state = next.state;
    return next.delayMs;
  });
}

test("a silent device is asked again soon, then ever more rarely up to a minute", () => {
  expect(delays(Array(9).fill(false))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((s) => s * 1000));
});

test("the first answer brings the normal interval back, and the next silence starts anew", () => {
  expect(delays([false, false, true, false])).toEqual([1_000, 2_000, 10_000, 1_000]);
});

test("the pause is spread over 20 percent to both sides", () => {
  expect([0, 1].map((random) => delays([true], random)[0])).toEqual([8_000, 12_000]);
});

test("whatever happens, the pause stays within its bounds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 80 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, r) => {
        for (const ms of delays(a, r)) expect(ms >= 800 && ms <= 72_000).toBe(true);
      },
    ),
  );
});

test("reconnecting waits between 1 s and 2, 4, 8 … 60 s, anywhere in that range", () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 50].map((failures) => reconnectDelayMs(failures, 1));
  expect(ceilings).toEqual([2, 4, 8, 16, 32, 60, 60, 60].map((s) => s * 1000));
  expect(new Set([1, 2, 7].map((failures) => reconnectDelayMs(failures, 0)))).toEqual(new Set([1_000]));
});

test("46 agents that lost the same server do not come back in one second", () => {
  const at = Array.from({ length: 46 }, (_, i) => Math.floor(reconnectDelayMs(5, (i * 0.618) % 1) / 1000));
  const busiest = Math.max(...at.map((second) => at.filter((other) => other === second).length));
  expect(busiest).toBeLessThanOrEqual(4);
});
