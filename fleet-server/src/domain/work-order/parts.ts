// The spare parts of one order, folded from its log.
import type { PartLine } from "@kiosk/contract";
import type { OrderEvent } from "./work-order.ts";

function required(part: string, at: number): PartLine {
  return {
    part,
    state: "required",
    from: null,
    serial: null,
    supplier: null,
    orderNo: null,
    expectedAt: null,
    requiredAt: at,
    orderedAt: null,
    arrivedAt: null,
    installedAt: null,
    rejections: 0,
  };
}

/** What one event makes of a part's line. */
function after(line: PartLine, event: OrderEvent): PartLine {
  const serial = event.data.serial ?? null;
  switch (event.type) {
    case "part_ordered":
      return {
        ...line,
        state: "ordered",
        orderedAt: event.at,
        supplier: event.data.supplier ?? null,
        orderNo: event.data.orderNo ?? null,
        expectedAt: event.data.expectedAt ?? null,
      };
    case "part_arrived":
      return { ...line, state: "on_hand", from: "purchase", serial, arrivedAt: event.at };
    case "part_allocated":
      return { ...line, state: "on_hand", from: "stock", serial, arrivedAt: event.at };
    case "part_rejected":
      return {
        ...line,
        state: "rejected",
        from: null,
        serial: null,
        arrivedAt: null,
        installedAt: null,
        rejections: line.rejections + 1,
      };
    case "part_installed":
      return { ...line, state: "installed", serial: serial ?? line.serial, installedAt: event.at };
    default:
      return line;
  }
}

/** @param events standing events (corrections applied), in log order @returns a line a part, in the order they were required */
export function partLines(events: readonly OrderEvent[]): PartLine[] {
  const lines = new Map<string, PartLine>();
  for (const event of events) {
    if (event.type === "part_required") {
      for (const part of event.data.parts ?? []) if (!lines.has(part)) lines.set(part, required(part, event.at));
      continue;
    }
    const part = event.data.part;
    const line = part === undefined ? undefined : lines.get(part);
    if (part !== undefined && line !== undefined) lines.set(part, after(line, event));
  }
  return [...lines.values()];
}

/** Which events a part in this state admits. */
const admits: { readonly [S in PartLine["state"]]: readonly OrderEvent["type"][] } = {
  required: ["part_ordered", "part_arrived", "part_allocated"],
  ordered: ["part_arrived", "part_allocated"],
  on_hand: ["part_installed", "part_rejected"],
  rejected: ["part_ordered", "part_arrived", "part_allocated"],
  installed: ["part_rejected"],
};

/** Why the event cannot be about this part, or undefined when it can. */
export function partRefusal(lines: readonly PartLine[], event: OrderEvent["type"], part: string): string | undefined {
  const line = lines.find((l) => l.part === part);
  if (line === undefined) return `${part}: not required by this order`;
  return admits[line.state].includes(event) ? undefined : `${part}: ${line.state}`;
}

/** Every required part is there (or in the machine already). False where none was required. */
export function partsComplete(lines: readonly PartLine[]): boolean {
  return lines.length > 0 && lines.every((l) => l.state === "on_hand" || l.state === "installed");
}
