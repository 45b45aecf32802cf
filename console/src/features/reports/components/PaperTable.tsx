import type { ReportTable } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { CellValue } from "./CellValue.tsx";
import { RowsLink } from "./RowsLink.tsx";

interface PaperTableProps {
  table: ReportTable;
  /** the address bar points at it */
  marked?: boolean;
  anchor?: string;
}

const numeric: ReadonlySet<string> = new Set(["int", "number", "percent", "points"]);

/** A table as it is printed; on a phone each row is a card. The first cell of a row leads to what the row speaks of. */
export function PaperTable({ table, marked = false, anchor }: PaperTableProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const { columns, rows, rowHrefs, total, href } = table;
  const name = pick(lang, table);
  // a frozen table: its rows never change place, and two may be alike
  const keys = rows.map((_, n) => String(n));
  return (
    <figure className={`paper-table ${marked ? "paper-marked" : ""}`} id={anchor} data-testid={anchor}>
      <figcaption>
        <b>{name}</b>
        {href === null ? null : (
          <RowsLink href={href} className="small">
            {t("reports.page.rows")}
            <span className="visually-hidden">
              {t("common.colon")}
              {name}
            </span>
          </RowsLink>
        )}
      </figcaption>
      {rows.length === 0 ? (
        <p className="muted">{t("reports.page.noRows")}</p>
      ) : (
        <table className="table cards" aria-label={name}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.id} scope="col" className={numeric.has(column.kind) ? "num" : undefined}>
                  {pick(lang, column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, n) => {
              const to = rowHrefs[n] ?? null;
              return (
                <tr key={keys[n]}>
                  {columns.map((column, c) => {
                    const cell = <CellValue kind={column.kind} value={row[c] ?? null} />;
                    return (
                      <td
                        key={column.id}
                        data-label={pick(lang, column)}
                        className={numeric.has(column.kind) ? "num" : undefined}
                      >
                        {c === 0 && to !== null ? <RowsLink href={to}>{cell}</RowsLink> : cell}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {rows.length < total ? (
        <p className="muted small">{t("reports.page.cut", { shown: rows.length, total })}</p>
      ) : null}
    </figure>
  );
}
