import type { ContractId } from "@kiosk/contract";
import { applyMovement, refuseMovement } from "../domain/part/ledger.ts";
import type { Movement } from "../domain/part/movement.ts";
import type { MovementRefusal } from "../domain/part/stock.ts";
import type { Unit } from "./unit.ts";

/** Enters movements of spare parts into a contract's ledger, all or none. @returns why none was entered */
export function moveParts(
  unit: Unit,
  contractId: ContractId,
  movements: readonly Movement[],
): MovementRefusal | undefined {
  let ledger = unit.ledger(contractId);
  for (const movement of movements) {
    const refused = refuseMovement(ledger, movement);
    if (refused !== undefined) return refused;
    ledger = applyMovement(ledger, movement);
  }
  if (movements.length === 0) return undefined;
  for (const movement of movements) unit.put("partMovement", movement);
  unit.setLedger(contractId, ledger);
  return undefined;
}
