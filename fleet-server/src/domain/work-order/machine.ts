// What may happen to a work order. The full life of the contract (diagnosis, parts, acceptance) extends this table.
import type { OrderAction, OrderEventType, OrderState } from "@kiosk/contract";

export type Refusal = { readonly refused: true; readonly state: OrderState; readonly event: OrderEventType };

type Row = { readonly [E in OrderEventType]?: OrderState };

/** state -> event -> next state; what is not here is refused. */
const table: { readonly [S in OrderState]: Row } = {
  reported: {
    acknowledged: "acknowledged",
    note: "reported",
    fault_cleared: "reported",
    fault_returned: "reported",
    verified: "verified",
    cancelled: "cancelled",
  },
  acknowledged: {
    note: "acknowledged",
    fault_cleared: "acknowledged",
    fault_returned: "acknowledged",
    verified: "verified",
    cancelled: "cancelled",
  },
  verified: {},
  cancelled: {},
};

/** @returns the next state, or a refusal that names the state and the event */
export function next(state: OrderState, event: OrderEventType): OrderState | Refusal {
  return table[state][event] ?? { refused: true, state, event };
}

/** The event a person's action becomes. */
export const actionEvent = {
  acknowledge: "acknowledged",
  note: "note",
  verify: "verified",
  cancel: "cancelled",
} as const satisfies { [A in OrderAction]: OrderEventType };

const personActions = ["acknowledge", "note", "verify", "cancel"] as const;

export function allowedActions(state: OrderState): OrderAction[] {
  return personActions.filter((action) => typeof next(state, actionEvent[action]) === "string");
}
