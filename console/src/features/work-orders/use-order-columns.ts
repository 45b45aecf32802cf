import type { OrderRow } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../shared/export/column.ts";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { standText } from "../../shared/orders/ClockState.tsx";
import { leadingClock, standOf } from "../../shared/orders/urgency.ts";
import { useServerClock } from "../../shared/time/ClockProvider.tsx";

const minuteMs = 60_000;

/** An order as a line of a file: what the table shows, and beside the remaining time as words its minutes as a number. */
export function useOrderColumns(): ExportColumn<OrderRow>[] {
  const { t } = useTranslation();
  const lang = useLang();
  const clock = useServerClock();
  const leftMinutes = (order: OrderRow): number | null => {
    const leading = leadingClock(order);
    if (leading === undefined) return null;
    const stand = standOf(leading, clock.now(), order.paused !== null);
    if (stand.name === "running") return Math.floor(stand.leftMs / minuteMs);
    return stand.name === "overdue" ? -Math.ceil(stand.overMs / minuteMs) : null;
  };
  const c = "exporting.order" as const;
  return [
    { header: t("orders.column.number"), kind: "text", value: (o) => o.number },
    { header: t(`${c}.contract`), kind: "text", value: (o) => o.contractId },
    { header: t("orders.column.class"), kind: "text", value: (o) => t(`words.orderClass.${o.class}`) },
    { header: t(`${c}.kind`), kind: "text", value: (o) => t(`words.requestKind.${o.kind}`) },
    { header: t("orders.column.title"), kind: "text", value: (o) => pick(lang, { zh: o.titleZh, en: o.titleEn }) },
    { header: t(`${c}.seq`), kind: "number", value: (o) => o.kioskSeq },
    { header: t("orders.column.terminal"), kind: "text", value: (o) => o.kioskName },
    { header: t("orders.column.state"), kind: "text", value: (o) => t(`words.orderState.${o.state}`) },
    { header: t(`${c}.firm`), kind: "text", value: (o) => o.vendorId },
    { header: t("orders.column.reported"), kind: "time", value: (o) => o.reportedAt },
    {
      header: t(`${c}.clock`),
      kind: "text",
      value: (o) => {
        const leading = leadingClock(o);
        return leading === undefined ? null : pick(lang, leading);
      },
    },
    { header: t(`${c}.due`), kind: "time", value: (o) => leadingClock(o)?.dueAt ?? null },
    {
      header: t(`${c}.left`),
      kind: "text",
      value: (o) => {
        const leading = leadingClock(o);
        return leading === undefined ? null : standText(standOf(leading, clock.now(), o.paused !== null), t, lang);
      },
    },
    { header: t(`${c}.leftMinutes`), kind: "number", value: leftMinutes },
    { header: t(`${c}.paused`), kind: "text", value: (o) => o.paused },
  ];
}
