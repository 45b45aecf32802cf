import type { Voices } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { useAppName } from "../use-app-name.ts";

type Report = Voices["reports"][number];
type Rating = Voices["ratings"][number];

/** Where, of which app, when, with which receipt: both files begin and end alike. */
function useCommon() {
  const { t } = useTranslation();
  const nameOf = useAppName();
  const c = "apps.voices" as const;
  return {
    head: [
      { header: t(`${c}.at`), kind: "time", value: ({ at }: Report | Rating) => at },
      { header: t("apps.terminal"), kind: "text", value: ({ kioskName }: Report | Rating) => kioskName },
      {
        header: t("apps.form.app"),
        kind: "text",
        value: ({ appId }: Report | Rating) => (appId === null ? null : nameOf(appId)),
      },
    ],
    receipt: { header: t(`${c}.receipt`), kind: "text", value: ({ receipt }: Report | Rating) => receipt },
  } as const;
}

export function ReportsExport({ voices: { reports, at } }: { voices: Voices }) {
  const { t } = useTranslation();
  const { head, receipt } = useCommon();
  const c = "apps.voices" as const;
  const columns: ExportColumn<Report>[] = [
    ...head,
    { header: t(`${c}.kind`), kind: "text", value: ({ kind }) => t(`${c}.kinds.${kind}`) },
    { header: t(`${c}.text`), kind: "text", value: ({ text }) => text },
    { header: t(`${c}.order`), kind: "text", value: ({ orderNumber }) => orderNumber },
    receipt,
  ];
  return (
    <ExportButton
      name={t(`${c}.reports`)}
      filter={[]}
      columns={columns}
      rows={() => Promise.resolve({ rows: reports, asOf: at, left: 0 })}
    />
  );
}

export function RatingsExport({ voices: { ratings, at } }: { voices: Voices }) {
  const { t } = useTranslation();
  const { head, receipt } = useCommon();
  const c = "apps.voices" as const;
  const columns: ExportColumn<Rating>[] = [
    ...head,
    { header: t(`${c}.stars`), kind: "number", value: ({ stars }) => stars },
    {
      header: t(`${c}.tags`),
      kind: "text",
      value: ({ tags }) => tags.map((tag) => t(`${c}.tag.${tag}`)).join(t("apps.listSeparator")),
    },
    {
      header: t(`${c}.fault`),
      kind: "text",
      value: ({ faultId }) => t(faultId === null ? `${c}.noFault` : `${c}.hadFault`),
    },
    receipt,
  ];
  return (
    <ExportButton
      name={t(`${c}.ratings`)}
      filter={[]}
      columns={columns}
      rows={() => Promise.resolve({ rows: ratings, asOf: at, left: 0 })}
    />
  );
}
