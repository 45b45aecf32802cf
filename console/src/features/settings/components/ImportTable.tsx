import { CloseCircleOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import type { ImportRow } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

const chips = { create: "chip chip-ok", change: "chip", same: "chip chip-dashed", error: "chip chip-bad" } as const;

/** Every row of a sheet: what was read, what is wrong with which cell, and what would be written. */
export function ImportTable({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation();
  return (
    <table className="table cards" data-testid="import-rows">
      <thead>
        <tr>
          <th scope="col" className="num">
            {t("settings.terminals.line")}
          </th>
          <th scope="col">{t("settings.terminals.result")}</th>
          <th scope="col">{t("settings.terminals.kiosk")}</th>
          <th scope="col">{t("settings.terminals.problems")}</th>
          <th scope="col">{t("settings.terminals.changes")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line} data-testid={`import-row-${row.line}`}>
            <td className="num" data-label={t("settings.terminals.line")}>
              {row.line}
            </td>
            <td data-label={t("settings.terminals.result")}>
              <span className={chips[row.does]}>{t(`settings.terminals.does.${row.does}`)}</span>
            </td>
            <td className="card-title">
              <span>
                <Verbatim>{row.cells.find((c) => c.field === "name")?.text ?? ""}</Verbatim>{" "}
                {row.kioskId === null ? null : <code className="muted small">{row.kioskId}</code>}
              </span>
            </td>
            <td data-label={t("settings.terminals.problems")}>
              <Problems row={row} />
            </td>
            <td data-label={t("settings.terminals.changes")}>
              {row.does === "error" ? <AsRead row={row} /> : <Written row={row} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Problems({ row }: { row: ImportRow }) {
  const lang = useLang();
  if (row.problems.length === 0) return null;
  return (
    <ul className="settings-lines">
      {row.problems.map((problem) => (
        <li
          key={`${problem.cell}${problem.code}${problem.zh}`}
          className={problem.level === "error" ? "tone-fault" : "tone-warning"}
        >
          {problem.level === "error" ? (
            <CloseCircleOutlined aria-hidden="true" />
          ) : (
            <ExclamationCircleOutlined aria-hidden="true" />
          )}{" "}
          {problem.cell === null ? null : <code>{problem.cell}</code>} <Verbatim>{pick(lang, problem)}</Verbatim>
        </li>
      ))}
    </ul>
  );
}

function Written({ row }: { row: ImportRow }) {
  const { t } = useTranslation();
  if (row.changes.length === 0) return null;
  return (
    <details open={row.does === "change"}>
      <summary>{row.changes.map((c) => t(`settings.terminals.field.${c.field}`)).join(t("common.comma"))}</summary>
      <ul className="settings-lines">
        {row.changes.map((change) => (
          <li key={change.field}>
            <span className="muted">{t(`settings.terminals.field.${change.field}`)}</span>{" "}
            <Verbatim>
              {change.before === null || change.before === ""
                ? change.after
                : t("settings.terminals.from", { before: change.before, after: change.after })}
            </Verbatim>
          </li>
        ))}
      </ul>
    </details>
  );
}

function AsRead({ row }: { row: ImportRow }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("settings.terminals.asRead")}</summary>
      <ul className="settings-lines">
        {row.cells.map((cell) => (
          <li key={cell.cell}>
            <code>{cell.cell}</code> <span className="muted">{t(`settings.terminals.field.${cell.field}`)}</span>{" "}
            <Verbatim>{cell.text}</Verbatim>
          </li>
        ))}
      </ul>
    </details>
  );
}
