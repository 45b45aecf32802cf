// The acts that a line may name: the rights of the contract, and what a person does to their own account and session.
import { rights } from "@kiosk/contract";

const ownActs = [
  "account.password",
  "account.second-factor",
  "session.sign-in",
  "session.sign-out",
  "session.open",
  "session.second-factor",
] as const;

export const auditActions = [...rights, ...ownActs] as const;
export type AuditAction = (typeof auditActions)[number];

/** Undefined for an act that this screen does not know yet: it is shown as it is written. */
export function knownAction(action: string): AuditAction | undefined {
  return auditActions.find((known) => known === action);
}
