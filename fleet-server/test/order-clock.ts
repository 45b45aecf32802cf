import type { OrderClock } from "@kiosk/contract";

/** A binding clock of two hours that runs, with something else about it. */
export function orderClock(at: number, overrides: Partial<OrderClock> = {}): OrderClock {
  return {
    policy: "CN-KIOSK",
    policyVersion: 1,
    role: "governing",
    milestone: "first_response",
    zh: "首次响应",
    en: "First response",
    clause: { ref: "C13", text: "故障报告后2小时内首次响应", readingZh: "", readingEn: "" },
    state: "running",
    dayClock: false,
    pausable: false,
    startAt: at,
    dueAt: at + 7_200_000,
    dueStatus: "final",
    completedAt: null,
    lateByMs: null,
    overdueMs: null,
    remainingMs: null,
    remainingDays: null,
    breached: false,
    beyondTerm: false,
    ...overrides,
  };
}
