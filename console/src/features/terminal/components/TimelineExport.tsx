import { type TimelineEntry, TimelinePage } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { request } from "../../../shared/api-client/request.ts";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { everyPage } from "../../../shared/export/every-page.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";

const pageSize = 200;

/** All that became known of one terminal, newest first. */
export function TimelineExport({ id }: { id: string }) {
  const { t } = useTranslation();
  const lang = useLang();
  const clock = useServerClock();
  const c = "exporting.timeline" as const;
  const columns: ExportColumn<TimelineEntry>[] = [
    { header: t(`${c}.at`), kind: "time", value: (e) => e.at },
    { header: t(`${c}.recorded`), kind: "time", value: (e) => e.recordedAt },
    { header: t(`${c}.kind`), kind: "text", value: (e) => t(`words.timelineKind.${e.kind}`) },
    { header: t(`${c}.text`), kind: "text", value: (e) => pick(lang, e) },
    { header: t(`${c}.device`), kind: "text", value: (e) => e.deviceId },
  ];
  return (
    <ExportButton
      size="small"
      name={t("terminal.timeline.title")}
      filter={[id]}
      columns={columns}
      rows={(options) =>
        everyPage(async (before, signal) => {
          const query = { before, limit: String(pageSize) };
          const path = `/kiosks/${encodeURIComponent(id)}/timeline`;
          const { entries, next } = await request(TimelinePage, path, { query, signal });
          return { rows: entries, asOf: clock.now(), next, total: undefined };
        }, options)
      }
    />
  );
}
