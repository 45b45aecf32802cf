import type { AppId, ContractShelf, ShelfCell } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { cellKey, comingTo, isInPlace, isOn } from "../matrix.ts";
import { useAppName } from "../use-app-name.ts";
import type { ChangeStart } from "./ChangeForm.tsx";
import { MissingList } from "./MissingList.tsx";

interface CellDrawerProps {
  shelf: ContractShelf;
  app: AppId;
  street: string;
  may: boolean;
  onChange: (start: ChangeStart) => void;
  onClose: () => void;
}

/** What is wanted at one terminal, and whether it is so. */
function Placed({ cell }: { cell: ShelfCell | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const c = "apps.cell" as const;
  if (cell?.wanted == null) return <span className="muted">{t(`${c}.off`)}</span>;
  const { effectiveAt } = cell.wanted;
  const since = <span className="muted">{t(`${c}.since`, { at: formatDateTime(effectiveAt) })}</span>;
  if (!isOn(cell)) {
    const { reason, until } = cell.wanted;
    return (
      <span>
        {t(`${c}.takenOff`)} {since}
        {reason === null ? null : (
          <>
            {" · "}
            <Verbatim>{reason[lang]}</Verbatim>
          </>
        )}
        {until === null ? null : ` · ${t(`${c}.until`, { at: formatDateTime(until) })}`}
      </span>
    );
  }
  return (
    <span className="apps-placed">
      <span className={isInPlace(cell) ? "chip chip-ok" : "chip chip-dashed"}>
        {isInPlace(cell)
          ? t(`${c}.has`, { version: cell.inPlace })
          : t(`${c}.wants`, { version: cell.wanted.version, has: cell.inPlace ?? t(`${c}.nothing`) })}
      </span>
      {cell.error === null ? null : <span className="tone-fault">{t(`apps.error.${cell.error}`)}</span>}
      {since}
    </span>
  );
}

/** One app in one group: each of its terminals, and what may be done about it. */
export function CellDrawer({ shelf, app, street, may, onChange, onClose }: CellDrawerProps) {
  const { t } = useTranslation();
  const nameOf = useAppName();
  const cells = new Map(shelf.cells.map((cell) => [cellKey(cell.kioskId, cell.appId), cell]));
  const terminals = shelf.terminals.filter((terminal) => terminal.street === street);
  const start = (action: ChangeStart["action"]) => onChange({ action, app, scope: { kind: "group", street } });
  const coming = comingTo(shelf.changes, app, street, terminals);
  return (
    <Drawer
      open
      size={720}
      title={
        <>
          {nameOf(app)} · <Verbatim>{street}</Verbatim>
        </>
      }
      closable={{ "aria-label": t("common.close") }}
      onClose={onClose}
    >
      {may ? (
        <p className="apps-acts">
          <Button onClick={() => start("on")}>{t("apps.action.on")}</Button>
          <Button onClick={() => start("off")}>{t("apps.action.off")}</Button>
          <Button onClick={() => start("version")}>{t("apps.action.version")}</Button>
          <Button onClick={() => start("adjust")}>{t("apps.action.adjust")}</Button>
        </p>
      ) : null}
      {coming.length === 0 ? null : (
        <p>
          <Link to="/apps" search={{ view: "changes", app }}>
            {t("apps.comingChanges", { n: coming.length })}
          </Link>
        </p>
      )}
      <table className="table cards" data-testid="cell-terminals">
        <thead>
          <tr>
            <th scope="col">{t("apps.terminal")}</th>
            <th scope="col">{t("apps.onShelf")}</th>
            <th scope="col">{t("apps.service")}</th>
            {may ? <th scope="col">{t("apps.changes.acts")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {terminals.map(({ kioskId, seq, name, online }) => {
            const cell = cells.get(cellKey(kioskId, app));
            return (
              <tr key={kioskId}>
                <td className="card-title">
                  <Link to="/terminals/$id" params={{ id: kioskId }}>
                    <Verbatim>{`#${seq} ${name}`}</Verbatim>
                  </Link>
                  {online ? null : <span className="muted"> {t("apps.unreachable")}</span>}
                </td>
                <td data-label={t("apps.onShelf")}>
                  <Placed cell={cell} />
                </td>
                <td data-label={t("apps.service")}>
                  {!isOn(cell) ? null : cell?.service == null ? (
                    <span className="muted">{t("apps.state.unknown")}</span>
                  ) : (
                    <>
                      {t(`apps.state.${cell.service}`)} <MissingList missing={cell.missing} />
                    </>
                  )}
                </td>
                {may ? (
                  <td>
                    <Button
                      size="small"
                      data-testid={`change-${kioskId}`}
                      aria-label={t("apps.changeOneNamed", { name })}
                      onClick={() =>
                        onChange({ action: isOn(cell) ? "off" : "on", app, scope: { kind: "kiosk", kioskId } })
                      }
                    >
                      {t("apps.changeOne")}
                    </Button>
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Drawer>
  );
}
