// Reports of inspections and periods: heads, frozen drafts, texts, their way from hand to hand, and the owner's forms.
import type { Kysely } from "kysely";
import type { ColumnTypes } from "./column-types.ts";
import { createIndex, createTable, type IndexPlan, type TablePlan } from "./create-table.ts";

const tables: readonly TablePlan[] = [
  {
    name: "reportTemplate",
    columns:
      "contractId t, kind t, version i, body t, wordDigest t?, wordName t?, wordBytes i, wordTags t, note t, by t, at i",
    key: ["contractId", "kind", "version"],
    references: { contractId: "contract" },
  },
  {
    name: "reportHead",
    columns:
      "id t, contractId t, kind t, number t, period t, fromDay t, toDay t, subjectId t, kioskId t?, state t, version i, textVersion i, dueAt i?, dueStatus t?, filedAt i?, drafter t, reviewer t?, acknowledger t?, createdAt i, updatedAt i",
    key: ["id"],
    references: { contractId: "contract" },
  },
  {
    name: "reportDraft",
    columns:
      "reportId t, version i, asOf i, logSeq i, logHash t, templateVersion i, figures t, by t, name t, at i, note t",
    key: ["reportId", "version"],
    references: { reportId: "reportHead" },
  },
  {
    name: "reportText",
    columns: "reportId t, textVersion i, version i, texts t, by t, name t, at i",
    key: ["reportId", "textVersion"],
    references: { reportId: "reportHead" },
  },
  {
    name: "reportEvent",
    columns: "reportId t, seq i, at i, act t, by t, name t, comment t, version i",
    key: ["reportId", "seq"],
    references: { reportId: "reportHead" },
  },
];

const indexes: readonly IndexPlan[] = [
  // a number is never given twice, and nothing is reported on twice
  { name: "report_number", table: "reportHead", columns: ["contractId", "number"], unique: true },
  {
    name: "report_of_what",
    table: "reportHead",
    columns: ["contractId", "kind", "period", "subjectId"],
    unique: true,
  },
  { name: "report_by_period", table: "reportHead", columns: ["toDay", "id"] },
  { name: "report_by_subject", table: "reportHead", columns: ["subjectId"] },
  { name: "report_by_due", table: "reportHead", columns: ["state", "dueAt"] },
];

export async function reports(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  for (const table of tables) await createTable(db, types, table);
  for (const index of indexes) await createIndex(db, index);
}
