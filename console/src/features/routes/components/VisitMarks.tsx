import { CheckCircleOutlined, ClockCircleOutlined, PlayCircleOutlined, PushpinOutlined } from "@ant-design/icons";
import type { PlannedVisit } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

/** What stands out about a visit, as small signs; the words are in `VisitChips`. */
export function VisitSigns({ visit }: { visit: PlannedVisit }) {
  return (
    <span className="route-signs" aria-hidden="true">
      {visit.late ? <ClockCircleOutlined className="tone-fault" /> : null}
      {visit.pinned ? <PushpinOutlined /> : null}
      {visit.state === "started" ? <PlayCircleOutlined className="tone-warning" /> : null}
      {visit.state === "done" ? <CheckCircleOutlined className="tone-ok" /> : null}
    </span>
  );
}

const stateChips = {
  planned: "chip chip-dashed",
  started: "chip chip-warn",
  done: "chip chip-ok",
  cancelled: "chip",
} as const;

export function VisitChips({ visit }: { visit: PlannedVisit }) {
  const { t } = useTranslation();
  const v = "routes.visit" as const;
  return (
    <span className="route-chips">
      <span className={stateChips[visit.state]}>{t(`${v}.states.${visit.state}`)}</span>
      {visit.late ? (
        <span className="chip chip-bad" title={t(`${v}.lateHint`)}>
          {t(`${v}.late`)}
        </span>
      ) : null}
      {visit.pinned ? (
        <span className="chip" title={t(`${v}.pinnedHint`)}>
          {t(`${v}.pinned`)}
        </span>
      ) : null}
      {visit.hoursAssumed ? <span className="chip chip-dashed">{t(`${v}.hoursAssumed`)}</span> : null}
    </span>
  );
}
