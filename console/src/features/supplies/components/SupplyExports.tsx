// Forecasts and swaps as files: all of them, page after page.
import type { SupplyForecast, SupplySwap } from "@kiosk/contract";
import { SwapList } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { request } from "../../../shared/api-client/request.ts";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { readForecasts } from "../queries.ts";

interface ForecastExportProps {
  contract: string | undefined;
  within: number | undefined;
}

export function ForecastExport({ contract, within }: ForecastExportProps) {
  const { t } = useTranslation();
  const clock = useServerClock();
  const columns: ExportColumn<SupplyForecast>[] = [
    { header: t("supplies.terminal"), kind: "text", value: (row) => `#${row.kioskSeq} ${row.kioskName}` },
    { header: t("supplies.item"), kind: "text", value: (row) => row.item },
    { header: t("supplies.level"), kind: "percent", value: (row) => row.percent },
    { header: t("supplies.quality"), kind: "text", value: (row) => t(`words.quality.${row.quality}`) },
    { header: t("supplies.columns.early"), kind: "date", value: (row) => row.emptyAt?.early ?? null },
    { header: t("supplies.columns.mid"), kind: "date", value: (row) => row.emptyAt?.mid ?? null },
    { header: t("supplies.columns.late"), kind: "date", value: (row) => row.emptyAt?.late ?? null },
    {
      header: t("supplies.columns.why"),
      kind: "text",
      value: (row) => (row.unknownWhy === null ? null : t(`supplies.why.${row.unknownWhy}`)),
    },
    { header: t("supplies.columns.perDay"), kind: "number", value: (row) => row.perDay },
    { header: t("supplies.columns.basisDays"), kind: "number", value: (row) => row.basisDays },
    { header: t("supplies.columns.observedAt"), kind: "time", value: (row) => row.observedAt },
  ];
  const withinDays = within === undefined ? undefined : String(within);
  return (
    <ExportButton
      name={t("supplies.forecasts")}
      filter={within === undefined ? [] : [t("supplies.within.days", { days: within })]}
      columns={columns}
      rows={async ({ signal, onProgress }) => {
        const rows: SupplyForecast[] = [];
        for (let after: string | undefined; ; ) {
          const page = await readForecasts({ contract, withinDays, after }, signal);
          rows.push(...page.supplies);
          onProgress(rows.length);
          if (page.next === null) return { rows, asOf: clock.now(), left: 0 };
          after = page.next;
        }
      }}
    />
  );
}

export function SwapsExport({ contract }: { contract: string | undefined }) {
  const { t } = useTranslation();
  const clock = useServerClock();
  const columns: ExportColumn<SupplySwap>[] = [
    { header: t("supplies.swaps.at"), kind: "time", value: (swap) => swap.at },
    { header: t("supplies.terminal"), kind: "text", value: (swap) => swap.kioskId },
    { header: t("supplies.item"), kind: "text", value: (swap) => swap.item },
    { header: t("supplies.swaps.serial"), kind: "text", value: (swap) => swap.serial },
    { header: t("supplies.swap.from"), kind: "text", value: (swap) => swap.from },
    { header: t("supplies.swaps.how"), kind: "text", value: (swap) => t(`words.replacedHow.${swap.how}`) },
    { header: t("common.actor.label"), kind: "text", value: (swap) => swap.by },
  ];
  return (
    <ExportButton
      size="small"
      name={t("supplies.view.swaps")}
      filter={[]}
      columns={columns}
      rows={async ({ signal, onProgress }) => {
        const rows: SupplySwap[] = [];
        for (let after: string | undefined; ; ) {
          const page = await request(SwapList, "/supply-swaps", { query: { contract, after }, signal });
          rows.push(...page.swaps);
          onProgress(rows.length);
          if (page.next === null) return { rows, asOf: clock.now(), left: 0 };
          after = page.next;
        }
      }}
    />
  );
}
