// What of a manifest allows which call. A table, so that whoever audits the bridge reads it in one look.
import type { AppPermission, BridgeCallName } from "@kiosk/contract";

/** The permissions of which one is needed; empty: every session may. */
export const permissionsOfCall: Readonly<Record<BridgeCallName, readonly AppPermission[]>> = {
  "identity.read-card": ["identity.card"],
  "identity.send-code": ["identity.phone"],
  "identity.check-code": ["identity.phone"],
  // The shell's press-and-hold asks by the same token, and nobody is signed in but by one of these.
  "identity.reveal": ["identity.card", "identity.phone"],
  "print.booklet": ["print.booklet"],
  "print.a4": ["print.a4"],
  "print.receipt": ["print.receipt"],
  "endorse.card": ["endorse.card"],
  "scan.code": ["scan.code"],
  cancel: [],
  outcome: [],
};

export function isAllowed(call: BridgeCallName, granted: readonly AppPermission[]): boolean {
  const needed = permissionsOfCall[call];
  return needed.length === 0 || needed.some((p) => granted.includes(p));
}
