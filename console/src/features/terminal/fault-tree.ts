import type { FaultView } from "@kiosk/contract";

export interface OpenFault {
  fault: FaultView;
  /** the open fault that explains this one */
  cause: FaultView | undefined;
  childCount: number;
}

const rank: Record<FaultView["severity"], number> = { critical: 0, error: 1, warning: 2, info: 3 };
const worstFirst = (a: FaultView, b: FaultView) => rank[a.severity] - rank[b.severity] || b.firstAt - a.firstAt;

/** Open faults worst first, each followed by those it explains; cleared ones apart, the latest first. */
export function orderFaults(faults: readonly FaultView[]): { open: OpenFault[]; cleared: FaultView[] } {
  const openFaults = faults.filter((f) => f.state !== "cleared").sort(worstFirst);
  const byId = new Map(openFaults.map((f) => [f.id, f]));
  const causeOf = (fault: FaultView) => (fault.causeId === null ? undefined : byId.get(fault.causeId));
  const open: OpenFault[] = [];
  for (const fault of openFaults.filter((f) => causeOf(f) === undefined)) {
    const children = openFaults.filter((f) => causeOf(f) === fault);
    open.push({ fault, cause: undefined, childCount: children.length });
    for (const child of children) open.push({ fault: child, cause: fault, childCount: 0 });
  }
  const cleared = faults.filter((f) => f.state === "cleared").sort((a, b) => (b.clearedAt ?? 0) - (a.clearedAt ?? 0));
  return { open, cleared };
}
