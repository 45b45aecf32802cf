// What the supplier says is wrong in an order's log or clocks, and what the buyer answered. Folded from the log; no clock
// looks at it: a dispute that was upheld is put right by a correction (machine.ts, `corrected`).
import type { OrderDispute } from "@kiosk/contract";
import type { Millis } from "../time.ts";

export type Dispute = Readonly<OrderDispute>;

/** As much of an order's event as a dispute is made of. */
interface DisputeEvent {
  readonly id: string;
  readonly type: string;
  readonly at: Millis;
  readonly actor: string;
  readonly text: string;
  readonly data: {
    readonly target?: string | undefined;
    readonly dispute?: string | undefined;
    readonly upheld?: boolean | undefined;
  };
}

/** @param events standing events, in log order @returns oldest first; a second answer to one dispute changes nothing */
export function disputesOf(events: readonly DisputeEvent[]): Dispute[] {
  const disputes = new Map<string, Dispute>();
  for (const { id, type, at, actor: by, text, data } of events) {
    if (type === "disputed" && data.target !== undefined) {
      disputes.set(id, { id, target: data.target, at, by, text, answer: null });
    }
    const answered = type === "dispute_answered" ? disputes.get(data.dispute ?? "") : undefined;
    if (answered === undefined || answered.answer !== null) continue;
    disputes.set(answered.id, { ...answered, answer: { at, by, text, upheld: data.upheld === true } });
  }
  return [...disputes.values()];
}

export function openDisputes(disputes: readonly Dispute[]): Dispute[] {
  return disputes.filter(({ answer }) => answer === null);
}
