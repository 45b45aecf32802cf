// When a message is tried again, and when it is given up.
import { dayMs, hourMs, type Millis, minuteMs, secondMs } from "../time.ts";
import type { DeliveryOutcome } from "./outcome.ts";

/** Waits after the first, second … failed try; the last one goes on. */
const backoffMs = [5 * secondMs, 15 * secondMs, minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs];
/** A receiver may ask for more patience than ours, but not for ever. */
const longestWaitMs = hourMs;
/** An alarm that is a day old is no longer news; the console has shown it all the while. */
const giveUpAfterMs = dayMs;

export type NextTry =
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly at: Millis }
  | { readonly kind: "give-up"; readonly why: "rejected" | "too-old" };

/**
 * What follows a try. `failedTries` counts the failures including this one (blocked tries do not count), `firstTriedAt`
 * is the instant of the first try of this message on this channel.
 */
export function nextTry(outcome: DeliveryOutcome, failedTries: number, firstTriedAt: Millis, now: Millis): NextTry {
  switch (outcome.kind) {
    case "delivered":
      return { kind: "done" };
    case "rejected":
      return { kind: "give-up", why: "rejected" };
    case "blocked":
      return within(now + Math.min(outcome.waitMs, longestWaitMs), firstTriedAt);
    case "retry": {
      const own = backoffMs[Math.min(Math.max(failedTries, 1), backoffMs.length) - 1] ?? longestWaitMs;
      return within(now + Math.max(own, Math.min(outcome.afterMs ?? 0, longestWaitMs)), firstTriedAt);
    }
  }
}

function within(at: Millis, firstTriedAt: Millis): NextTry {
  return at - firstTriedAt > giveUpAfterMs ? { kind: "give-up", why: "too-old" } : { kind: "again", at };
}
