import type { AppId, ContractShelf } from "@kiosk/contract";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { cellKey, type GroupCell, groupCell, groupsOf } from "../matrix.ts";
import { useContractShelf } from "../queries.ts";
import type { AppsSearch } from "../search.ts";
import { useAppName } from "../use-app-name.ts";
import { CellDrawer } from "./CellDrawer.tsx";
import { ChangeForm, type ChangeStart } from "./ChangeForm.tsx";
import { ThemesPanel } from "./ThemesPanel.tsx";

interface ShelfTabProps {
  contract: string;
  search: AppsSearch;
  onGo: (next: AppsSearch) => void;
}

const toneOf = ({ failed, pending, suspended, inPlace }: GroupCell) => {
  if (failed > 0) return "fault";
  if (pending > 0 || suspended > 0) return "warn";
  return inPlace > 0 ? "ok" : "none";
};

/** The state in words and numbers; the colour only repeats it. */
function CellText({ cell }: { cell: GroupCell }) {
  const { t } = useTranslation();
  const c = "apps.cell" as const;
  if (cell.off === cell.terminals) return <span className="muted">{t(`${c}.off`)}</span>;
  return (
    <>
      <b>{t(`${c}.inPlace`, { n: cell.inPlace, of: cell.terminals - cell.off })}</b>
      <span className="muted">{cell.versions.join(" / ")}</span>
      {cell.failed > 0 ? <span className="tone-fault">{t(`${c}.failed`, { n: cell.failed })}</span> : null}
      {cell.pending > 0 ? <span>{t(`${c}.pending`, { n: cell.pending })}</span> : null}
      {cell.suspended > 0 ? <span>{t(`${c}.suspended`, { n: cell.suspended })}</span> : null}
      {cell.limited > 0 ? <span>{t(`${c}.limited`, { n: cell.limited })}</span> : null}
      {cell.off > 0 ? <span className="muted">{t(`${c}.someOff`, { n: cell.off })}</span> : null}
    </>
  );
}

function Matrix({ shelf, onOpen }: { shelf: ContractShelf; onOpen: (app: AppId, street: string) => void }) {
  const { t } = useTranslation();
  const nameOf = useAppName();
  const cells = new Map(shelf.cells.map((cell) => [cellKey(cell.kioskId, cell.appId), cell]));
  return (
    <div className="apps-scroll">
      <table className="table apps-matrix" data-testid="shelf-matrix">
        <thead>
          <tr>
            <th scope="col">{t("apps.group")}</th>
            {shelf.apps.map((app) => (
              <th scope="col" key={app}>
                {nameOf(app)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groupsOf(shelf.terminals).map(({ street, terminals }) => (
            <tr key={street}>
              <th scope="row">
                <Verbatim>{street}</Verbatim>{" "}
                <span className="muted">{t("apps.terminals", { n: terminals.length })}</span>
              </th>
              {shelf.apps.map((app) => {
                const cell = groupCell(terminals, app, cells);
                return (
                  <td key={app}>
                    <button
                      type="button"
                      className={`apps-cell apps-cell-${toneOf(cell)}`}
                      data-testid={`cell-${app}-${street}`}
                      aria-label={t("apps.openCell", { app: nameOf(app), street })}
                      onClick={() => onOpen(app, street)}
                    >
                      <CellText cell={cell} />
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ShelfTab({ contract, search, onGo }: ShelfTabProps) {
  const { t } = useTranslation();
  const query = useContractShelf(contract);
  const may = useCan("shelf.change", contract);
  const [form, setForm] = useState<ChangeStart | undefined>();
  return (
    <>
      <QueryView query={query} skeleton={<Lines rows={10} />}>
        {(shelf) => (
          <>
            <Panel
              title={t("apps.view.shelf")}
              sub={t("apps.shelfSub")}
              extra={
                may ? (
                  <Button type="primary" data-testid="change-open" onClick={() => setForm({ action: "on" })}>
                    {t("apps.newChange")}
                  </Button>
                ) : undefined
              }
            >
              {shelf.apps.length === 0 ? (
                <EmptyState title={t("apps.none")} hint={t("apps.noneHint")} />
              ) : (
                <Matrix shelf={shelf} onOpen={(app, street) => onGo({ app, street })} />
              )}
            </Panel>
            <ThemesPanel shelf={shelf} may={may} onChange={() => setForm({ action: "theme" })} />
            {search.app === undefined || search.street === undefined ? null : (
              <CellDrawer
                shelf={shelf}
                app={search.app}
                street={search.street}
                may={may}
                onChange={setForm}
                onClose={() => onGo({ app: undefined, street: undefined })}
              />
            )}
          </>
        )}
      </QueryView>
      {form === undefined || query.data === undefined ? null : (
        <ChangeForm contract={contract} shelf={query.data} start={form} onClose={() => setForm(undefined)} />
      )}
    </>
  );
}
