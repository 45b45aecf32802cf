import type { PointHours } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { BulkBar } from "../../shared/bulk/BulkBar.tsx";
import { SelectBox } from "../../shared/bulk/SelectBox.tsx";
import { type Selection, useSelection } from "../../shared/bulk/selection.ts";
import type { ExportColumn } from "../../shared/export/column.ts";
import { ExportButton } from "../../shared/export/ExportButton.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { HoursBulkForm } from "./components/HoursBulkForm.tsx";
import { HoursText, useHoursWords } from "./components/HoursText.tsx";
import { PointTools } from "./components/PointTools.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { namesPoint } from "./point-filter.ts";
import { usePointHours } from "./queries.ts";

const pointId = (point: PointHours) => point.kioskId;

export function HoursPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionPage name="hours" intro={t("settings.hours.intro")}>
      {(contract) => <Hours contract={contract} />}
    </SectionPage>
  );
}

function Hours({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = usePointHours(contract);
  const mayChange = useCan("kiosk.manage", contract);
  const { q, open } = useSearch({ from: "/settings/hours" });
  const navigate = useNavigate({ from: "/settings/hours" });
  const selection = useSelection(pointId);
  const [editing, setEditing] = useState<readonly PointHours[]>();
  const wordsOf = useHoursWords();
  const columns: ExportColumn<PointHours>[] = [
    { header: t("settings.terminals.field.seq"), kind: "number", value: (p) => p.seq },
    { header: t("settings.terminals.field.id"), kind: "text", value: (p) => p.kioskId },
    { header: t("settings.terminals.field.name"), kind: "text", value: (p) => p.name },
    { header: t("settings.terminals.field.street"), kind: "text", value: (p) => p.street },
    {
      header: t("settings.hours.hours"),
      kind: "text",
      value: (p) => (p.openingHours === null ? t("settings.hours.unset") : wordsOf(p.openingHours)),
    },
  ];
  const set = (change: { q?: string | undefined; open?: "1" | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  return (
    <QueryView query={query} skeleton={<Lines rows={12} />}>
      {({ points, at }) => {
        const rows = points.filter((p) => namesPoint(p, q) && (open === undefined || p.openingHours === null));
        return (
          <>
            {mayChange ? null : <p className="muted">{t("settings.readOnly")}</p>}
            <div className="panel">
              <PointTools
                q={q}
                onQ={(value) => set({ q: value })}
                open={open !== undefined}
                openLabel={t("settings.hours.only")}
                onOpen={(on) => set({ open: on ? "1" : undefined })}
              >
                <ExportButton
                  size="small"
                  name={t("settings.section.hours")}
                  filter={[q ?? "", open === undefined ? "" : t("settings.hours.only")].filter((word) => word !== "")}
                  columns={columns}
                  total={rows.length}
                  rows={async () => ({ rows, asOf: at, left: 0 })}
                />
              </PointTools>
              {rows.length === 0 ? (
                <EmptyState title={t(points.length === 0 ? "settings.hours.none" : "settings.hours.empty")} />
              ) : (
                <HoursTable
                  rows={rows}
                  selection={mayChange ? selection : undefined}
                  onEdit={(point) => setEditing([point])}
                />
              )}
              <BulkBar selection={selection} all={rows}>
                <Button size="small" type="primary" onClick={() => setEditing(selection.items)}>
                  {t("settings.hours.edit")}
                </Button>
              </BulkBar>
            </div>
            {editing === undefined ? null : (
              <HoursBulkForm
                contract={contract}
                points={editing}
                all={points}
                onClose={(saved) => {
                  if (saved) selection.clear();
                  setEditing(undefined);
                }}
              />
            )}
          </>
        );
      }}
    </QueryView>
  );
}

interface HoursTableProps {
  rows: readonly PointHours[];
  /** undefined: only to be looked at */
  selection: Selection<PointHours> | undefined;
  onEdit: (point: PointHours) => void;
}

function HoursTable({ rows, selection, onEdit }: HoursTableProps) {
  const { t } = useTranslation();
  return (
    <table className="table cards" data-testid="hours">
      <thead>
        <tr>
          {selection === undefined ? null : (
            <th scope="col">
              <SelectBox items={rows} idOf={pointId} selection={selection} name={t("settings.hours.selectAll")} />
            </th>
          )}
          <th scope="col">{t("settings.hours.point")}</th>
          <th scope="col">{t("settings.hours.hours")}</th>
          <th scope="col">
            <span className="visually-hidden">{t("settings.edit")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((point) => (
          <tr key={point.kioskId} data-testid={`hours-${point.kioskId}`}>
            {selection === undefined ? null : (
              <td>
                <SelectBox
                  items={[point]}
                  idOf={pointId}
                  selection={selection}
                  name={t("settings.hours.select", { name: point.name })}
                />
              </td>
            )}
            <td className="card-title">
              <span>
                {t("common.seqPrefix", { seq: point.seq })} <Verbatim>{point.name}</Verbatim>{" "}
                <Verbatim className="muted small">{point.street}</Verbatim>
              </span>
            </td>
            <td data-label={t("settings.hours.hours")}>
              <HoursText hours={point.openingHours} />
            </td>
            <td>
              {selection === undefined ? null : (
                <Button
                  size="small"
                  aria-label={`${t("settings.edit")} ${point.name}`}
                  data-testid={`edit-${point.kioskId}`}
                  onClick={() => onEdit(point)}
                >
                  {t("settings.edit")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
