import { errorCodes, type QuarantineRow } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";

interface MessageTableProps {
  rows: readonly QuarantineRow[];
  selectedId: string | undefined;
  onKiosk: (kioskId: string) => void;
}

export function MessageTable({ rows, selectedId, onKiosk }: MessageTableProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const c = "quarantine.column" as const;
  return (
    <table className="table cards message-table">
      <thead>
        <tr>
          <th scope="col">{t(`${c}.received`)}</th>
          <th scope="col">{t(`${c}.kiosk`)}</th>
          <th scope="col">{t(`${c}.reason`)}</th>
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
