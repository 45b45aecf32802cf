// The shelf of services: publishers, packages, changes; and what citizens' screens tell.
import type { Kysely } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type IndexPlan, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "publisher",
    columns: "keyId t, name t, spki t, addedAt i, addedBy t, revokedAt i?",
    key: ["keyId"],
  },
  {
    name: "package",
    columns:
      "digest t, id t, kind t, version t, manifest t, signed t, state t, files i, bytes i, signedBy t, uploadedAt i, uploadedBy t, uploader t",
    key: ["digest"],
  },
  {
    name: "versionStep",
    columns: "digest t, seq i, step t, passed i, note t, by t, actor t, at i",
    key: ["digest", "seq"],
  },
  {
    name: "shelfChange",
    columns:
      "id t, contractId t, seq i, action t, packageId t, version t?, scope t, effectiveAt i, reason t?, until i?, frequent i?, rollout t?, by t, at i",
    key: ["id"],
    references: { contractId: "contract" },
  },
  {
    name: "shelfMark",
    columns: "changeId t, seq i, kind t, detail t, by t, at i",
    key: ["changeId", "seq"],
    references: { changeId: "shelfChange" },
  },
  {
    name: "terminalShelf",
    columns: "kioskId t, revision i, at i, body t",
    key: ["kioskId"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "kioskServices",
    columns: "kioskId t, at i, receivedAt i, services t",
    key: ["kioskId"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "shelfApplied",
    columns: "kioskId t, revision i, complete i, places t, at i, receivedAt i",
    key: ["kioskId"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "kioskUse",
    columns:
      "kioskId t, sessionId t, contractId t, appId t?, appVersion t?, startedAt i, endedAt i, end t, outcome t?, identified t?, elder i, language t, jobs i, failedJobs i, jobList t, clean i, wipe t, receivedAt i",
    key: ["kioskId", "sessionId"],
    references: { kioskId: "kiosk", contractId: "contract" },
  },
  {
    name: "rating",
    columns:
      "kioskId t, ratingId t, contractId t, sessionId t, appId t?, stars i, tags t, receipt t, at i, receivedAt i, faultId t?, orderId t?",
    key: ["kioskId", "ratingId"],
    references: { kioskId: "kiosk", contractId: "contract" },
  },
  {
    name: "citizenReport",
    columns:
      "kioskId t, reportId t, contractId t, sessionId t?, appId t?, kind t, text t, masked i, deviceId t?, receipt t, at i, receivedAt i, faultId t?, orderId t, orderNumber t",
    key: ["kioskId", "reportId"],
    references: { kioskId: "kiosk", contractId: "contract" },
  },
  {
    name: "shellIncident",
    columns: "kioskId t, bootId t, seq i, at i, receivedAt i, incident t, detail t, count i",
    key: ["kioskId", "bootId", "seq"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "staffExit",
    columns: "kioskId t, bootId t, seq i, at i, receivedAt i, outcome t, issuedTo t?, until i?",
    key: ["kioskId", "bootId", "seq"],
    references: { kioskId: "kiosk" },
  },
  {
    name: "staffCode",
    columns: "codeId t, kioskId t, issuedTo t, by t, from i, until i",
    key: ["codeId"],
    references: { kioskId: "kiosk" },
  },
];

const indexes: readonly IndexPlan[] = [
  // one package a version, whoever hands it in at the same time
  { name: "package_version", table: "package", columns: ["id", "version"], unique: true },
  // two authors at once: one of them comes second
  { name: "shelf_change_order", table: "shelfChange", columns: ["contractId", "seq"], unique: true },
  { name: "use_of_contract", table: "kioskUse", columns: ["contractId", "endedAt"] },
  { name: "use_of_kiosk", table: "kioskUse", columns: ["kioskId", "endedAt"] },
  { name: "rating_of_contract", table: "rating", columns: ["contractId", "at"] },
  { name: "citizen_report_of_contract", table: "citizenReport", columns: ["contractId", "at"] },
  { name: "incident_of_kiosk", table: "shellIncident", columns: ["kioskId", "at"] },
  { name: "staff_exit_of_kiosk", table: "staffExit", columns: ["kioskId", "at"] },
];

export async function shelf(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  for (const index of indexes) await createIndex(db, index);
}
