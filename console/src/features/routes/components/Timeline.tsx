import type { DayPlan, PointHoursList } from "@kiosk/contract";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatTime, parseDate } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { useStable } from "../../../shared/ui/use-stable.ts";
import { type Axis, axisOf, hoursOf, shareOf } from "../model/axis.ts";
import type { Lane } from "../model/lanes.ts";
import { openText } from "../model/open-hours.ts";
import { TimelineLane } from "./TimelineLane.tsx";
import { type DropTarget, useDrag } from "./use-drag.ts";

interface TimelineProps {
  plan: DayPlan;
  lanes: readonly Lane[];
  hours: PointHoursList | undefined;
  selected: string | undefined;
  hovered: string | undefined;
  onSelect: (id: string) => void;
  onHover: (id: string | undefined) => void;
  /** undefined: nothing can be moved */
  onMove: ((id: string) => void) | undefined;
  onDrop: (target: DropTarget) => void;
}

function NowLine({ axis }: { axis: Axis }) {
  const { t } = useTranslation();
  const now = useNow();
  if (now < axis.from || now > axis.to) return null;
  return (
    <div className="route-now" style={{ left: `${shareOf(axis, now) * 100}%` }}>
      <span>
        {t("routes.legend.now")} {formatTime(now)}
      </span>
    </div>
  );
}

/** One lane per technician, the hours of the day from left to right. */
export function Timeline(props: TimelineProps) {
  const { plan, lanes, hours, selected, hovered, onMove } = props;
  const { t } = useTranslation();
  const holder = useRef<HTMLDivElement>(null);
  const axis = useMemo(() => axisOf(lanes, parseDate(plan.date) ?? plan.at), [lanes, plan.date, plan.at]);
  const { target, handlers, takeSuppressed } = useDrag({ lanes, axis, holder, onDrop: props.onDrop });
  const select = useStable((id: string) => {
    if (!takeSuppressed()) props.onSelect(id);
  });
  const hover = useStable(props.onHover);
  const move = useStable((id: string) => onMove?.(id));
  const down = useStable(handlers.onPointerDown);
  const pointerMove = useStable(handlers.onPointerMove);
  const up = useStable(handlers.onPointerUp);
  const cancel = useStable(handlers.onPointerCancel);
  const open = useMemo(
    () => new Map(plan.visits.map(({ id, kioskId }) => [id, openText(hours, kioskId, plan.date)])),
    [plan.visits, plan.date, hours],
  );
  const l = "routes.legend" as const;
  const holds = (lane: Lane, id: string | undefined) =>
    lane.stops.some(({ visit }) => visit.id === id) ? id : undefined;
  return (
    <div className="route-timeline">
      <div className="route-scroll">
        <div className="route-chart" ref={holder}>
          <div className="route-axis" aria-hidden="true">
            <span />
            <div className="route-hours">
              {hoursOf(axis).map((at) => (
                <span key={at} style={{ left: `${shareOf(axis, at) * 100}%` }}>
                  {formatTime(at)}
                </span>
              ))}
            </div>
          </div>
          {lanes.map((lane) => (
            <TimelineLane
              key={lane.technician.technicianId}
              lane={lane}
              axis={axis}
              open={open}
              selected={holds(lane, selected)}
              hovered={holds(lane, hovered)}
              target={target?.technicianId === lane.technician.technicianId ? target : undefined}
              movable={onMove !== undefined}
              onSelect={select}
              onHover={hover}
              onMove={move}
              onDown={down}
              onPointerMove={pointerMove}
              onUp={up}
              onCancel={cancel}
            />
          ))}
          <div className="route-now-holder" aria-hidden="true">
            <span />
            <div>
              <NowLine axis={axis} />
            </div>
          </div>
        </div>
      </div>
      <p className="route-legend">
        <span>
          <i className="route-key route-key-travel" aria-hidden="true" /> {t(`${l}.travel`)}
        </span>
        <span>
          <i className="route-key route-key-wait" aria-hidden="true" /> {t(`${l}.wait`)}
        </span>
        <span>
          <i className="route-key route-key-lunch" aria-hidden="true" /> {t(`${l}.lunch`)}
        </span>
        <span>
          <i className="route-key route-key-overtime" aria-hidden="true" /> {t(`${l}.overtime`)}
        </span>
        {onMove === undefined ? null : <span className="muted">{t(`${l}.drag`)}</span>}
      </p>
    </div>
  );
}
