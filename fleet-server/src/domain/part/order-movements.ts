import type { ContractId } from "@kiosk/contract";
import type { UnloggedEvent } from "../work-order/work-order.ts";
import { type Ledger, piecesOnOrder } from "./ledger.ts";
import type { Movement } from "./movement.ts";

/**
 * What an order's event writes into the ledger of its contract. Parts an order still holds when it is cancelled go back
 * to stock: nobody can use them there any more. A finished order keeps what it holds, since it may be taken up again.
 * @param ledger as it stands before the event
 */
export function movementsOf(event: UnloggedEvent, contractId: ContractId, ledger: Ledger): Movement[] {
  const { id, orderId, at, recordedAt, actor, text } = event;
  const base = { contractId, orderId, at, recordedAt, actor, text, place: null, toPlace: null };
  if (event.type === "cancelled") {
    return piecesOnOrder(ledger, orderId).map((pieces, n) => ({
      ...base,
      ...pieces,
      id: `${id}/${n + 1}`,
      kind: "returned",
      evidence: [],
    }));
  }
  const { part, serial } = event.data;
  const kind = kinds[event.type];
  if (kind === undefined || part === undefined) return [];
  return [{ ...base, id, part, serial: serial ?? null, kind, quantity: 1, evidence: [...event.evidence] }];
}

const kinds: { readonly [type: string]: Movement["kind"] } = {
  part_arrived: "arrived",
  part_allocated: "allocated",
  part_rejected: "rejected",
  part_installed: "installed",
};
