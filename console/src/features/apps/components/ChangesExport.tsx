import type { ShelfChange } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useAppName } from "../use-app-name.ts";

interface ChangesExportProps {
  changes: readonly ShelfChange[];
  /** of when they are, server clock */
  at: number;
  filter: readonly string[];
  kioskName: (id: string) => string;
}

export function ChangesExport({ changes, at, filter, kioskName }: ChangesExportProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const nameOf = useAppName();
  const c = "apps.changes" as const;
  const f = "apps.form" as const;
  const where = ({ scope }: ShelfChange) =>
    scope.kind === "contract"
      ? t("apps.scope.contract")
      : scope.kind === "group"
        ? scope.street
        : kioskName(scope.kioskId);
  const columns: ExportColumn<ShelfChange>[] = [
    { header: t(`${f}.action`), kind: "text", value: ({ action }) => t(`apps.action.${action}`) },
    { header: t("apps.packages.package"), kind: "text", value: ({ packageId }) => nameOf(packageId) },
    { header: t(`${f}.version`), kind: "text", value: ({ version }) => version },
    { header: t(`${f}.scope`), kind: "text", value: where },
    { header: t(`${f}.at`), kind: "time", value: ({ effectiveAt }) => effectiveAt },
    { header: t(`${f}.reason`), kind: "text", value: ({ reason }) => reason?.[lang] ?? null },
    { header: t(`${f}.until`), kind: "time", value: ({ until }) => until },
    { header: t(`${f}.frequent`), kind: "number", value: ({ frequent }) => frequent },
    { header: t(`${c}.state`), kind: "text", value: ({ state }) => t(`${c}.states.${state}`) },
    { header: t(`${c}.why`), kind: "text", value: ({ stopped }) => stopped },
    { header: t(`${c}.by`), kind: "text", value: ({ by }) => by },
    { header: t(`${c}.madeAt`), kind: "time", value: (change) => change.at },
    { header: t(`${c}.undoneBy`), kind: "text", value: ({ undoneBy }) => undoneBy },
  ];
  return (
    <ExportButton
      name={t("apps.view.changes")}
      filter={filter}
      columns={columns}
      rows={() => Promise.resolve({ rows: changes, asOf: at, left: 0 })}
    />
  );
}
