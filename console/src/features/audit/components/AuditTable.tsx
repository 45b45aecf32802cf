import type { AuditEntry } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDateTime, formatTimeSeconds } from "../../../shared/format/time.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { ActionName } from "./ActionName.tsx";
import { ResultChip } from "./ResultChip.tsx";

interface AuditTableProps {
  entries: readonly AuditEntry[];
  chosen: number | undefined;
  onOpen: (seq: number) => void;
}

export function AuditTable({ entries, chosen, onOpen }: AuditTableProps) {
  const { t } = useTranslation();
  return (
    <table className="table cards audit-table" data-testid="audit-table">
      <thead>
        <tr>
          <th scope="col" className="num">
            {t("audit.seq")}
          </th>
          <th scope="col">{t("audit.at")}</th>
          <th scope="col">{t("audit.who")}</th>
          <th scope="col">{t("audit.what")}</th>
          <th scope="col">{t("audit.target")}</th>
          <th scope="col">{t("audit.result")}</th>
          <th scope="col">{t("audit.from")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr
            key={entry.seq}
            className={entry.seq === chosen ? "selected" : ""}
            data-testid={`audit-${entry.seq}`}
            data-result={entry.result}
          >
            <td className="num">
              <button
                type="button"
                className="line-button"
                aria-label={t("audit.open", { seq: entry.seq })}
                onClick={() => onOpen(entry.seq)}
              >
                {entry.seq}
              </button>
            </td>
            <td data-label={t("audit.at")} className="nowrap">
              {formatDateTime(entry.at).slice(0, 10)} {formatTimeSeconds(entry.at)}
            </td>
            <td data-label={t("audit.who")}>
              {entry.name === "" ? <code>{entry.by}</code> : <Verbatim>{entry.name}</Verbatim>}
            </td>
            <td data-label={t("audit.what")}>
              <ActionName action={entry.action} />
            </td>
            <td data-label={t("audit.target")}>
              <code className="wrap-anywhere">{entry.target}</code>
            </td>
            <td data-label={t("audit.result")}>
              <ResultChip result={entry.result} />
            </td>
            <td data-label={t("audit.from")}>
              <code>{entry.from}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
