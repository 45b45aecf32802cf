import type { PackageVersion } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";

/** Every version with its record in one cell: what an inspector asks for. */
export function PackagesExport({ packages, at }: { packages: readonly PackageVersion[]; at: number }) {
  const { t } = useTranslation();
  const lang = useLang();
  const c = "apps.packages" as const;
  const needs = ({ manifest }: PackageVersion) =>
    manifest.kind === "theme"
      ? t(`${c}.theme`)
      : manifest.requires.map((one) => t(`apps.capability.${one}`)).join(t("apps.listSeparator"));
  const way = ({ steps }: PackageVersion) =>
    steps
      .map(({ step, passed, by, note, at: when }) => {
        const result = t(passed ? `${c}.passed` : `${c}.notPassed`);
        return `${formatDateTime(when)} ${t(`apps.step.${step}`)} ${result} ${by} ${note}`;
      })
      .join("; ");
  const columns: ExportColumn<PackageVersion>[] = [
    { header: t(`${c}.package`), kind: "text", value: ({ manifest }) => manifest.name[lang] },
    { header: t("apps.form.version"), kind: "text", value: ({ manifest }) => manifest.version },
    { header: t(`${c}.digest`), kind: "text", value: ({ digest }) => digest },
    { header: t(`${c}.signedBy`), kind: "text", value: ({ signedBy }) => signedBy },
    { header: t(`${c}.owner`), kind: "text", value: ({ manifest }) => manifest.owner.organisation },
    { header: t(`${c}.contact`), kind: "text", value: ({ manifest }) => manifest.owner.contact },
    { header: t(`${c}.needs`), kind: "text", value: needs },
    { header: t(`${c}.state`), kind: "text", value: ({ state }) => t(`${c}.states.${state}`) },
    { header: t(`${c}.uploaded`), kind: "time", value: ({ uploadedAt }) => uploadedAt },
    { header: t(`${c}.uploadedBy`), kind: "text", value: ({ uploadedBy }) => uploadedBy },
    { header: t(`${c}.way`), kind: "text", value: way },
  ];
  return (
    <ExportButton
      name={t("apps.view.packages")}
      filter={[]}
      columns={columns}
      rows={() => Promise.resolve({ rows: packages, asOf: at, left: 0 })}
    />
  );
}
