// The two elapsed clocks that every fault has under the Changning contract. Elapsed: 24 x 7, from the report's instant,
// never paused (README of the clock rules: only a human action counts as response).
import type { OrderClock } from "@kiosk/contract";
import { hourMs, type Millis } from "../time.ts";
import type { OrderEvent } from "../work-order/work-order.ts";

export interface ResponseMilestone {
  readonly milestone: string;
  readonly zh: string;
  readonly en: string;
  readonly clause: string;
  readonly limitMs: number;
  /** events that stop it; the one with the earliest effective time counts */
  readonly stop: readonly OrderEvent["type"][];
}

/** Policies by id, as data. A contract whose policy is not here has its deadlines not entered, and the screen says so. */
export const responsePolicies: Readonly<Record<string, readonly ResponseMilestone[]>> = {
  "CN-KIOSK": [
    {
      milestone: "first_response",
      zh: "首次响应",
      en: "First response",
      clause: "C13 故障报告后2小时内首次响应",
      limitMs: 2 * hourMs,
      stop: ["acknowledged", "verified"],
    },
    {
      milestone: "prelim_diagnosis",
      zh: "初步诊断",
      en: "Preliminary diagnosis",
      clause: "C13 24小时内提供初步诊断方案",
      limitMs: 24 * hourMs,
      stop: ["verified"],
    },
  ],
};

/**
 * The clocks of an order as they stand at `asOf`.
 * Completion at the due instant is on time. A breach stays a breach when the order is cancelled later.
 */
export function responseClocks(policyId: string | null, events: readonly OrderEvent[], asOf: Millis): OrderClock[] {
  const milestones = policyId === null ? undefined : responsePolicies[policyId];
  const reported = events.find((e) => e.type === "reported");
  if (milestones === undefined || reported === undefined) return [];
  const cancelledAt = events.find((e) => e.type === "cancelled")?.at;
  return milestones.map((m) => {
    const stops = events.filter((e) => m.stop.includes(e.type)).map((e) => e.at);
    const stoppedAt = stops.length > 0 ? Math.min(...stops) : null;
    const dueAt = reported.at + m.limitMs;
    return {
      milestone: m.milestone,
      zh: m.zh,
      en: m.en,
      clause: m.clause,
      startAt: reported.at,
      dueAt,
      stoppedAt,
      state: clockState(stoppedAt, cancelledAt, dueAt, asOf),
    };
  });
}

function clockState(
  stoppedAt: Millis | null,
  cancelledAt: Millis | undefined,
  dueAt: Millis,
  asOf: Millis,
): OrderClock["state"] {
  if (stoppedAt !== null) return stoppedAt <= dueAt ? "met" : "met_late";
  if (cancelledAt !== undefined && cancelledAt <= dueAt) return "cancelled";
  return asOf > dueAt ? "breached" : "running";
}

/** The soonest due instant of a clock that still runs; null when none does. */
export function nextDueAt(clocks: readonly OrderClock[]): Millis | null {
  const running = clocks.filter((c) => c.state === "running").map((c) => c.dueAt);
  return running.length > 0 ? Math.min(...running) : null;
}
