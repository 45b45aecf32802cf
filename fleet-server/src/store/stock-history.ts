// Stock from disk: places, what fits where, minimum stock, and the ledger page by page. The same on SQLite and PostgreSQL.
import { type ContractId, mainDepot, type StockPlace, type UserId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { Movement } from "../domain/part/movement.ts";
import type { StoredItem, StoredMinimum } from "../domain/part/place.ts";
import type { StockHistory } from "../supply-ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

export class KyselyStockHistory implements StockHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  places(contractId: ContractId): Promise<StockPlace[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("stockPlace")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("createdAt")
        .orderBy("id")
        .execute();
      return rows.map((row) => decodeRow("stockPlace", row));
    });
  }

  vansOf(technicianId: UserId): Promise<StockPlace[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("stockPlace")
        .selectAll()
        .where("technicianId", "=", technicianId)
        .where("kind", "=", "van")
        .where("endedAt", "is", null)
        .orderBy("createdAt")
        .execute();
      return rows.map((row) => decodeRow("stockPlace", row));
    });
  }

  items(contractId: ContractId): Promise<StoredItem[]> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("stockItem").selectAll().where("contractId", "=", contractId);
      return (await query.orderBy("item").execute()).map((row) => decodeRow("stockItem", row));
    });
  }

  minimums(contractId: ContractId): Promise<StoredMinimum[]> {
    return guarded(async () => {
      const query = this.#reader.selectFrom("stockMinimum").selectAll().where("contractId", "=", contractId);
      return (await query.orderBy("item").execute()).map((row) => decodeRow("stockMinimum", row));
    });
  }

  movements({
    contractId,
    place,
    item,
    from,
    to,
    before,
    limit,
  }: Parameters<StockHistory["movements"]>[0]): Promise<Movement[]> {
    return guarded(async () => {
      let query = this.#reader.selectFrom("partMovement").selectAll().where("contractId", "=", contractId);
      if (item !== undefined) query = query.where("part", "=", item);
      if (place !== undefined) {
        query = query.where((eb) =>
          eb.or([
            eb("place", "=", place),
            eb("toPlace", "=", place),
            // what names none concerns the main depot
            ...(place === mainDepot ? [eb("place", "is", null)] : []),
          ]),
        );
      }
      if (from !== undefined) query = query.where("recordedAt", ">=", from);
      if (to !== undefined) query = query.where("recordedAt", "<", to);
      if (before !== undefined) {
        query = query.where((eb) =>
          eb.or([
            eb("recordedAt", "<", before.recordedAt),
            eb.and([eb("recordedAt", "=", before.recordedAt), eb("id", "<", before.id)]),
          ]),
        );
      }
      const rows = await query.orderBy("recordedAt", "desc").orderBy("id", "desc").limit(limit).execute();
      return rows.map((row) => decodeRow("partMovement", row));
    });
  }

  wasMoved(contractId: ContractId, actId: string): Promise<boolean> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("partMovement")
        .select("id")
        .where("id", "in", [actId, `${actId}/1`])
        .where("contractId", "=", contractId)
        .executeTakeFirst();
      return row !== undefined;
    });
  }
}
