import { memo, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { formatTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { type Axis, hoursOf, shareOf, spanOf } from "../model/axis.ts";
import { type Lane, type Stop, waitsFrom } from "../model/lanes.ts";
import type { DropTarget } from "./use-drag.ts";
import { VisitSigns } from "./VisitMarks.tsx";

interface TimelineLaneProps {
  lane: Lane;
  axis: Axis;
  /** when each visit's point is open, as text */
  open: ReadonlyMap<string, string | undefined>;
  selected: string | undefined;
  hovered: string | undefined;
  target: DropTarget | undefined;
  movable: boolean;
  onSelect: (id: string) => void;
  onHover: (id: string | undefined) => void;
  onMove: (id: string) => void;
  onDown: (event: PointerEvent<HTMLElement>, id: string) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onUp: () => void;
  onCancel: () => void;
}

/** Before which instant the visit that is dragged would come to lie. */
function markAt({ stops, technician }: Lane, { visitId, position }: DropTarget): number {
  const others = stops.filter(({ visit }) => visit.id !== visitId);
  const next = others[position];
  const last = others.at(-1);
  if (next !== undefined) return next.visit.beginAt - next.visit.travelMs / 2;
  return last === undefined ? technician.startAt : last.visit.leaveAt;
}

function LaneHead({ lane: { technician, letter, index, stops } }: { lane: Lane }) {
  const { t } = useTranslation();
  const lang = useLang();
  const l = "routes.lane" as const;
  return (
    <div className="route-lane-head">
      <span className={`route-code route-c${index % 6}`}>{letter}</span>
      <span className="route-lane-who">
        <b>
          <Verbatim>{technician.name}</Verbatim>
        </b>
        <small className="muted">
          {stops.length === 0
            ? t(`${l}.empty`)
            : t(`${l}.summary`, { n: stops.length, travel: formatDuration(technician.travelMs, lang) })}
        </small>
        {technician.overtimeMs > 0 ? (
          <small className="tone-warning">
            {t(`${l}.overtime`, { duration: formatDuration(technician.overtimeMs, lang) })}
          </small>
        ) : null}
        {technician.absent ? (
          <small className="tone-warning">
            {technician.absentFrom === null
              ? t(`${l}.absent`)
              : t(`${l}.absentFrom`, { time: formatTime(technician.absentFrom) })}
          </small>
        ) : null}
      </span>
    </div>
  );
}

function Ground({ lane: { technician, stops }, axis }: { lane: Lane; axis: Axis }) {
  const { t } = useTranslation();
  const { lunch, overtimeMs, startAt, endAt, absent, absentFrom } = technician;
  const last = stops.at(-1)?.visit.leaveAt ?? endAt;
  return (
    <>
      {hoursOf(axis).map((at) => (
        <i key={at} className="route-hour" style={{ left: `${shareOf(axis, at) * 100}%` }} />
      ))}
      {stops.length === 0 ? null : <i className="route-shift" style={spanOf(axis, startAt, endAt)} />}
      {overtimeMs > 0 ? <i className="route-overtime" style={spanOf(axis, endAt - overtimeMs, endAt)} /> : null}
      {absent ? <i className="route-absent" style={spanOf(axis, absentFrom ?? axis.from, axis.to)} /> : null}
      {lunch === null ? null : (
        <span className="route-lunch" style={spanOf(axis, lunch.from, lunch.to)}>
          {t("routes.legend.lunch")}
        </span>
      )}
      {stops.map(({ visit }) => (
        <i
          key={visit.id}
          className="route-travel"
          style={spanOf(axis, visit.arriveAt - visit.travelMs, visit.arriveAt)}
        />
      ))}
      {stops.map((stop) => {
        const from = waitsFrom(stop, technician);
        return from === undefined ? null : (
          <i key={stop.visit.id} className="route-wait" style={spanOf(axis, from, stop.visit.beginAt)} />
        );
      })}
      {stops.length > 0 && endAt > last ? (
        <i className="route-travel route-back" style={spanOf(axis, last, endAt)} />
      ) : null}
    </>
  );
}

function Bar({
  stop,
  lane,
  ...p
}: Omit<TimelineLaneProps, "target" | "selected" | "hovered"> & {
  stop: Stop;
  isSelected: boolean;
  isHovered: boolean;
}) {
  const { t } = useTranslation();
  const { visit, code } = stop;
  const v = "routes.visit" as const;
  const free = p.movable && visit.state === "planned";
  const open = p.open.get(visit.id);
  const words = t(`${v}.bar`, {
    code,
    name: visit.kioskName,
    from: formatTime(visit.beginAt),
    to: formatTime(visit.leaveAt),
    state: t(`${v}.states.${visit.state}`),
  });
  const openWords = visit.hoursAssumed || open === undefined ? t(`${v}.hoursAssumed`) : `${t(`${v}.open`)} ${open}`;
  return (
    <button
      type="button"
      data-visit={visit.id}
      className={`route-bar route-c${lane.index % 6} route-bar-${visit.state} ${visit.late ? "late" : ""} ${free ? "free" : ""} ${p.isSelected ? "selected" : ""} ${p.isHovered ? "hovered" : ""}`}
      style={spanOf(p.axis, visit.beginAt, visit.leaveAt)}
      aria-pressed={p.isSelected}
      aria-label={words}
      title={`${words}\n${openWords}`}
      onClick={() => p.onSelect(visit.id)}
      onPointerEnter={() => p.onHover(visit.id)}
      onPointerLeave={() => p.onHover(undefined)}
      onFocus={() => p.onHover(visit.id)}
      onBlur={() => p.onHover(undefined)}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey || !free) return;
        event.preventDefault();
        p.onMove(visit.id);
      }}
      {...(free
        ? {
            onPointerDown: (event: PointerEvent<HTMLElement>) => p.onDown(event, visit.id),
            onPointerMove: p.onPointerMove,
            onPointerUp: p.onUp,
            onPointerCancel: p.onCancel,
          }
        : {})}
    >
      <b>{code}</b>
      <VisitSigns visit={visit} />
      <Verbatim className="route-bar-name">{visit.kioskName}</Verbatim>
    </button>
  );
}

/** Drawn anew only where its own visits, choice or target change: the others stay while something is dragged. */
export const TimelineLane = memo(function TimelineLane(props: TimelineLaneProps) {
  const { lane, axis, target, selected, hovered } = props;
  return (
    <div className="route-lane">
      <LaneHead lane={lane} />
      <div className={`route-track ${target === undefined ? "" : "targeted"}`} data-lane={lane.technician.technicianId}>
        <Ground lane={lane} axis={axis} />
        {lane.stops.map((stop) => (
          <Bar
            key={stop.visit.id}
            {...props}
            stop={stop}
            isSelected={stop.visit.id === selected}
            isHovered={stop.visit.id === hovered}
          />
        ))}
        {target === undefined ? null : (
          <i className="route-drop" style={{ left: `${shareOf(axis, markAt(lane, target)) * 100}%` }} />
        )}
      </div>
    </div>
  );
});
