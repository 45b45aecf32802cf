import { errorCodes, type QuarantineRow } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { SelectBox } from "../../../shared/bulk/SelectBox.tsx";
import type { Selection } from "../../../shared/bulk/selection.ts";
import { pick } from "../../../shared/format/lang.ts";
import { formatShort } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";
import { messageId } from "./BulkDialogs.tsx";

interface MessageTableProps {
  rows: readonly QuarantineRow[];
  selectedId: string | undefined;
  /** undefined where nothing can be done with rows */
  selection: Selection<QuarantineRow> | undefined;
  dim: boolean;
  onKiosk: (kioskId: string) => void;
}

/** What became of it, who did it and why. */
export function Resolution({ row }: { row: QuarantineRow }) {
  const { t } = useTranslation();
  const now = useServerClock().now();
  if (row.resolution === null) return null;
  const time = row.resolvedAt === null ? "" : formatShort(row.resolvedAt, now);
  return (
    <div>
      <span className="chip">{t(`quarantine.resolved.${row.resolution}`)}</span>{" "}
      <Verbatim>{t("quarantine.resolvedBy", { name: row.resolvedBy ?? "", time })}</Verbatim>
      <div className="muted small">
        <Why row={row} />
      </div>
    </div>
  );
}

function Why({ row }: { row: QuarantineRow }) {
  const { t } = useTranslation();
  const { resolution, resolvedWhy } = row;
  if (resolvedWhy === null) return null;
  if (resolution === "discarded") return <Verbatim>{resolvedWhy}</Verbatim>;
  const known = (["taken", "already-there", "superseded"] as const).find((word) => word === resolvedWhy);
  return <>{known === undefined ? resolvedWhy : t(`quarantine.replay.${known}`)}</>;
}

export function MessageTable({ rows, selectedId, selection, dim, onKiosk }: MessageTableProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const c = "quarantine.column" as const;
  const resolved = rows.some((row) => row.resolution !== null);
  return (
    <table className={`table cards message-table ${dim ? "table-dim" : ""}`}>
      <thead>
        <tr>
          {selection === undefined ? null : (
            <th scope="col" className="message-choose">
              <SelectBox items={rows} idOf={messageId} selection={selection} name={t("quarantine.choose")} />
            </th>
          )}
          <th scope="col">{t(`${c}.received`)}</th>
          <th scope="col">{t(`${c}.kiosk`)}</th>
          <th scope="col">{t(`${c}.reason`)}</th>
          {resolved ? <th scope="col">{t(`${c}.resolution`)}</th> : null}
          <th scope="col">{t(`${c}.topic`)}</th>
          <th scope="col" className="num">
            {t(`${c}.bytes`)}
          </th>
          <th scope="col">{t(`${c}.preview`)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.id === selectedId ? "selected" : ""} data-testid={`quarantine-row-${row.id}`}>
            {selection === undefined ? null : (
              <td className="message-choose">
                <SelectBox
                  items={[row]}
                  idOf={messageId}
                  selection={selection}
                  name={t("quarantine.chooseRow", { kiosk: row.kioskId, time: formatShort(row.receivedAt, now) })}
                />
              </td>
            )}
            <td className="nowrap" data-label={t(`${c}.received`)}>
              <Link to="/quarantine/$id" params={{ id: row.id }} search={(old) => old}>
                <When at={row.receivedAt} />
              </Link>
            </td>
            <td data-label={t(`${c}.kiosk`)}>
              <Button type="link" size="small" className="cell-button" onClick={() => onKiosk(row.kioskId)}>
                {row.kioskId}
              </Button>
            </td>
            <td data-label={t(`${c}.reason`)}>
              <div>
                {pick(lang, errorCodes[row.reason])}
                <div className="muted small">
                  <Verbatim>{row.detail}</Verbatim>
                </div>
              </div>
            </td>
            {resolved ? (
              <td data-label={t(`${c}.resolution`)}>
                <Resolution row={row} />
              </td>
            ) : null}
            <td data-label={t(`${c}.topic`)}>
              <code>{row.topic}</code>
            </td>
            <td className="num" data-label={t(`${c}.bytes`)}>
              {row.bytes.toLocaleString("en-US")}
            </td>
            <td data-label={t(`${c}.preview`)}>
              <code className="preview" lang="zh-CN">
                {row.preview}
              </code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
