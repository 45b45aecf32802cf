// What each action asks for besides its text: the fields of its data schema, in the order of the form.
import type { OrderAction } from "@kiosk/contract";

export type ActionField =
  | "class"
  | "method"
  | "pauseGround"
  | "cancelReason"
  | "reopenReason"
  | "milestone"
  | "days"
  | "doc"
  | "parts"
  | "part"
  | "supplier"
  | "serial"
  | "removedSerial"
  | "target"
  | "newAt"
  | "organisation"
  | "proposedAt"
  | "disputeTarget"
  | "dispute"
  | "upheld"
  | "orderNo"
  | "expectedAt";

const none: readonly ActionField[] = [];

export const fieldsOf: Record<OrderAction, readonly ActionField[]> = {
  acknowledged: none,
  note: none,
  diagnosis_submitted: none,
  diagnosis_confirmed: ["method"],
  classified: ["class"],
  plan_submitted: none,
  declared_complex: none,
  part_required: ["parts"],
  part_ordered: ["part", "orderNo", "supplier", "expectedAt"],
  part_arrived: ["part", "serial"],
  part_allocated: ["part", "serial"],
  part_rejected: ["part", "serial"],
  part_installed: ["part", "serial", "removedSerial"],
  pause_requested: ["pauseGround"],
  pause: ["pauseGround"],
  pause_declined: none,
  resume: none,
  extension_requested: ["milestone", "days"],
  extension_granted: ["milestone", "days", "doc"],
  extension_declined: none,
  onsite_requested: none,
  arrived: none,
  fixed: none,
  resolved: none,
  verified: none,
  tested: none,
  acceptance_requested: none,
  accepted: none,
  acceptance_declined: none,
  reopened: ["reopenReason"],
  cancelled: ["cancelReason"],
  corrected: ["target", "newAt"],
  assigned: ["organisation"],
  date_proposed: ["proposedAt"],
  disputed: ["disputeTarget"],
  dispute_answered: ["dispute", "upheld"],
};

/** How the buttons are grouped. */
export const actionGroups = [
  {
    name: "progress",
    actions: [
      "assigned",
      "acknowledged",
      "date_proposed",
      "diagnosis_submitted",
      "diagnosis_confirmed",
      "classified",
      "onsite_requested",
      "arrived",
      "plan_submitted",
      "declared_complex",
      "fixed",
      "resolved",
      "verified",
      "tested",
      "acceptance_requested",
      "accepted",
      "acceptance_declined",
    ],
  },
  {
    name: "parts",
    actions: ["part_required", "part_ordered", "part_arrived", "part_allocated", "part_installed", "part_rejected"],
  },
  {
    name: "time",
    actions: [
      "pause_requested",
      "pause",
      "pause_declined",
      "resume",
      "extension_requested",
      "extension_granted",
      "extension_declined",
    ],
  },
  { name: "other", actions: ["note", "disputed", "dispute_answered", "reopened", "corrected", "cancelled"] },
] as const satisfies readonly { name: string; actions: readonly OrderAction[] }[];

/** Their effect on the clocks is looked at before they are confirmed. */
const previewed: readonly OrderAction[] = [
  "classified",
  "pause",
  "extension_granted",
  "reopened",
  "corrected",
  "cancelled",
];
export const needsPreview = (action: OrderAction): boolean => previewed.includes(action);

/** These hold from the moment they are recorded. */
const atOnce: readonly OrderAction[] = [
  "note",
  "classified",
  "corrected",
  "cancelled",
  "assigned",
  "date_proposed",
  "disputed",
  "dispute_answered",
];
export const mayBackdate = (action: OrderAction): boolean => !atOnce.includes(action);
