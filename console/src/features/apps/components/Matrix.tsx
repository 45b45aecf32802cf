import type { AppId, ContractShelf } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { byVersion, cellKey, comingTo, type GroupCell, groupCell, groupsOf } from "../matrix.ts";
import { usePackages } from "../queries.ts";
import { useAppName } from "../use-app-name.ts";
import { CellText } from "./CellText.tsx";
import { Needs } from "./Needs.tsx";

const toneOf = ({ failed, pending, suspended, inPlace }: GroupCell) => {
  if (failed > 0) return "fault";
  if (pending > 0 || suspended > 0) return "warn";
  return inPlace > 0 ? "ok" : "none";
};

/** What the newest released version of an app needs of a terminal. */
function NeedsOf({ app }: { app: AppId }) {
  const { data } = usePackages();
  const [newest] = (data?.packages ?? [])
    .flatMap(({ manifest, state }) => (manifest.id === app && state === "released" ? [manifest] : []))
    .sort((a, b) => byVersion(b.version, a.version));
  if (newest === undefined) return null;
  return (
    <small className="apps-needs">
      <Needs manifest={newest} />
    </small>
  );
}

export function Matrix({ shelf, onOpen }: { shelf: ContractShelf; onOpen: (app: AppId, street: string) => void }) {
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
                <NeedsOf app={app} />
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
                      onClick={() => onOpen(app, street)}
                    >
                      <span className="visually-hidden">
                        {nameOf(app)} <Verbatim>{street}</Verbatim>
                      </span>
                      <CellText cell={cell} coming={comingTo(shelf.changes, app, street, terminals)} />
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
