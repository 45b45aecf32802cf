// The contract's clocks: the whole life of an order in its log, the chain through the log, and what binds a contract.
import { type Kysely, sql } from "kysely";
import { chainLink, chainStart } from "../../log-chain.ts";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type IndexPlan, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  { name: "policy", columns: "id t, version i, recordedAt i, body t", key: ["id", "version"] },
  { name: "calendar", columns: "id t, recordedAt i, by t, body t", key: ["id"] },
  {
    name: "contractTerms",
    columns:
      "contractId t, version i, appliesFrom i, recordedAt i, by t, approvedBy t, note t, bindings t, escalations t",
    key: ["contractId", "version"],
    references: { contractId: "contract" },
  },
  {
    name: "evidence",
    columns: "digest t, name t, mediaType t, bytes i, uploadedAt i, by t",
    key: ["digest"],
  },
  {
    // the key is what makes an alarm told exactly once, whatever the programs above believe
    name: "alarm",
    columns:
      "orderId t, policy t, milestone t, level t, dueKey i, id t, contractId t, plannedAt i, firedAt i, late i, body t",
    key: ["orderId", "policy", "milestone", "level", "dueKey"],
    references: { orderId: "workOrder" },
  },
  {
    name: "notice",
    columns:
      "id t, alarmId t, orderId t, groupId t, channelId t, state t, tries i, createdAt i, nextAt i, settledAt i?, detail t, alarm t",
    key: ["id"],
  },
  {
    name: "partMovement",
    columns:
      "id t, contractId t, part t, serial t?, kind t, quantity i, orderId t?, at i, recordedAt i, actor t, evidence t, text t",
    key: ["id"],
    references: { contractId: "contract" },
  },
];

const indexes: readonly IndexPlan[] = [
  { name: "event_in_log", table: "workOrderEvent", columns: ["logSeq"], unique: true },
  { name: "alarm_by_time", table: "alarm", columns: ["firedAt"] },
  { name: "alarm_of_contract", table: "alarm", columns: ["contractId", "firedAt"] },
  { name: "notice_by_state", table: "notice", columns: ["state", "createdAt"] },
  { name: "notice_of_alarm", table: "notice", columns: ["alarmId"] },
  { name: "order_reopening", table: "workOrder", columns: ["reopens"] },
];

interface OldEvent {
  readonly id: string;
  readonly orderId: string;
  readonly seq: number | string;
  readonly type: string;
  readonly at: number | string;
  readonly recordedAt: number | string;
  readonly actor: string;
  readonly text: string;
  readonly class: string;
}

export async function contractClocks(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await addColumns(db, types);
  // which policies bind is a version of the terms now; the seed plants the first where there is none
  await sql`alter table ${sql.table("contract")} drop column ${sql.ref("policyId")}`.execute(db);
  await sql`update ${sql.table("workOrder")} set ${sql.ref("state")} = 'done' where ${sql.ref("state")} = 'verified'`.execute(
    db,
  );
  await sql`update ${sql.table("workOrder")} set ${sql.ref("enteredAt")} = ${sql.ref("reportedAt")}`.execute(db);
  await chainOldEvents(db);
  await sql`drop index ${sql.id("one_open_order_per_cause")}`.execute(db);
  await sql`create unique index ${sql.id("one_open_order_per_cause")} on ${sql.table("workOrder")} (${sql.ref("causeKey")})
    where ${sql.ref("state")} not in ('done', 'cancelled')`.execute(db);
  for (const table of tables) await createTable(db, types, table);
  for (const index of indexes) await createIndex(db, index);
}

async function addColumns(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const add = (table: string, column: string, definition: ReturnType<typeof sql>) =>
    sql`alter table ${sql.table(table)} add column ${sql.ref(column)} ${definition}`.execute(db);
  await add("workOrder", "kind", sql`${types.text} not null default 'fault'`);
  await add("workOrder", "level", sql`${types.integer}`);
  await add("workOrder", "enteredAt", sql`${types.integer} not null default 0`);
  await add("workOrder", "reopens", sql`${types.text}`);
  await add("workOrder", "dues", sql`${types.text} not null default '{}'`);
  await add("workOrderEvent", "party", sql`${types.text} not null default 'dispatcher'`);
  await add("workOrderEvent", "data", sql`${types.text} not null default '{}'`);
  await add("workOrderEvent", "evidence", sql`${types.text} not null default '[]'`);
  await add("workOrderEvent", "logSeq", sql`${types.integer} not null default 0`);
  await add("workOrderEvent", "hash", sql`${types.text} not null default ''`);
}

/** What the first version knew of an event, in the words of this one. */
function dataOf(event: OldEvent) {
  switch (event.type) {
    case "reported":
      return { class: event.class, kind: "fault" } as const;
    case "acknowledged":
      return { by: "human" } as const;
    case "verified":
      return { closes: true } as const;
    case "cancelled":
      return { reason: "withdrawn" } as const;
    default:
      return {};
  }
}

const knownTypes = [
  "reported",
  "acknowledged",
  "note",
  "fault_cleared",
  "fault_returned",
  "verified",
  "cancelled",
] as const;

async function chainOldEvents(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<OldEvent>`select e.*, o.${sql.ref("class")} from ${sql.table("workOrderEvent")} e
    join ${sql.table("workOrder")} o on o.id = e.${sql.ref("orderId")}
    order by e.${sql.ref("orderId")}, e.${sql.ref("seq")}`.execute(db);
  let hash = chainStart;
  let logSeq = 0;
  for (const row of inTime(rows)) {
    const type = knownTypes.find((t) => t === row.type);
    if (type === undefined) throw new Error(`workOrderEvent ${row.id}: unknown type ${row.type}`);
    logSeq += 1;
    const data = dataOf(row);
    const party = row.actor === "system" ? "system" : "dispatcher";
    const numbers = { seq: Number(row.seq), at: Number(row.at), recordedAt: Number(row.recordedAt), logSeq };
    const { id, orderId, actor, text } = row;
    hash = chainLink(hash, { id, orderId, type, actor, text, party, data, evidence: [], ...numbers });
    await sql`update ${sql.table("workOrderEvent")} set ${sql.ref("party")} = ${party}, ${sql.ref("data")} = ${JSON.stringify(data)},
      ${sql.ref("logSeq")} = ${logSeq}, ${sql.ref("hash")} = ${hash}
      where ${sql.ref("orderId")} = ${orderId} and ${sql.ref("seq")} = ${numbers.seq}`.execute(db);
  }
  if (logSeq === 0) return;
  await sql`insert into ${sql.table("meta")} (${sql.ref("key")}, ${sql.ref("value")})
    values ('logHead', ${JSON.stringify({ logSeq, hash })})`.execute(db);
}

/**
 * The events of all orders in one order: by when they were recorded, each order's own in its own order, also where the
 * machine's clock had been set back between two of them.
 * @param rows by order and seq
 */
function inTime(rows: readonly OldEvent[]): readonly OldEvent[] {
  let orderId = "";
  let latest = 0;
  const placed = rows.map((row) => {
    latest = Math.max(row.orderId === orderId ? latest : 0, Number(row.recordedAt));
    orderId = row.orderId;
    return { row, at: latest };
  });
  // a stable sort: of one instant the rows keep their order
  return placed.sort((a, b) => a.at - b.at).map(({ row }) => row);
}
