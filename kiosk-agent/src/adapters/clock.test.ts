import { expect, test } from "vitest";
import { createSystemClock } from "./clock.ts";

test("sleep lasts the asked time on the monotonic clock", async () => {
  const clock = createSystemClock();
  const before = clock.monotonic();
  await clock.sleep(30, new AbortController().signal);
  expect(clock.monotonic() - before).toBeGreaterThanOrEqual(29);
});

test("an aborted sleep rejects at once with the signal's own reason", async () => {
  const clock = createSystemClock();
  const stop = new AbortController();
  const reason = new Error("going home");
  const slept = clock.sleep(60_000, stop.signal);
  stop.abort(reason);
  await expect(slept).rejects.toBe(reason);
  await expect(clock.sleep(60_000, stop.signal)).rejects.toBe(reason);
});

test("now is the wall clock in milliseconds", () => {
  expect(Math.abs(createSystemClock().now() - Date.now())).toBeLessThan(1000);
});
