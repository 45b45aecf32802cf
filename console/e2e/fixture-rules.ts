// Who may do what at the fixture server: about the fleet server's table, enough for every form to be reached.
import type { AllowedAction, OrderAction, OrderDetail, OrderState, Party } from "@kiosk/contract";

const supplier: Party[] = ["project_manager", "dispatcher", "technician", "vendor"];
const office: Party[] = ["client", "project_manager", "dispatcher"];
const everyone: Party[] = ["client", ...supplier];
const buyer: Party[] = ["client", "project_manager"];

interface Rule {
  parties: Party[];
  approval?: boolean;
  evidence?: boolean;
  text?: boolean;
}

const rules: Record<OrderAction, Rule> = {
  acknowledged: { parties: supplier },
  note: { parties: everyone, text: true },
  diagnosis_submitted: { parties: supplier, text: true },
  diagnosis_confirmed: { parties: everyone, text: true },
  classified: { parties: office },
  plan_submitted: { parties: supplier, text: true },
  declared_complex: { parties: supplier, text: true },
  part_required: { parties: supplier },
  part_ordered: { parties: supplier },
  part_arrived: { parties: supplier, evidence: true },
  part_allocated: { parties: supplier },
  part_rejected: { parties: buyer, approval: true, evidence: true, text: true },
  part_installed: { parties: supplier },
  pause_requested: { parties: supplier, text: true },
  pause: { parties: buyer, approval: true, evidence: true, text: true },
  pause_declined: { parties: ["client"], text: true },
  resume: { parties: office },
  extension_requested: { parties: supplier, text: true },
  extension_granted: { parties: buyer, approval: true, evidence: true },
  extension_declined: { parties: ["client"], text: true },
  onsite_requested: { parties: office },
  arrived: { parties: ["technician", "vendor"] },
  fixed: { parties: supplier, text: true },
  resolved: { parties: supplier },
  verified: { parties: everyone, text: true },
  tested: { parties: supplier, text: true },
  acceptance_requested: { parties: supplier },
  accepted: { parties: ["client"] },
  acceptance_declined: { parties: ["client"], text: true },
  reopened: { parties: office, text: true },
  cancelled: { parties: office, text: true },
  corrected: { parties: buyer, approval: true, evidence: true, text: true },
  assigned: { parties: ["project_manager", "dispatcher"] },
  date_proposed: { parties: ["technician", "vendor"] },
  disputed: { parties: ["vendor", "technician", "project_manager"], text: true },
  dispute_answered: { parties: ["client"], text: true },
};

const always: OrderAction[] = ["note", "classified", "part_required", "onsite_requested", "cancelled", "corrected"];
const timing: OrderAction[] = ["pause_requested", "pause", "extension_requested", "extension_granted"];
const parts: OrderAction[] = ["part_ordered", "part_arrived", "part_allocated", "part_installed", "part_rejected"];

const inState: Record<OrderState, OrderAction[]> = {
  reported: ["acknowledged", "diagnosis_submitted", "diagnosis_confirmed", ...always, ...timing],
  acknowledged: ["diagnosis_submitted", "diagnosis_confirmed", "fixed", "verified", ...always, ...timing],
  diagnosed: ["diagnosis_confirmed", "fixed", "verified", ...always, ...timing],
  confirmed: ["fixed", "tested", ...parts, ...always, ...timing],
  reopened: ["fixed", "verified", "tested", ...always, ...timing],
  fixed: ["verified", "tested", ...always, ...timing],
  tested: ["acceptance_requested", "accepted", ...always, ...timing],
  awaiting_acceptance: ["accepted", "acceptance_declined", ...always, ...timing],
  done: ["note", "reopened", "corrected"],
  cancelled: [],
};

export function ruleOf(type: OrderAction): Rule {
  return rules[type];
}

export function allowedFor(order: Pick<OrderDetail["order"], "state" | "paused">): AllowedAction[] {
  const open = inState[order.state].filter((type) => order.paused === null || type !== "pause");
  const types: OrderAction[] = order.paused === null ? open : ["resume", ...open];
  return types.map((type) => ({
    type,
    parties: rules[type].parties,
    needsApproval: rules[type].approval ?? false,
    needsEvidence: rules[type].evidence ?? false,
    needsText: rules[type].text ?? false,
  }));
}

export const isOpen = (state: OrderState): boolean => state !== "done" && state !== "cancelled";
