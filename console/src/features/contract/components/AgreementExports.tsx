// The tables of a contract as files. They are on the page whole, so that nothing has to be asked for.
import type { CalendarView, PartBalance, PartMovement } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";

interface AtHandProps<T> {
  name: string;
  columns: readonly ExportColumn<T>[];
  rows: readonly T[];
}

function AtHand<T>({ name, columns, rows }: AtHandProps<T>) {
  const clock = useServerClock();
  return (
    <ExportButton
      size="small"
      name={name}
      filter={[]}
      columns={columns}
      total={rows.length}
      rows={({ onProgress }) => {
        onProgress(rows.length);
        return Promise.resolve({ rows, asOf: clock.now(), left: 0 });
      }}
    />
  );
}

export function BalancesExport({ rows }: { rows: readonly PartBalance[] }) {
  const { t } = useTranslation();
  const p = "contract.parts" as const;
  const columns: ExportColumn<PartBalance>[] = [
    { header: t("orders.fields.part"), kind: "text", value: (b) => b.part },
    { header: t(`${p}.inStock`), kind: "number", value: (b) => b.inStock },
    { header: t(`${p}.onOrders`), kind: "number", value: (b) => b.onOrders },
    { header: t(`${p}.installed`), kind: "number", value: (b) => b.installed },
    { header: t(`${p}.rejected`), kind: "number", value: (b) => b.rejected },
    { header: t(`${p}.serials`), kind: "text", value: (b) => b.serialsInStock.join(" ") },
  ];
  return <AtHand name={t(`${p}.balances`)} columns={columns} rows={rows} />;
}

export function MovementsExport({ rows }: { rows: readonly PartMovement[] }) {
  const { t } = useTranslation();
  const p = "contract.parts" as const;
  const columns: ExportColumn<PartMovement>[] = [
    { header: t(`${p}.at`), kind: "time", value: (m) => m.at },
    { header: t(`${p}.movement`), kind: "text", value: (m) => t(`words.movement.${m.kind}`) },
    { header: t("orders.fields.part"), kind: "text", value: (m) => m.part },
    { header: t(`${p}.quantity`), kind: "number", value: (m) => m.quantity },
    { header: t("orders.fields.serial"), kind: "text", value: (m) => m.serial },
    { header: t(`${p}.order`), kind: "text", value: (m) => m.orderNumber },
    { header: t("common.actor.label"), kind: "text", value: (m) => m.actor },
    { header: t("orders.action.text"), kind: "text", value: (m) => m.text },
  ];
  return <AtHand name={t(`${p}.movements`)} columns={columns} rows={rows} />;
}

type Calendar = z.infer<typeof CalendarView>;

export function CalendarsExport({ rows }: { rows: readonly Calendar[] }) {
  const { t } = useTranslation();
  const c = "contract.calendars" as const;
  const columns: ExportColumn<Calendar>[] = [
    { header: t(`${c}.id`), kind: "text", value: (one) => one.id },
    { header: t(`${c}.kind`), kind: "text", value: (one) => t(`words.calendarKind.${one.kind}`) },
    { header: t(`${c}.covers`), kind: "text", value: (one) => `${one.from} – ${one.to}` },
    { header: t(`${c}.published`), kind: "date", value: (one) => one.publishedAt },
    { header: t(`${c}.entered`), kind: "time", value: (one) => one.recordedAt },
    { header: t("common.actor.label"), kind: "text", value: (one) => one.by },
    { header: t(`${c}.source`), kind: "text", value: (one) => one.source },
  ];
  return <AtHand name={t(`${c}.title`)} columns={columns} rows={rows} />;
}
