// Many faults, few causes: what a lost hub explains stands under it, and the same fault at several terminals of a street
// within minutes is shown as one likely cause (a network or power failure), which is a guess and says so.
import type { KioskId } from "@kiosk/contract";
import { type Millis, minuteMs } from "../time.ts";

export interface CausedFault {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly contractId: string;
  readonly street: string;
  readonly code: string;
  readonly causeId: string | null;
  readonly raisedAt: Millis;
}

export interface CauseGroup<T> {
  readonly kind: "single" | "cause" | "guess";
  /** causes first and each followed by what it explains */
  readonly faults: readonly T[];
}

/** So many terminals of one street … */
const guessTerminals = 3;
/** … within this time of the first of them. */
export const guessWindowMs = 10 * minuteMs;

/** The faults as groups; each is in exactly one. A consequence whose cause is not among them stands for itself. */
export function groupByCause<T extends CausedFault>(faults: readonly T[]): CauseGroup<T>[] {
  const ids = new Set(faults.map((f) => f.id));
  const consequences = new Map<string, T[]>();
  const roots: T[] = [];
  for (const fault of faults) {
    if (fault.causeId === null || !ids.has(fault.causeId)) roots.push(fault);
    else consequences.set(fault.causeId, [...(consequences.get(fault.causeId) ?? []), fault]);
  }
  const withConsequences = (fault: T): T[] => [fault, ...(consequences.get(fault.id) ?? [])];
  const alike = Map.groupBy(roots, (f) => [f.contractId, f.street, f.code].join("\u0000"));
  return [...alike.values()].flatMap((same) =>
    withinWindows(same).flatMap((together): CauseGroup<T>[] => {
      if (new Set(together.map((f) => f.kioskId)).size >= guessTerminals) {
        return [{ kind: "guess", faults: together.flatMap(withConsequences) }];
      }
      return together.map((fault) => {
        const all = withConsequences(fault);
        return { kind: all.length > 1 ? "cause" : "single", faults: all };
      });
    }),
  );
}

/** Cut where a fault came later than the window after the first of its batch. */
function withinWindows<T extends CausedFault>(faults: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (const fault of [...faults].sort((a, b) => a.raisedAt - b.raisedAt)) {
    const batch = batches.at(-1);
    const first = batch?.[0];
    if (batch === undefined || first === undefined || fault.raisedAt - first.raisedAt > guessWindowMs) {
      batches.push([fault]);
    } else batch.push(fault);
  }
  return batches;
}
