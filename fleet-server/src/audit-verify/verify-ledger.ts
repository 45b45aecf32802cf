// The ledger of spare parts: every movement of an order is what a line of the log says, every such line has its movement,
// and the whole adds up.
import type { Kysely } from "kysely";
import { foldLedger } from "../domain/part/ledger.ts";
import { eventOf, type Movement } from "../domain/part/movement.ts";
import { canonicalJson } from "../log-chain.ts";
import { StoreError } from "../ports.ts";
import { decodeRow } from "../store/codec.ts";
import type { Database } from "../store/schema.ts";
import type { Findings } from "./finding.ts";
import type { PartsInLog } from "./verify-orders.ts";

/** @returns the evidence of what was received into stock */
export async function verifyLedger(db: Kysely<Database>, parts: PartsInLog, findings: Findings): Promise<string[]> {
  const movements = await readMovements(db, findings);
  const logSeqOf = (movement: Movement) => {
    const event = eventOf(movement);
    return parts.moved.get(event)?.logSeq ?? parts.cancelled.get(event)?.logSeq ?? null;
  };
  const written = new Set(movements.map((movement) => movement.id));
  for (const [id, { movement, logSeq }] of parts.moved) {
    if (written.has(id)) continue;
    const detail = `${movement.kind} ${movement.part}`;
    findings.add({ logSeq, orderId: movement.orderId, kind: "ledger-missing", detail });
  }
  for (const movement of movements) {
    const { orderId, kind, part } = movement;
    const said = parts.moved.get(movement.id)?.movement;
    if (said !== undefined) {
      if (canonicalJson(said) === canonicalJson(movement)) continue;
      const detail = `${kind} ${part}, ${said.kind} ${said.part}`;
      findings.add({ logSeq: logSeqOf(movement), orderId, kind: "ledger-differs", detail });
    } else if (!isFounded(movement, parts)) {
      findings.add({ logSeq: null, orderId, kind: "ledger-unfounded", detail: `${movement.id}: ${kind} ${part}` });
    }
  }
  for (const own of Map.groupBy(movements, (movement) => movement.contractId).values()) {
    for (const { movement, refusal } of foldLedger(own).refused) {
      const { orderId, kind } = movement;
      const detail = `${movement.id}: ${kind} ${refusal.detail}`;
      findings.add({ logSeq: logSeqOf(movement), orderId, kind: "ledger-impossible", detail });
    }
  }
  return movements.filter((movement) => movement.kind === "received").flatMap((movement) => movement.evidence);
}

/** What concerns no order is outside of its log; what goes back to stock comes from the cancellation of its order. */
function isFounded(movement: Movement, parts: PartsInLog): boolean {
  if (movement.orderId === null) return true;
  return movement.kind === "returned" && parts.cancelled.get(eventOf(movement))?.orderId === movement.orderId;
}

async function readMovements(db: Kysely<Database>, findings: Findings): Promise<Movement[]> {
  const rows = await db.selectFrom("partMovement").selectAll().orderBy("recordedAt").orderBy("id").execute();
  return rows.flatMap((row) => {
    try {
      return [decodeRow("partMovement", row)];
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      findings.add({ logSeq: null, orderId: row.orderId, kind: "ledger-unfounded", detail: error.message });
      return [];
    }
  });
}
