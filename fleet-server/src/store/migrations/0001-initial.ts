// The first schema. A migration is history: once released it is never edited, a change is a new numbered file.
import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type IndexPlan, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  { name: "meta", columns: "key t, value t", key: ["key"] },
  {
    name: "contract",
    columns: "id t, zh t, en t, invented i, startsAt i?, endsAt i?, policyId t?",
    key: ["id"],
  },
  {
    name: "kiosk",
    columns:
      "id t, contractId t, seq i, name t, district t, street t, address t, macs t, lon r, lat r, confidence t, coordinateMethod t, note t, openingHours t?, pinyin t, createdAt i",
    key: ["id"],
    references: { contractId: "contract" },
  },
  {
    name: "kioskStatus",
    columns:
      "kioskId t, presence t, presenceSince i, bootId t?, bootedAt i?, agentVersion t?, lastSeenAt i?, skewMs i?, reportedMacs t, declared t, outbox t?",
    key: ["kioskId"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "boot",
    columns: "kioskId t, bootId t, firstSeenAt i, bornAt i?, diedAt i?, deathReason t?, seen t",
    key: ["kioskId", "bootId"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "device",
    columns:
      "kioskId t, deviceId t, deviceClass t, profileId t, state t, since i, observedAt i, receivedAt i, answeredAt i?, bootId t, seq i, readings t, conditions t, exchange t, droppedBytes i",
    key: ["kioskId", "deviceId"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "consumable",
    columns:
      "kioskId t, deviceId t, consumable t, part t, value t, unit t, capacity r?, quality t, observedAt i, receivedAt i, replacedAt i?, replacedHow t?",
    key: ["kioskId", "deviceId", "consumable", "part"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "fault",
    columns:
      "id t, kioskId t, deviceId t?, code t, part t, state t, detail t, raw t, firstAt i, stateAt i, dueAt i?, raisedAt i?, clearedAt i?, occurrences i, flapping i, causeId t?",
    key: ["id"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "workOrder",
    columns:
      "id t, number t, contractId t, kioskId t, deviceId t?, faultId t?, faultCode t?, causeKey t?, class t, source t, severity t, titleZh t, titleEn t, state t, reportedAt i, updatedAt i",
    key: ["id"],
    references: { contractId: "contract", kioskId: "kiosk" },
  },
  {
    name: "workOrderEvent",
    columns: "id t, orderId t, seq i, type t, at i, recordedAt i, actor t, text t",
    key: ["orderId", "seq"],
    references: { orderId: "workOrder" },
  },
  {
    name: "report",
    columns: "kioskId t, bootId t, seq i, leaf t, at i, sentAt i, receivedAt i, body t",
    key: ["kioskId", "bootId", "seq"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "timeline",
    columns: "id t, kioskId t, at i, recordedAt i, kind t, zh t, en t, deviceId t?, refId t?",
    key: ["id"],
    references: { kioskId: "kiosk" },
  },
  {
    // no reference: what is kept here may name a terminal that does not exist
    name: "quarantine",
    columns: "id t, receivedAt i, kioskId t, topic t, reason t, detail t, bytes i, payload b",
    key: ["id"],
  },
  {
    name: "command",
    columns: "id t, kioskId t, createdAt i, body t, state t, answeredAt i?, detail t",
    key: ["id"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "credential",
    columns: "kioskId t, secretHash t, salt t, enrolledAt i",
    key: ["kioskId"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "enrolmentCode",
    columns: "codeHash t, kioskId t, createdAt i, expiresAt i, usedAt i?",
    key: ["codeHash"],
    references: { kioskId: "kiosk" },
  },
];

const indexes: readonly IndexPlan[] = [
  { name: "timeline_of_kiosk", table: "timeline", columns: ["kioskId", "at", "recordedAt"] },
  { name: "quarantine_by_time", table: "quarantine", columns: ["receivedAt"] },
  { name: "quarantine_of_kiosk", table: "quarantine", columns: ["kioskId", "receivedAt"] },
  { name: "order_by_time", table: "workOrder", columns: ["reportedAt"] },
  { name: "order_by_state", table: "workOrder", columns: ["state", "reportedAt"] },
  { name: "fault_by_state", table: "fault", columns: ["state", "clearedAt"] },
  { name: "command_by_state", table: "command", columns: ["state"] },
];

export async function initial(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  for (const index of indexes) await createIndex(db, index);
  // one open work order for one cause, whatever the program above believes
  await sql`create unique index ${sql.id("one_open_order_per_cause")} on ${sql.table("workOrder")} (${sql.ref("causeKey")})
    where ${sql.ref("state")} in ('reported', 'acknowledged')`.execute(db);
}
