// Reads of the shelf and of what citizens' screens told. The same on SQLite and PostgreSQL.
import type { ContractId, KioskId } from "@kiosk/contract";
import { type Kysely, sql } from "kysely";
import type { KioskUse } from "../domain/shelf/use.ts";
import type { Millis } from "../domain/time.ts";
import type { ShelfHistory, StarCount, UseCount, UseSpan } from "../shelf-ports.ts";
import type { Tables } from "../tables.ts";
import { decodeRow } from "./codec.ts";
import type { Database } from "./schema.ts";
import { guarded } from "./store-failure.ts";

/** A count comes as number, text or bigint, as the driver likes. */
type Count = number | string | bigint;

type OfTerminal = "terminalShelf" | "shelfApplied" | "kioskServices";
type OfKioskLately = "shellIncident" | "staffExit";
type OfContractLately = "rating" | "citizenReport";

export class KyselyShelfHistory implements ShelfHistory {
  readonly #reader: Kysely<Database>;

  constructor(reader: Kysely<Database>) {
    this.#reader = reader;
  }

  publishers() {
    return guarded(async () => {
      const rows = await this.#reader.selectFrom("publisher").selectAll().orderBy("addedAt").orderBy("keyId").execute();
      return rows.map((row) => decodeRow("publisher", row));
    });
  }

  packages() {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("package")
        .selectAll()
        .orderBy("uploadedAt", "desc")
        .orderBy("digest")
        .execute();
      return rows.map((row) => decodeRow("package", row));
    });
  }

  package(digest: string) {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("package").selectAll().where("digest", "=", digest).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("package", row);
    });
  }

  steps(digests: readonly string[]) {
    return guarded(async () => {
      if (digests.length === 0) return [];
      const rows = await this.#reader
        .selectFrom("versionStep")
        .selectAll()
        .where("digest", "in", digests)
        .orderBy("digest")
        .orderBy("seq")
        .execute();
      return rows.map((row) => decodeRow("versionStep", row));
    });
  }

  changes(contractId: ContractId) {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("shelfChange")
        .selectAll()
        .where("contractId", "=", contractId)
        .orderBy("seq")
        .execute();
      return rows.map((row) => decodeRow("shelfChange", row));
    });
  }

  change(id: string) {
    return guarded(async () => {
      const row = await this.#reader.selectFrom("shelfChange").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("shelfChange", row);
    });
  }

  marks(contractId: ContractId) {
    return guarded(async () => {
      const own = this.#reader.selectFrom("shelfChange").select("id").where("contractId", "=", contractId);
      const rows = await this.#reader
        .selectFrom("shelfMark")
        .selectAll()
        .where("changeId", "in", own)
        .orderBy("changeId")
        .orderBy("seq")
        .execute();
      return rows.map((row) => decodeRow("shelfMark", row));
    });
  }

  shelves(contractId: ContractId) {
    return this.#ofContract("terminalShelf", contractId);
  }
  applied(contractId: ContractId) {
    return this.#ofContract("shelfApplied", contractId);
  }
  services(contractId: ContractId) {
    return this.#ofContract("kioskServices", contractId);
  }
  shelf(kioskId: KioskId) {
    return this.#ofKiosk("terminalShelf", kioskId);
  }
  appliedBy(kioskId: KioskId) {
    return this.#ofKiosk("shelfApplied", kioskId);
  }
  servicesOf(kioskId: KioskId) {
    return this.#ofKiosk("kioskServices", kioskId);
  }

  countUses(contractId: ContractId, [from, to]: UseSpan): Promise<UseCount[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("kioskUse")
        .select((eb) => [
          "kioskId",
          "appId",
          eb.fn.countAll<Count>().as("uses"),
          sql<Count>`sum(case when ${sql.ref("outcome")} = 'done' then 1 else 0 end)`.as("done"),
          sql<Count>`sum(case when ${sql.ref("end")} = 'timeout' then 1 else 0 end)`.as("timedOut"),
          sql<Count>`sum(${sql.ref("jobs")})`.as("jobs"),
          sql<Count>`sum(${sql.ref("failedJobs")})`.as("failedJobs"),
          sql<Count>`avg(${sql.ref("endedAt")} - ${sql.ref("startedAt")})`.as("meanMs"),
          sql<Count>`sum(${sql.ref("elder")})`.as("elder"),
        ])
        .where("contractId", "=", contractId)
        .where("endedAt", ">=", from)
        .where("endedAt", "<", to)
        .groupBy(["kioskId", "appId"])
        .orderBy("kioskId")
        .orderBy("appId")
        .execute();
      return rows.map((row) => ({
        kioskId: row.kioskId,
        appId: row.appId,
        uses: Number(row.uses),
        done: Number(row.done),
        timedOut: Number(row.timedOut),
        jobs: Number(row.jobs),
        failedJobs: Number(row.failedJobs),
        meanMs: Number(row.meanMs),
        elder: Number(row.elder),
      }));
    });
  }

  starCounts(contractId: ContractId, [from, to]: UseSpan): Promise<StarCount[]> {
    return guarded(async () => {
      const rows = await this.#reader
        .selectFrom("rating")
        .select((eb) => [
          "kioskId",
          "appId",
          eb.fn.countAll<Count>().as("ratings"),
          sql<Count>`avg(${sql.ref("stars")})`.as("meanStars"),
        ])
        .where("contractId", "=", contractId)
        .where("at", ">=", from)
        .where("at", "<", to)
        .groupBy(["kioskId", "appId"])
        .execute();
      return rows.map(({ kioskId, appId, ratings, meanStars }) => ({
        ...{ kioskId, appId },
        ratings: Number(ratings),
        meanStars: Number(meanStars),
      }));
    });
  }

  doneUses(contractId: ContractId, [from, to]: UseSpan) {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("kioskUse")
        .select((eb) => [
          eb.fn.countAll<Count>().as("uses"),
          sql<Count | null>`sum(case when ${sql.ref("outcome")} = 'done' then 1 else 0 end)`.as("done"),
        ])
        .where("contractId", "=", contractId)
        .where("endedAt", ">=", from)
        .where("endedAt", "<", to)
        .executeTakeFirstOrThrow();
      return { uses: Number(row.uses), done: Number(row.done ?? 0) };
    });
  }

  lastUse(kioskId: KioskId): Promise<KioskUse | undefined> {
    return this.#lastUse(kioskId, 0, false);
  }

  lastUnclean(kioskId: KioskId, since: Millis): Promise<KioskUse | undefined> {
    return this.#lastUse(kioskId, since, true);
  }

  usesSince(kioskId: KioskId, since: Millis): Promise<number> {
    return guarded(async () => {
      const row = await this.#reader
        .selectFrom("kioskUse")
        .select((eb) => eb.fn.countAll<Count>().as("n"))
        .where("kioskId", "=", kioskId)
        .where("endedAt", ">=", since)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    });
  }

  ratings(contractId: ContractId, limit: number) {
    return this.#lately("rating", contractId, limit);
  }
  reports(contractId: ContractId, limit: number) {
    return this.#lately("citizenReport", contractId, limit);
  }
  incidents(kioskId: KioskId, limit: number) {
    return this.#latelyAt("shellIncident", kioskId, limit);
  }
  staffExits(kioskId: KioskId, limit: number) {
    return this.#latelyAt("staffExit", kioskId, limit);
  }

  #lastUse(kioskId: KioskId, since: Millis, uncleanOnly: boolean): Promise<KioskUse | undefined> {
    return guarded(async () => {
      let query = this.#reader
        .selectFrom("kioskUse")
        .selectAll()
        .where("kioskId", "=", kioskId)
        .where("endedAt", ">=", since);
      if (uncleanOnly) query = query.where("clean", "=", 0);
      const row = await query.orderBy("endedAt", "desc").orderBy("receivedAt", "desc").limit(1).executeTakeFirst();
      return row === undefined ? undefined : decodeRow("kioskUse", row);
    });
  }

  #ofContract<T extends OfTerminal>(table: T, contractId: ContractId): Promise<Tables[T][]> {
    return guarded(async () => {
      const { rows } = await sql<object>`select * from ${sql.table(table)} where ${sql.ref("kioskId")} in
        (select ${sql.ref("id")} from ${sql.table("kiosk")} where ${sql.ref("contractId")} = ${contractId})
        order by ${sql.ref("kioskId")}`.execute(this.#reader);
      return rows.map((row) => decodeRow(table, row));
    });
  }

  #ofKiosk<T extends OfTerminal>(table: T, kioskId: KioskId): Promise<Tables[T] | undefined> {
    return guarded(async () => {
      const { rows } = await sql<object>`select * from ${sql.table(table)}
        where ${sql.ref("kioskId")} = ${kioskId}`.execute(this.#reader);
      const [row] = rows;
      return row === undefined ? undefined : decodeRow(table, row);
    });
  }

  #lately<T extends OfContractLately>(table: T, contractId: ContractId, limit: number): Promise<Tables[T][]> {
    return this.#latest(table, "contractId", contractId, limit);
  }

  #latelyAt<T extends OfKioskLately>(table: T, kioskId: KioskId, limit: number): Promise<Tables[T][]> {
    return this.#latest(table, "kioskId", kioskId, limit);
  }

  #latest<T extends OfContractLately | OfKioskLately>(
    table: T,
    column: "contractId" | "kioskId",
    value: string,
    limit: number,
  ): Promise<Tables[T][]> {
    return guarded(async () => {
      const { rows } = await sql<object>`select * from ${sql.table(table)} where ${sql.ref(column)} = ${value}
        order by ${sql.ref("at")} desc, ${sql.ref("receivedAt")} desc limit ${limit}`.execute(this.#reader);
      return rows.map((row) => decodeRow(table, row));
    });
  }
}
