// The life of one fault: pending -> raised -> clearing -> cleared, with settle times from the device's profile. Time
// spent settling is server time: a kiosk's clock may be years off.
import { type Millis, minuteMs } from "../time.ts";
import type { Fault } from "./fault.ts";

export interface Settle {
  /** how long the condition must hold before it is a fault */
  readonly raiseMs: number;
  /** how long it must be gone before the fault is cleared */
  readonly clearMs: number;
}

/** A condition that comes back within this time is the same fault, not a new one. */
export const mergeWindowMs = 10 * minuteMs;
/** So many comings within one fault make it a flapping one … */
export const flappingOccurrences = 4;
/** … which only ends after this long without the condition. */
export const flappingQuietMs = 15 * minuteMs;

/** What the device says of it, each time anew. */
export type Told = Pick<Fault, "detail" | "raw" | "toldRoute">;

export type FaultEvent =
  | ({ readonly name: "seen"; readonly at: Millis } & Told)
  | { readonly name: "gone"; readonly at: Millis }
  | { readonly name: "tick"; readonly at: Millis };

/** What a reader of the timeline should hear of; undefined when nothing worth telling happened. */
export type FaultTransition = "raised" | "returned" | "flapping" | "cleared";

export interface Settled {
  /** undefined: the condition went before it became a fault; nothing is kept */
  readonly fault: Fault | undefined;
  readonly transition?: FaultTransition;
}

/**
 * One step of the machine. Pure.
 * @param fault the fault as it stands; a brand-new condition starts as `pending` via {@link newFault}
 */
export function settle(fault: Fault, event: FaultEvent, times: Settle): Settled {
  switch (event.name) {
    case "seen":
      return seen(fault, event.at, event);
    case "gone":
      return gone(fault, event.at, times);
    case "tick":
      return tick(fault, event.at);
  }
}

function seen(fault: Fault, at: Millis, { detail, raw, toldRoute }: Told): Settled {
  const isSame = fault.detail === detail && fault.raw === raw && fault.toldRoute === toldRoute;
  const told = isSame ? fault : { ...fault, detail, raw, toldRoute };
  switch (fault.state) {
    case "pending":
    case "raised":
      return tick(told, at);
    case "clearing":
      return comeBack(told, at);
    case "cleared":
      // within the merge window, or the caller would have made a new fault
      return comeBack({ ...told, clearedAt: null }, at);
  }
}

function comeBack(fault: Fault, at: Millis): Settled {
  const occurrences = fault.occurrences + 1;
  const flapping = fault.flapping || occurrences >= flappingOccurrences;
  const raised: Fault = { ...fault, state: "raised", stateAt: at, dueAt: null, occurrences, flapping };
  return { fault: raised, transition: flapping && !fault.flapping ? "flapping" : "returned" };
}

function gone(fault: Fault, at: Millis, times: Settle): Settled {
  switch (fault.state) {
    case "pending":
      return { fault: undefined };
    case "raised": {
      const quietMs = fault.flapping ? Math.max(flappingQuietMs, times.clearMs) : times.clearMs;
      return tick({ ...fault, state: "clearing", stateAt: at, dueAt: at + quietMs }, at);
    }
    case "clearing":
      return tick(fault, at);
    case "cleared":
      return { fault };
  }
}

function tick(fault: Fault, at: Millis): Settled {
  if (fault.dueAt === null || at < fault.dueAt) return { fault };
  if (fault.state === "pending") {
    return { fault: { ...fault, state: "raised", stateAt: at, dueAt: null, raisedAt: at }, transition: "raised" };
  }
  if (fault.state === "clearing") {
    return { fault: { ...fault, state: "cleared", stateAt: at, dueAt: null, clearedAt: at }, transition: "cleared" };
  }
  return { fault };
}

/** A condition seen for the first time; raised at once when the profile gives it no settle time. */
export function newFault(
  base: Pick<Fault, "id" | "kioskId" | "deviceId" | "code" | "part" | keyof Told>,
  at: Millis,
  times: Settle,
): Settled {
  const pending: Fault = {
    ...base,
    state: "pending",
    firstAt: at,
    stateAt: at,
    dueAt: at + times.raiseMs,
    raisedAt: null,
    clearedAt: null,
    occurrences: 1,
    flapping: false,
    causeId: null,
  };
  return tick(pending, at);
}
