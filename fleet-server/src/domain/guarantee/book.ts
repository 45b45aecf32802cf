// Which guarantees run now, for whoever has to ask at each change: tighter thresholds, and changes that must wait.
import type { ContractId, KioskId } from "@kiosk/contract";
import { formatLocalDay, localDay } from "../sla/local-day.ts";
import type { TighterThreshold } from "../threshold/contract-settings.ts";
import type { Millis } from "../time.ts";
import { covers, endsAt, type Guarantee, stateOf } from "./guarantee.ts";

export interface Freeze {
  readonly title: string;
  readonly until: Millis;
}

export function runningAt(guarantees: Iterable<Guarantee>, at: Millis): Guarantee[] {
  return [...guarantees].filter((one) => stateOf(one, at) === "running");
}

/** @param running of one contract */
export function tighterBy(running: readonly Guarantee[]): TighterThreshold[] {
  return running.flatMap(({ lowPercent, kioskIds }) =>
    lowPercent === null ? [] : [{ lowPercent, kioskIds: kioskIds === null ? null : new Set(kioskIds) }],
  );
}

/** What somebody is told whose change has to wait. */
export function frozen({ title, until }: Freeze): { ok: false; code: "guarantee.freeze"; detail: string } {
  return { ok: false, code: "guarantee.freeze", detail: `${title} (${formatLocalDay(localDay(until - 1))})` };
}

/** The guarantee that forbids a change now; of several the one that ends last. `kioskId` null: a change to the contract as a whole. */
export function freezeOf(
  running: readonly Guarantee[],
  contractId: ContractId,
  kioskId: KioskId | null,
): Freeze | undefined {
  return running
    .filter((one) => one.changeFreeze && one.contractId === contractId && (kioskId === null || covers(one, kioskId)))
    .map((one) => ({ title: one.title, until: endsAt(one) }))
    .sort((a, b) => b.until - a.until)[0];
}
