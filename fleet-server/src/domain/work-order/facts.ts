// What an order's log amounts to, besides its clocks: how far it is, what it waits for, what was asked and not answered.
import type { OrderState, OrganisationId, PartLine } from "@kiosk/contract";
import type { OrderClass } from "@kiosk/firmware-profiles";
import { isOrderClass } from "@kiosk/firmware-profiles";
import { type Dispute, disputesOf } from "../dispute/dispute.ts";
import type { Millis } from "../time.ts";
import { next } from "./machine.ts";
import { partLines } from "./parts.ts";
import type { OrderEvent } from "./work-order.ts";

export interface OrderFacts {
  readonly state: OrderState;
  readonly class: OrderClass;
  /** a pause that stands and is approved */
  readonly paused: { readonly ground: string; readonly since: Millis } | null;
  /** a person of the supplier has answered */
  readonly answered: boolean;
  readonly pauseAsked: boolean;
  readonly extensionAsked: boolean;
  readonly onsiteAsked: boolean;
  readonly confirmedAt: Millis | null;
  /** when it was last called what it is; the report does not count */
  readonly classifiedAt: Millis | null;
  /** when the last pause ended */
  readonly resumedAt: Millis | null;
  /** when it was last finished */
  readonly doneAt: Millis | null;
  readonly parts: readonly PartLine[];
  /** the firm it is assigned to */
  readonly vendorId: OrganisationId | null;
  /** the day last promised: of the visit, or of the end of the work */
  readonly proposed: { readonly at: Millis; readonly by: string } | null;
  /** answered ones too, oldest first */
  readonly disputes: readonly Dispute[];
}

/** The state after one event; an event the machine would refuse (it can only come from a correction) changes nothing. */
export function stateAfter(state: OrderState, event: OrderEvent, orderClass: OrderClass): OrderState {
  // the fault is another one: this order stays closed, a linked one is opened
  if (event.type === "reopened" && event.data.reason === "new_fault") return state;
  // in the first version of this program `verified` was the end of an order of any class
  if (event.type === "verified" && event.data.closes === true) return "done";
  const after = next(state, event.type, orderClass);
  return typeof after === "string" ? after : state;
}

/** @param events standing events (corrections applied), in log order; the first is `reported` */
export function orderFacts(events: readonly OrderEvent[]): OrderFacts {
  let state: OrderState = "reported";
  let orderClass: OrderClass = "hardware_repair";
  let paused: OrderFacts["paused"] = null;
  let answered = false;
  let pauseAsked = false;
  let extensionAsked = false;
  let onsiteAsked = false;
  let confirmedAt: Millis | null = null;
  let classifiedAt: Millis | null = null;
  let resumedAt: Millis | null = null;
  let doneAt: Millis | null = null;
  let vendorId: OrganisationId | null = null;
  let proposed: OrderFacts["proposed"] = null;
  for (const event of events) {
    const { data } = event;
    if (data.class !== undefined && isOrderClass(data.class)) orderClass = data.class;
    const before = state;
    state = stateAfter(state, event, orderClass);
    if (state === "done" && before !== "done") doneAt = event.at;
    if (event.type === "classified") classifiedAt = event.at;
    if (event.type === "acknowledged" && data.by === "human") answered = true;
    if (event.type === "pause_requested") pauseAsked = true;
    if (event.type === "pause" || event.type === "pause_declined") pauseAsked = false;
    if (event.type === "pause" && data.approvedBy !== undefined && paused === null) {
      paused = { ground: data.reason ?? "", since: event.at };
    }
    if (event.type === "resume") {
      paused = null;
      resumedAt = event.at;
    }
    if (event.type === "extension_requested") extensionAsked = true;
    if (event.type === "extension_granted" || event.type === "extension_declined") extensionAsked = false;
    if (event.type === "onsite_requested") onsiteAsked = true;
    if (event.type === "arrived") onsiteAsked = false;
    if (event.type === "assigned") vendorId = data.organisation ?? null;
    if (event.type === "date_proposed" && data.at !== undefined) proposed = { at: data.at, by: event.actor };
    if (event.type === "diagnosis_confirmed") confirmedAt = Math.min(confirmedAt ?? event.at, event.at);
  }
  return {
    state,
    class: orderClass,
    paused,
    answered,
    pauseAsked,
    extensionAsked,
    onsiteAsked,
    confirmedAt,
    classifiedAt,
    resumedAt,
    doneAt,
    parts: partLines(events),
    vendorId,
    proposed,
    disputes: disputesOf(events),
  };
}
