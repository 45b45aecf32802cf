// A person's action on an order: refused with a reason, or the next line of its log and the record that follows.
import type { Millis } from "../time.ts";
import { type OrderFacts, orderFacts } from "./facts.ts";
import { type ActionRefusal, type Circumstances, type OrderRequest, refuseAction } from "./guards.ts";
import type { OrderChange, OrderNames } from "./open.ts";
import { standingEvents } from "./standing.ts";
import type { OpenOrder, OrderEvent, UnloggedEvent } from "./work-order.ts";

export type ActionOutcome =
  | { readonly ok: true; readonly change: OrderChange }
  | ({ readonly ok: false } & ActionRefusal);

/** Where the event will stand in the log of all orders is not known yet; the fold does not look at it. */
const unplaced = { logSeq: 0, hash: "" };

/** What the caller knows of the order beyond its log (guards.ts). */
export type ActionAround = Pick<Circumstances, "openClocks" | "clocks" | "firms">;

/**
 * @param around milestones an extension may speak of, clocks a dispute may name, firms of the contract
 * @param now time of entry; `request.at` is the effective time
 */
export function actOn(
  open: OpenOrder,
  request: OrderRequest,
  around: ActionAround,
  now: Millis,
  names: Pick<OrderNames, "newId">,
): ActionOutcome {
  const { order, events } = open;
  const facts = orderFacts(standingEvents(events, now));
  const refused = refuseAction(request, { order, events, facts, now, ...around });
  if (refused !== undefined) return { ok: false, ...refused };
  const event: UnloggedEvent = {
    id: names.newId(),
    orderId: order.id,
    seq: events.length + 1,
    type: request.type,
    at: request.at,
    recordedAt: now,
    actor: request.actor,
    party: request.party,
    text: request.text,
    data: request.data,
    evidence: request.evidence,
  };
  const log: readonly OrderEvent[] = [...events, { ...event, ...unplaced }];
  const standing = standingEvents(log, now);
  const after = orderFacts(standing);
  const reportedAt = standing.find((e) => e.type === "reported")?.at ?? order.reportedAt;
  const wrong = request.type === "corrected" ? correctionRefusal(facts, after, standing, reportedAt) : undefined;
  if (wrong !== undefined) return { ok: false, ...wrong };
  return {
    ok: true,
    change: {
      before: open,
      order: {
        ...order,
        state: after.state,
        class: after.class,
        vendorId: after.vendorId,
        reportedAt,
        updatedAt: now,
      },
      event,
    },
  };
}

/** What a correction, or one of a correction, must not come to. */
function correctionRefusal(
  before: OrderFacts,
  after: OrderFacts,
  standing: readonly OrderEvent[],
  reportedAt: Millis,
): ActionRefusal | undefined {
  const early = standing.find((e) => e.at < reportedAt);
  if (early !== undefined) {
    return { code: "order.time-refused", detail: `#${early.seq} ${early.type}: before the report` };
  }
  const held = before.parts.filter((p) => p.state === "on_hand" || p.state === "installed");
  // a cancellation has sent what was on hand back to stock, and only it
  const isReturned = (before.state === "cancelled") !== (after.state === "cancelled");
  const lost = held.find((p) => (isReturned && p.state === "on_hand") || !after.parts.some((q) => q.part === p.part));
  if (lost === undefined) return undefined;
  return { code: "order.part-refused", detail: `${lost.part}: ${lost.state}; the ledger has moved with it` };
}
