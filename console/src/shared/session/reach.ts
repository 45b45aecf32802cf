// What the signed-in person may do, as the server told it. The server decides again with every request.
import type { ContractId, Me, Right } from "@kiosk/contract";

/** Contracts in which a right is held; `all` where it is held without a contract. */
export function reachOf(me: Me, right: Right): "all" | readonly ContractId[] {
  const held = me.can.find((entry) => entry.right === right);
  if (held === undefined) return [];
  return held.contracts ?? "all";
}

/** Without a contract: whether the right is held anywhere. */
export function can(me: Me, right: Right, contractId?: string): boolean {
  const reach = reachOf(me, right);
  if (reach === "all") return true;
  return contractId === undefined ? reach.length > 0 : reach.some((id) => id === contractId);
}
