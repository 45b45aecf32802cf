import type { Cell, CellKind } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { cellText } from "../cell-text.ts";

/** A value as on paper; what nobody knows is said. Words in a report stay as they were written. */
export function CellValue({ kind, value, unit = "" }: { kind: CellKind; value: Cell; unit?: string }) {
  const { t } = useTranslation();
  const text = cellText(kind, value, useLang(), unit);
  if (text === undefined) return <span className="muted">{t("reports.noData")}</span>;
  return typeof value === "string" ? <Verbatim>{text}</Verbatim> : text;
}
