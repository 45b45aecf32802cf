// Where an order came from, each thing said once: an order from a terminal's fault speaks of that fault, any other names its kind.
import type { OrderRow } from "@kiosk/contract";

export interface Origin {
  kind: OrderRow["kind"] | null;
  /** null also for `error`, whose word is the fault's own */
  severity: Exclude<OrderRow["severity"], "error"> | null;
  fault: "open" | "cleared" | null;
}

export function originOf({ faultOpen, kind, severity }: Pick<OrderRow, "faultOpen" | "kind" | "severity">): Origin {
  if (faultOpen === null) return { kind, severity: null, fault: null };
  const said = severity === "error" ? null : severity;
  return { kind: kind === "fault" ? null : kind, severity: said, fault: faultOpen ? "open" : "cleared" };
}
