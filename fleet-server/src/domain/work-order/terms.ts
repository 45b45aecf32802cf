// Which policies bind an order: the version of the contract's terms in force at its report, and the bindings that fit it.
import type { ContractTerms, PolicyBinding } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import type { OrderEvent, WorkOrder } from "./work-order.ts";

/**
 * The terms an order lives under, as known at `asOf`: the latest version recorded by then that applies to its report.
 * A change of terms does not reach back to orders reported before it applies: nobody moves a deadline by a setting.
 */
export function termsFor(
  versions: readonly ContractTerms[],
  reportedAt: Millis,
  asOf: Millis,
): ContractTerms | undefined {
  return versions
    .filter((v) => v.recordedAt <= asOf && v.appliesFrom <= reportedAt)
    .reduce<ContractTerms | undefined>(
      (best, v) => (best === undefined || v.version > best.version ? v : best),
      undefined,
    );
}

/** Bindings that fit. A class counts when the order ever had it: reclassifying must not make a deadline vanish. */
export function bindingsFor(
  terms: ContractTerms,
  order: Pick<WorkOrder, "kind" | "level" | "class">,
  events: readonly OrderEvent[],
): PolicyBinding[] {
  const classes = new Set<string>([order.class, ...events.flatMap((e) => e.data.class ?? [])]);
  return terms.bindings.filter(
    (b) =>
      (b.kinds === undefined || b.kinds.includes(order.kind)) &&
      (b.classes === undefined || b.classes.some((c) => classes.has(c))) &&
      (b.levels === undefined || (order.level !== null && b.levels.includes(order.level))),
  );
}
