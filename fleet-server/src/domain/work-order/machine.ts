// What may happen to a work order, in which state, to which next state, and on whose behalf. The table is the whole rule:
// what is not in it is refused.
import { type OrderEventType, type OrderState, orderActions, type Party } from "@kiosk/contract";
import type { OrderClass } from "@kiosk/firmware-profiles";

export interface Refusal {
  readonly refused: true;
  readonly state: OrderState;
  readonly event: OrderEventType;
}

/** The next state, or one by class; a class that is not named is refused. */
type Target = OrderState | { readonly [C in OrderClass]?: OrderState };
type Row = { readonly [E in OrderEventType]?: Target };

/** What changes nothing about how far the work is. */
function staying(state: OrderState): Row {
  const row: { [E in OrderEventType]?: OrderState } = {};
  for (const type of [
    "acknowledged",
    "note",
    "fault_cleared",
    "fault_returned",
    "classified",
    "plan_submitted",
    "declared_complex",
    "part_required",
    "part_ordered",
    "part_arrived",
    "part_allocated",
    "part_rejected",
    "part_installed",
    "pause_requested",
    "pause",
    "pause_declined",
    "resume",
    "extension_requested",
    "extension_granted",
    "extension_declined",
    "onsite_requested",
    "arrived",
    "resolved",
    "corrected",
    "assigned",
    "date_proposed",
    "disputed",
    "dispute_answered",
  ] as const)
    row[type] = state;
  return row;
}

function without(row: Row, event: OrderEventType): Row {
  const { [event]: _, ...rest } = row;
  return rest;
}

/** Software (C12) and consumables end with the system's verification. */
const verifies = { software: "done", consumable: "done" } as const;
/** Hardware (C14) ends tested, and only after a confirmed diagnosis: else its clock would never have started. */
const testsHardware = { hardware_repair: "done", part_replacement: "tested" } as const;
const fixesUnconfirmed = { software: "fixed", consumable: "fixed" } as const;

const beforeWork: Row = {
  diagnosis_submitted: "diagnosed",
  diagnosis_confirmed: "confirmed",
  fixed: fixesUnconfirmed,
  verified: verifies,
  // a part order is confirmed by the part that was required (C15, C16)
  tested: { part_replacement: "tested" },
  cancelled: "cancelled",
};

const table: { readonly [S in OrderState]: Row } = {
  reported: { ...staying("reported"), ...beforeWork, acknowledged: "acknowledged" },
  // once is enough before the work; later a first answer may still be owed (the ten minutes of a demand, C18)
  acknowledged: { ...without(staying("acknowledged"), "acknowledged"), ...beforeWork },
  diagnosed: { ...staying("diagnosed"), ...beforeWork },
  confirmed: {
    ...staying("confirmed"),
    diagnosis_submitted: "confirmed",
    diagnosis_confirmed: "confirmed",
    fixed: "fixed",
    verified: verifies,
    tested: testsHardware,
    cancelled: "cancelled",
  },
  reopened: {
    ...staying("reopened"),
    diagnosis_submitted: "reopened",
    diagnosis_confirmed: "confirmed",
    fixed: "fixed",
    verified: verifies,
    tested: testsHardware,
    cancelled: "cancelled",
  },
  fixed: {
    ...staying("fixed"),
    diagnosis_submitted: "fixed",
    diagnosis_confirmed: "fixed",
    verified: verifies,
    tested: testsHardware,
    cancelled: "cancelled",
  },
  tested: {
    ...staying("tested"),
    diagnosis_submitted: "tested",
    diagnosis_confirmed: "tested",
    verified: verifies,
    acceptance_requested: { part_replacement: "awaiting_acceptance" },
    accepted: { part_replacement: "done" },
    tested: testsHardware,
    cancelled: "cancelled",
  },
  awaiting_acceptance: {
    ...staying("awaiting_acceptance"),
    verified: verifies,
    tested: testsHardware,
    accepted: { part_replacement: "done" },
    acceptance_declined: { part_replacement: "reopened" },
    cancelled: "cancelled",
  },
  // a closed order keeps its log open: it can be explained, put right, or taken up again
  // and what the month's score says of it can be disputed
  done: {
    note: "done",
    corrected: "done",
    reopened: "reopened",
    part_rejected: "done",
    disputed: "done",
    dispute_answered: "done",
  },
  cancelled: {
    note: "cancelled",
    corrected: "cancelled",
    disputed: "cancelled",
    dispute_answered: "cancelled",
  },
};

/** @returns the next state, or a refusal that names the state and the event. `reopened` is here the one for `not_fixed`. */
export function next(state: OrderState, event: OrderEventType, orderClass: OrderClass): OrderState | Refusal {
  const target = table[state][event];
  const found = typeof target === "object" ? target[orderClass] : target;
  return found ?? { refused: true, state, event };
}

export interface EventRule {
  /** on whose behalf a person may do it; `system` events come from the terminal or the rules */
  readonly parties: readonly Party[];
  /** changes a deadline: another person must approve, with evidence (clauses M2, M3, C16) */
  readonly approval: boolean;
  readonly evidence: boolean;
  readonly text: boolean;
}

const supplier: readonly Party[] = ["project_manager", "dispatcher", "technician", "vendor"];
const office: readonly Party[] = ["project_manager", "dispatcher"];
const everyone: readonly Party[] = ["client", ...supplier];

function rule(parties: readonly Party[], needs: Partial<Omit<EventRule, "parties">> = {}): EventRule {
  return { parties, approval: false, evidence: false, text: false, ...needs };
}

/** Who may do what. The buyer's consent is entered by the buyer, or by the project manager with the paper. */
export const eventRules: { readonly [E in OrderEventType]: EventRule } = {
  reported: rule(["system", "client", ...supplier]),
  fault_cleared: rule(["system"]),
  fault_returned: rule(["system"]),
  acknowledged: rule(supplier),
  note: rule(everyone, { text: true }),
  diagnosis_submitted: rule(supplier, { text: true }),
  // C14: a recorded detection on site or remote; the buyer's confirmation is evidence of it
  diagnosis_confirmed: rule(everyone, { text: true }),
  classified: rule(["client", ...office]),
  plan_submitted: rule(supplier, { text: true }),
  declared_complex: rule(supplier, { text: true }),
  part_required: rule(supplier),
  part_ordered: rule(supplier),
  // C16 starts the clock: proof is the delivery note
  part_arrived: rule(supplier, { evidence: true }),
  part_allocated: rule(supplier),
  part_rejected: rule(["client", "project_manager"], { approval: true, evidence: true, text: true }),
  part_installed: rule(supplier),
  pause_requested: rule(supplier, { text: true }),
  pause: rule(["client", "project_manager"], { approval: true, evidence: true, text: true }),
  pause_declined: rule(["client"], { text: true }),
  resume: rule(["client", ...office]),
  extension_requested: rule(supplier, { text: true }),
  extension_granted: rule(["client", "project_manager"], { approval: true, evidence: true }),
  extension_declined: rule(["client"], { text: true }),
  onsite_requested: rule(["client", ...office]),
  arrived: rule(["technician", "vendor"]),
  fixed: rule(supplier, { text: true }),
  resolved: rule(supplier),
  verified: rule(everyone, { text: true }),
  tested: rule(supplier, { text: true }),
  acceptance_requested: rule(supplier),
  accepted: rule(["client"]),
  acceptance_declined: rule(["client"], { text: true }),
  reopened: rule(["client", ...office], { text: true }),
  cancelled: rule(["client", ...office], { text: true }),
  corrected: rule(["client", "project_manager"], { approval: true, evidence: true, text: true }),
  assigned: rule(office),
  date_proposed: rule(["technician", "vendor"]),
  disputed: rule(["vendor", "technician", "project_manager"], { text: true }),
  dispute_answered: rule(["client"], { text: true }),
};

/** Events a person may send now, before the order's own circumstances are looked at (guards.ts). */
export function possibleActions(state: OrderState, orderClass: OrderClass): (typeof orderActions)[number][] {
  return orderActions.filter((type) => typeof next(state, type, orderClass) === "string");
}
