// A bulk action on orders is one action an order, each with the log as it was seen, so that the rules of a single action
// (who may, in which state, what it needs) hold for each of many.
import { ActionPreview, type OrderActionRequest, OrderDetail, type OrderRow } from "@kiosk/contract";
import { request } from "../../shared/api-client/request.ts";
import type { Verdict } from "../../shared/bulk/bulk-state.ts";
import type { ActingParty } from "../../shared/session/parties.ts";
import { lastSeq } from "./action-draft.ts";

export const bulkActions = ["acknowledged", "note", "assigned"] as const;
export type BulkAction = (typeof bulkActions)[number];

export const orderId = (order: OrderRow): string => order.id;
const path = (id: string) => `/work-orders/${encodeURIComponent(id)}`;

/** What was seen when the order was looked at, and as whom its action will be sent. */
export interface OrderPlan {
  seenSeq: number;
  party: ActingParty;
}

export type Refusal = "state" | "role";

/** Why an order as it stands takes no such action from somebody of these roles; the plan where it does. */
export function planFor(
  detail: Pick<OrderDetail, "allowed" | "events">,
  action: BulkAction,
  parties: readonly ActingParty[],
): OrderPlan | Refusal {
  const allowed = detail.allowed.find((a) => a.type === action);
  if (allowed === undefined) return "state";
  const party = parties.find((p) => allowed.parties.includes(p));
  return party === undefined ? "role" : { seenSeq: lastSeq(detail.events), party };
}

export interface BulkRequest {
  text: string;
  data: Record<string, unknown>;
}

function bodyOf(action: BulkAction, plan: OrderPlan, { text, data }: BulkRequest): OrderActionRequest {
  return { type: action, party: plan.party, text, data, evidence: [], seenSeq: plan.seenSeq };
}

/** Reads the order anew and, where the action moves clocks, asks for what it would do. */
export async function checkOrder(
  order: OrderRow,
  action: BulkAction,
  parties: readonly ActingParty[],
  say: { refused: (why: Refusal, detail: OrderDetail) => string; clocks: (n: number) => string },
  signal: AbortSignal,
): Promise<Verdict<OrderPlan>> {
  const detail = await request(OrderDetail, path(order.id), { signal });
  const plan = planFor(detail, action, parties);
  if (typeof plan === "string") return { ok: false, reason: say.refused(plan, detail) };
  // a note moves nothing, and to whom an order goes is only chosen afterwards
  if (action !== "acknowledged") return { ok: true, plan };
  const body = bodyOf(action, plan, { text: "", data: { by: "human" } });
  const preview = await request(ActionPreview, `${path(order.id)}/preview`, { method: "POST", body, signal });
  return { ok: true, plan, effect: say.clocks(preview.changes.length) };
}

export function runOrder(
  order: OrderRow,
  action: BulkAction,
  plan: OrderPlan,
  what: BulkRequest,
): Promise<OrderDetail> {
  return request(OrderDetail, `${path(order.id)}/actions`, { method: "POST", body: bodyOf(action, plan, what) });
}
