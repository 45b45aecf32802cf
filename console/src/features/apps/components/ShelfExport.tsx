import type { ContractShelf } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useAppName } from "../use-app-name.ts";

type Terminal = ContractShelf["terminals"][number];
type Row = Terminal & { readonly cell: ContractShelf["cells"][number] };

/** The matrix in full: each app of each terminal, what is wanted there and what came of it. */
export function ShelfExport({ shelf }: { shelf: ContractShelf }) {
  const { t } = useTranslation();
  const lang = useLang();
  const nameOf = useAppName();
  const terminals = new Map(shelf.terminals.map((terminal) => [terminal.kioskId, terminal]));
  const rows = shelf.cells.flatMap((cell): Row[] => {
    const terminal = terminals.get(cell.kioskId);
    return terminal === undefined ? [] : [{ ...terminal, cell }];
  });
  const f = "apps.form" as const;
  const columns: ExportColumn<Row>[] = [
    { header: t("apps.group"), kind: "text", value: ({ street }) => street },
    { header: t("apps.terminal"), kind: "text", value: ({ seq, name }) => `#${seq} ${name}` },
    { header: t(`${f}.app`), kind: "text", value: ({ cell }) => nameOf(cell.appId) },
    {
      header: t("apps.wanted"),
      kind: "text",
      value: ({ cell: { wanted } }) =>
        wanted === null ? t("apps.cell.off") : t(wanted.state === "on" ? "apps.action.on" : "apps.action.off"),
    },
    { header: t(`${f}.version`), kind: "text", value: ({ cell }) => cell.wanted?.version ?? null },
    { header: t(`${f}.at`), kind: "time", value: ({ cell }) => cell.wanted?.effectiveAt ?? null },
    { header: t(`${f}.reason`), kind: "text", value: ({ cell }) => cell.wanted?.reason?.[lang] ?? null },
    { header: t(`${f}.until`), kind: "time", value: ({ cell }) => cell.wanted?.until ?? null },
    { header: t("apps.inPlace"), kind: "text", value: ({ cell }) => cell.inPlace },
    {
      header: t("apps.failure"),
      kind: "text",
      value: ({ cell }) => (cell.error === null ? null : t(`apps.error.${cell.error}`)),
    },
    {
      header: t("apps.service"),
      kind: "text",
      value: ({ cell }) => t(`apps.state.${cell.service ?? "unknown"}`),
    },
  ];
  return (
    <ExportButton
      name={t("apps.title")}
      filter={[t("apps.view.shelf")]}
      columns={columns}
      rows={() => Promise.resolve({ rows, asOf: shelf.at, left: 0 })}
    />
  );
}
