import { errorCodes, QuarantineList, type QuarantineRow } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { request } from "../../../shared/api-client/request.ts";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import type { QuarantineSearch } from "../search.ts";

export function QuarantineExport({ search, data }: { search: QuarantineSearch; data: QuarantineList }) {
  const { t } = useTranslation();
  const lang = useLang();
  const c = "exporting.message" as const;
  const columns: ExportColumn<QuarantineRow>[] = [
    { header: t(`${c}.received`), kind: "time", value: (m) => m.receivedAt },
    { header: t(`${c}.terminal`), kind: "text", value: (m) => m.kioskId },
    { header: t(`${c}.topic`), kind: "text", value: (m) => m.topic },
    { header: t(`${c}.reason`), kind: "text", value: (m) => pick(lang, errorCodes[m.reason]) },
    { header: t(`${c}.code`), kind: "text", value: (m) => m.reason },
    { header: t(`${c}.detail`), kind: "text", value: (m) => m.detail },
    { header: t(`${c}.bytes`), kind: "number", value: (m) => m.bytes },
  ];
  const view = search.resolved === undefined ? "waiting" : "resolved";
  const filter = { view, reason: search.reason, kiosk: search.kiosk };
  const words = [
    t(`${c}.${view}`),
    ...(search.reason === undefined ? [] : [pick(lang, errorCodes[search.reason])]),
    ...(search.kiosk === undefined ? [] : [search.kiosk]),
  ];
  // with a reason or a terminal chosen the server does not say how many of them it keeps
  const whole = search.reason === undefined && search.kiosk === undefined;
  const total = whole ? data[view] : undefined;
  return (
    <ExportButton
      name={t("common.nav.quarantine")}
      filter={words}
      columns={columns}
      total={total}
      rows={async ({ signal, onProgress }) => {
        const list = await request(QuarantineList, "/quarantine", { query: filter, signal });
        onProgress(list.rows.length);
        const counted = whole ? list[view] : list.rows.length;
        return { rows: list.rows, asOf: list.at, left: Math.max(0, counted - list.rows.length) };
      }}
    />
  );
}
