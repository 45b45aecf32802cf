// Faults that come back, as one thing to be understood (clause C4), and drills (clause S6).
import type { ContractId, DeviceId, DrillView, KioskId, ProblemView, problemStates } from "@kiosk/contract";
import type { Millis } from "../time.ts";

export interface Problem {
  readonly id: string;
  readonly contractId: ContractId;
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId | null;
  readonly openedHow: ProblemView["openedHow"];
  readonly openedAt: Millis;
  readonly state: (typeof problemStates)[number];
  readonly orderIds: readonly string[];
  readonly analysis: string;
  readonly remedy: string;
  readonly prevention: string;
  readonly owner: string;
  readonly meeting: ProblemView["meeting"];
  readonly closedAt: Millis | null;
  readonly closedBy: string | null;
  readonly version: number;
}

export type Drill = DrillView;

/** A year has to have so many (clause S6: 应急演练每年不少于两次). */
export const drillsAYear = 2;

type Change = Pick<Problem, "state" | "analysis" | "remedy" | "prevention" | "meeting">;

/** What a state still lacks; empty: it may be taken. A closed problem stays closed: a fault that comes back opens a new one. */
export function lacks(problem: Pick<Problem, "state">, change: Change): string[] {
  if (problem.state === "closed") return ["closed"];
  if (change.state === "open") return [];
  const missing = (["analysis", "remedy", "prevention"] as const).filter((field) => change[field] === "");
  return change.state === "closed" && change.meeting === null ? [...missing, "meeting"] : missing;
}
