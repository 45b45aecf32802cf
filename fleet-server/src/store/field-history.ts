// What phones brought, read from disk.
import { type ContractId, type ErrorCode, KioskId, type UserId } from "@kiosk/contract";
import type { Kysely } from "kysely";
import type { FieldItemRow, FieldPhoto, KeptItem, SitePresence, StoredProposal } from "../domain/field/field-item.ts";
import type { AttentionFilter, FieldHistory, FieldMark } from "../field-ports.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

/** Told of to somebody, and still done when what it waits for comes. */
const waitedTooLong: ErrorCode = "field.waited-too-long";
const keysPerQuery = 500;
/** What waits at one terminal is carried out in turns of so many. */
const waitingLimit = 5000;

function outcomesOf(db: Kysely<Database>) {
  return db
    .selectFrom("fieldOutcome")
    .innerJoin("fieldItem", "fieldItem.key", "fieldOutcome.key")
    .selectAll("fieldOutcome");
}
type OutcomeQuery = ReturnType<typeof outcomesOf>;

export class FieldReader implements FieldHistory {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  items(ids: readonly string[]): Promise<KeptItem[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.#kept((q) => q.where("fieldItem.id", "in", ids).orderBy("fieldItem.key"));
  }

  async find(key: string): Promise<KeptItem | undefined> {
    const [found] = await this.#kept((q) => q.where("fieldItem.key", "=", key));
    return found;
  }

  async startOf(inspectionId: string): Promise<KeptItem | undefined> {
    const [found] = await this.#kept((q) =>
      q
        .where("fieldItem.thing", "=", inspectionId)
        .where("fieldItem.type", "=", "inspection-started")
        .orderBy("fieldItem.key"),
    );
    return found;
  }

  waiting(kioskId: KioskId): Promise<KeptItem[]> {
    return this.#kept((q) =>
      q
        .where((eb) =>
          eb.or([
            eb("fieldOutcome.state", "=", "stored"),
            eb.and([eb("fieldOutcome.state", "=", "attention"), eb("fieldOutcome.code", "=", waitedTooLong)]),
          ]),
        )
        .where("fieldOutcome.kioskId", "=", kioskId)
        .orderBy("fieldItem.at")
        .limit(waitingLimit),
    );
  }

  kiosksWaiting(): Promise<KioskId[]> {
    return guarded(async () => {
      const rows = await this.#db
        .selectFrom("fieldOutcome")
        .select("kioskId")
        .distinct()
        .where("state", "=", "stored")
        .execute();
      return rows.map((row) => KioskId.parse(row.kioskId));
    });
  }

  lastOf(installId: string): Promise<number | null> {
    return guarded(async () => {
      const row = await this.#db
        .selectFrom("fieldItem")
        .select("at")
        .where("installId", "=", installId)
        .where("timeDoubtful", "=", 0)
        .orderBy("at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : Number(row.at);
    });
  }

  attention({ contracts, kioskId }: AttentionFilter, limit: number, after?: FieldMark): Promise<KeptItem[]> {
    if (contracts.length === 0) return Promise.resolve([]);
    return this.#kept((query) => {
      let q = query.where("fieldOutcome.state", "=", "attention");
      if (contracts !== "all") q = q.where("fieldOutcome.contractId", "in", contracts);
      if (kioskId !== undefined) q = q.where("fieldOutcome.kioskId", "=", kioskId);
      if (after !== undefined) {
        q = q.where((eb) =>
          eb.or([
            eb("fieldOutcome.receivedAt", ">", after.at),
            eb.and([eb("fieldOutcome.receivedAt", "=", after.at), eb("fieldOutcome.key", ">", after.key)]),
          ]),
        );
      }
      return q.orderBy("fieldOutcome.receivedAt").orderBy("fieldOutcome.key").limit(limit);
    });
  }

  countAttention({ contracts, kioskId }: AttentionFilter): Promise<number> {
    if (contracts.length === 0) return Promise.resolve(0);
    return guarded(async () => {
      let q = this.#db
        .selectFrom("fieldOutcome")
        .select((eb) => eb.fn.countAll<number | string | bigint>().as("n"))
        .where("state", "=", "attention");
      if (contracts !== "all") q = q.where("contractId", "in", contracts);
      if (kioskId !== undefined) q = q.where("kioskId", "=", kioskId);
      return Number((await q.executeTakeFirstOrThrow()).n);
    });
  }

  log(kioskId: KioskId, limit: number, before?: FieldMark): Promise<KeptItem[]> {
    return this.#kept((query) => {
      let q = query.where("fieldItem.kioskId", "=", kioskId);
      if (before !== undefined) {
        q = q
          .where("fieldItem.at", "<=", before.at)
          .where((eb) => eb.or([eb("fieldItem.at", "<", before.at), eb("fieldItem.key", "<", before.key)]));
      }
      return q.orderBy("fieldItem.at", "desc").orderBy("fieldItem.key", "desc").limit(limit);
    });
  }

  photos(ids: readonly string[]): Promise<FieldPhoto[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return guarded(async () => {
      const rows = await this.#db.selectFrom("fieldPhoto").selectAll().where("photoId", "in", ids).execute();
      return rows.map((row) => decodeRow("fieldPhoto", row));
    });
  }

  countNameless(userId: UserId): Promise<number> {
    return guarded(async () => {
      const row = await this.#db
        .selectFrom("fieldPhoto")
        .select((eb) => eb.fn.countAll<number | string | bigint>().as("n"))
        .where("itemKey", "is", null)
        .where("endedAt", "is", null)
        .where("userId", "=", userId)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    });
  }

  nameless(before: number, limit: number): Promise<FieldPhoto[]> {
    return guarded(async () => {
      const rows = await this.#db
        .selectFrom("fieldPhoto")
        .selectAll()
        .where("itemKey", "is", null)
        .where("endedAt", "is", null)
        .where("createdAt", "<", before)
        .limit(limit)
        .execute();
      return rows.map((row) => decodeRow("fieldPhoto", row));
    });
  }

  presences(keys: readonly string[]): Promise<SitePresence[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return guarded(async () => {
      const rows = await this.#db.selectFrom("sitePresence").selectAll().where("id", "in", keys).execute();
      return rows.map((row) => decodeRow("sitePresence", row));
    });
  }

  findProposal(id: string): Promise<StoredProposal | undefined> {
    return guarded(async () => {
      const row = await this.#db.selectFrom("positionProposal").selectAll().where("id", "=", id).executeTakeFirst();
      return row && decodeRow("positionProposal", row);
    });
  }

  proposals(contracts: "all" | readonly ContractId[], limit: number): Promise<StoredProposal[]> {
    if (contracts.length === 0) return Promise.resolve([]);
    return guarded(async () => {
      let q = this.#db.selectFrom("positionProposal").selectAll().where("state", "=", "proposed");
      if (contracts !== "all") q = q.where("contractId", "in", contracts);
      const rows = await q.orderBy("at").limit(limit).execute();
      return rows.map((row) => decodeRow("positionProposal", row));
    });
  }

  #kept(narrow: (query: OutcomeQuery) => OutcomeQuery): Promise<KeptItem[]> {
    return guarded(async () => {
      const outcomes = (await narrow(outcomesOf(this.#db)).execute()).map((row) => decodeRow("fieldOutcome", row));
      const items = new Map<string, FieldItemRow>();
      for (let from = 0; from < outcomes.length; from += keysPerQuery) {
        const keys = outcomes.slice(from, from + keysPerQuery).map((o) => o.key);
        const rows = await this.#db.selectFrom("fieldItem").selectAll().where("key", "in", keys).execute();
        for (const row of rows) items.set(row.key, decodeRow("fieldItem", row));
      }
      return outcomes.flatMap((outcome) => {
        const item = items.get(outcome.key);
        return item === undefined ? [] : [{ item, outcome }];
      });
    });
  }
}
