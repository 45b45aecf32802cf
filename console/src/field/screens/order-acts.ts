// What a technician does on an order at the machine, in which state. The server's table decides (fleet-server
// domain/work-order/machine.ts); this one only keeps the phone from offering what would surely come back as 需处理.
import type { OrderAction, OrderRow, OrderState } from "@kiosk/contract";

export type FieldAct = Extract<
  OrderAction,
  | "acknowledged"
  | "arrived"
  | "diagnosis_submitted"
  | "diagnosis_confirmed"
  | "part_required"
  | "part_allocated"
  | "part_arrived"
  | "part_installed"
  | "fixed"
  | "tested"
  | "resolved"
  | "verified"
  | "acceptance_requested"
  | "note"
>;

type OrderClass = OrderRow["class"];

/** What an act asks for besides who and when. `text`: it may not be empty. */
export interface ActNeeds {
  readonly text: boolean;
  readonly photo: boolean;
  readonly fields: readonly ("method" | "part" | "serial" | "removedSerial")[];
}

const needs = (fields: ActNeeds["fields"], text: boolean, photo = false): ActNeeds => ({ text, photo, fields });

export const actNeeds: Readonly<Record<FieldAct, ActNeeds>> = {
  acknowledged: needs([], false),
  arrived: needs([], false),
  diagnosis_submitted: needs([], true),
  diagnosis_confirmed: needs(["method"], true),
  part_required: needs(["part"], false),
  part_allocated: needs(["part", "serial"], false),
  part_arrived: needs(["part", "serial"], false, true),
  part_installed: needs(["part", "serial", "removedSerial"], false),
  fixed: needs([], true),
  tested: needs([], true),
  resolved: needs([], false),
  verified: needs([], true),
  acceptance_requested: needs([], false),
  note: needs([], true),
};

export function isFieldAct(act: string): act is FieldAct {
  return act in actNeeds;
}

/** Several parts in one field: by 、 or any comma, or on lines of their own. */
const between = /[、，,;；\n]/;

/** What the act carries, of the form's fields; what was left empty is left out. Checked by orderEventData of its type. */
export function actData(act: FieldAct, field: (name: string) => string): Record<string, unknown> {
  if (act === "acknowledged") return { by: "human" };
  if (act === "part_required") {
    const parts = field("part")
      .split(between)
      .map((part) => part.trim());
    return { parts: parts.filter((part) => part !== "") };
  }
  const filled = actNeeds[act].fields.map((name): [string, string] => [name, field(name).trim()]);
  return Object.fromEntries(filled.filter(([, value]) => value !== ""));
}

const parts: readonly FieldAct[] = ["part_required", "part_allocated", "part_arrived", "part_installed"];
const closed: readonly OrderState[] = ["done", "cancelled"];

/** The next state where the act changes it; a copy of the server's table for the acts of a technician. */
export function stateAfter(state: OrderState, act: FieldAct, orderClass: OrderClass): OrderState {
  const light = orderClass === "software" || orderClass === "consumable";
  switch (act) {
    case "acknowledged":
      return state === "reported" ? "acknowledged" : state;
    case "diagnosis_submitted":
      return state === "reported" || state === "acknowledged" ? "diagnosed" : state;
    case "diagnosis_confirmed":
      return state === "fixed" || state === "tested" ? state : "confirmed";
    case "fixed":
      return "fixed";
    case "verified":
      return light ? "done" : state;
    case "tested":
      return orderClass === "part_replacement" ? "tested" : "done";
    case "acceptance_requested":
      return "awaiting_acceptance";
    default:
      return state;
  }
}

/** In the order of the work; the first is what is usually next. */
export function offeredActs(state: OrderState, orderClass: OrderClass, onSiteAsked: boolean): FieldAct[] {
  if (closed.includes(state)) return ["note"];
  const light = orderClass === "software" || orderClass === "consumable";
  const before = state === "reported" || state === "acknowledged" || state === "diagnosed";
  const acts: FieldAct[] = [];
  if (onSiteAsked) acts.push("arrived");
  if (state === "reported") acts.push("acknowledged");
  if (before) acts.push("diagnosis_submitted", "diagnosis_confirmed");
  if (orderClass === "part_replacement" && state !== "awaiting_acceptance") acts.push(...parts);
  if (state === "confirmed" || state === "reopened" || (before && light)) acts.push("fixed");
  if (light) acts.push("verified");
  const testable = orderClass === "part_replacement" ? state !== "tested" : !light && !before;
  if (testable && state !== "awaiting_acceptance") acts.push("tested");
  if (orderClass === "part_replacement" && state === "tested") acts.push("acceptance_requested");
  if (orderClass === "hardware_repair") acts.push(...parts);
  acts.push("resolved", "note");
  return acts;
}
