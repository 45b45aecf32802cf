import type { FaultRow } from "@kiosk/contract";
import type { TFunction } from "i18next";
import type { ExportColumn } from "../../shared/export/column.ts";
import { type Lang, pick } from "../../shared/format/lang.ts";

export function exportColumns(t: TFunction, lang: Lang): ExportColumn<FaultRow>[] {
  const c = "faults.column" as const;
  return [
    { header: t(`${c}.severity`), kind: "text", value: (row) => t(`words.severity.${row.severity}`) },
    { header: t(`${c}.what`), kind: "text", value: (row) => pick(lang, row) },
    {
      header: t("faults.filter.deviceClass"),
      kind: "text",
      value: (row) => (row.deviceClass === null ? "" : t(`words.deviceClass.${row.deviceClass}`)),
    },
    { header: t(`${c}.where`), kind: "text", value: (row) => `${row.kioskSeq} ${row.kioskName}` },
    { header: t("faults.filter.street"), kind: "text", value: (row) => row.street },
    { header: t(`${c}.since`), kind: "time", value: (row) => row.raisedAt ?? row.firstAt },
    { header: t(`${c}.clearedAt`), kind: "time", value: (row) => row.clearedAt },
    { header: t("faults.exporting.occurrences"), kind: "number", value: (row) => row.occurrences },
    { header: t(`${c}.order`), kind: "text", value: (row) => row.order?.number ?? "" },
    { header: t(`${c}.who`), kind: "text", value: (row) => row.acknowledged?.name ?? "" },
    { header: t("faults.exporting.comment"), kind: "text", value: (row) => row.acknowledged?.comment ?? "" },
  ];
}
