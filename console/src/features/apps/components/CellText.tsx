import type { ShelfChange } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatShort } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import type { GroupCell } from "../matrix.ts";

/** A cell's state in words and numbers, since when, and what comes next; the colour only repeats it. */
export function CellText({ cell, coming }: { cell: GroupCell; coming: readonly ShelfChange[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const c = "apps.cell" as const;
  const isOff = cell.off === cell.terminals;
  return (
    <>
      {isOff ? (
        <span className="muted">{t(cell.takenOff > 0 ? `${c}.takenOff` : `${c}.off`)}</span>
      ) : (
        <>
          <b>{t(`${c}.inPlace`, { n: cell.inPlace, of: cell.terminals - cell.off })}</b>
          <span className="muted">{cell.versions.join(" / ")}</span>
          {cell.failed > 0 ? <span className="tone-fault">{t(`${c}.failed`, { n: cell.failed })}</span> : null}
          {cell.pending > 0 ? <span>{t(`${c}.pending`, { n: cell.pending })}</span> : null}
          {cell.unreached > 0 ? <span className="muted">{t(`${c}.unreached`, { n: cell.unreached })}</span> : null}
          {cell.suspended > 0 ? <span>{t(`${c}.suspended`, { n: cell.suspended })}</span> : null}
          {cell.limited > 0 ? <span>{t(`${c}.limited`, { n: cell.limited })}</span> : null}
          {cell.off > 0 ? <span className="muted">{t(`${c}.someOff`, { n: cell.off })}</span> : null}
        </>
      )}
      {cell.since === null ? null : (
        <span className="muted">{t(`${c}.since`, { at: formatShort(cell.since, now) })}</span>
      )}
      {coming.map(({ id, action, version, effectiveAt, state }) => (
        <span key={id} className="apps-coming">
          {t(state === "rolling" ? `${c}.rolling` : `${c}.coming`, {
            at: formatShort(effectiveAt, now),
            what: t(`apps.action.${action}`),
            version: version === null ? "" : ` ${version}`,
          })}
        </span>
      ))}
    </>
  );
}
