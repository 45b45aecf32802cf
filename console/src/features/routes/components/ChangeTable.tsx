import type { DayPlan, PlannedVisit } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/format/time.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { planChanges } from "../model/plan-diff.ts";

/** Who gets which visits, against another plan of the day. */
export function ChangeTable({ before, after }: { before: DayPlan; after: DayPlan }) {
  const { t } = useTranslation();
  const p = "routes.publish" as const;
  const names = new Map([...before.technicians, ...after.technicians].map((one) => [one.technicianId, one.name]));
  const changes = planChanges(before, after);
  if (changes.length === 0) return <p className="muted">{t(`${p}.none`)}</p>;
  const show = (visit: PlannedVisit | undefined) =>
    visit === undefined ? (
      <span className="muted">{t(`${p}.nobody`)}</span>
    ) : (
      <span>
        <Verbatim>{names.get(visit.technicianId) ?? ""}</Verbatim> {formatTime(visit.beginAt)}
      </span>
    );
  return (
    <table className="table cards" data-testid="plan-changes">
      <thead>
        <tr>
          <th scope="col">{t("routes.visit.point")}</th>
          <th scope="col">{t(`${p}.change`)}</th>
          <th scope="col">{t(`${p}.before`)}</th>
          <th scope="col">{t(`${p}.after`)}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.visitId}>
            <td className="card-title">
              <span>
                {change.kioskSeq} <Verbatim>{change.kioskName}</Verbatim>
              </span>
            </td>
            <td data-label={t(`${p}.change`)}>
              <span
                className={
                  change.kind === "removed" ? "chip chip-bad" : change.kind === "time" ? "chip" : "chip chip-warn"
                }
              >
                {t(`${p}.kind.${change.kind}`)}
              </span>
            </td>
            <td data-label={t(`${p}.before`)}>{show(change.before)}</td>
            <td data-label={t(`${p}.after`)}>{show(change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
