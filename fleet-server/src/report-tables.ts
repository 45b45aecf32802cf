// What is stored of reports: part of upkeep-tables.ts.
import type {
  ReportDraft,
  ReportEventRecord,
  ReportRecord,
  ReportTexts,
  TemplateRecord,
} from "./domain/report/records.ts";

export interface ReportTables {
  reportHead: ReportRecord;
  reportDraft: ReportDraft;
  reportText: ReportTexts;
  reportEvent: ReportEventRecord;
  reportTemplate: TemplateRecord;
}
type ReportTableName = keyof ReportTables;

export const reportKeys: { readonly [T in ReportTableName]: readonly (keyof ReportTables[T])[] } = {
  reportHead: ["id"],
  reportDraft: ["reportId", "version"],
  reportText: ["reportId", "textVersion"],
  reportEvent: ["reportId", "seq"],
  reportTemplate: ["contractId", "kind", "version"],
};

export const reportTableNames: readonly ReportTableName[] = [
  "reportTemplate",
  "reportHead",
  "reportDraft",
  "reportText",
  "reportEvent",
];

export const reportAppendOnly: readonly ReportTableName[] = [
  "reportTemplate",
  "reportDraft",
  "reportText",
  "reportEvent",
];
