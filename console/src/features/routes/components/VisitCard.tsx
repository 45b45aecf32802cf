import type { DayPlan, PointHoursList } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { formatTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { dueText } from "../model/due-text.ts";
import { type findStop, waitsFrom } from "../model/lanes.ts";
import { openText } from "../model/open-hours.ts";
import { TaskList } from "./TaskList.tsx";
import { VisitChips } from "./VisitMarks.tsx";

interface VisitCardProps {
  plan: DayPlan;
  found: ReturnType<typeof findStop>;
  hours: PointHoursList | undefined;
  onMove: ((id: string) => void) | undefined;
}

/** Everything about the visit that is chosen. */
export function VisitCard({ plan, found, hours, onMove }: VisitCardProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const v = "routes.visit" as const;
  if (found === undefined) return <p className="route-hint muted">{t(`${v}.none`)}</p>;
  const { visit, code, lane } = found;
  const waits = waitsFrom(found, lane.technician);
  const open = openText(hours, visit.kioskId, plan.date);
  const parts = [
    visit.travelMs > 0 ? t(`${v}.travel`, { duration: formatDuration(visit.travelMs, lang) }) : "",
    t(`${v}.arrive`, { time: formatTime(visit.arriveAt) }),
    waits === undefined ? "" : t(`${v}.wait`, { duration: formatDuration(visit.beginAt - waits, lang) }),
    t(`${v}.service`, { duration: formatDuration(visit.serviceMs, lang) }),
  ].filter((part) => part !== "");
  return (
    <Panel
      className="route-card"
      title={
        <>
          <span className={`route-code route-c${lane.index % 6}`}>{code}</span> {visit.kioskSeq}{" "}
          <Verbatim>{visit.kioskName}</Verbatim>
        </>
      }
      extra={
        onMove === undefined || visit.state !== "planned" ? undefined : (
          <Button size="small" onClick={() => onMove(visit.id)} data-testid="move-selected">
            {t("routes.act.move")}
          </Button>
        )
      }
    >
      <dl className="facts" data-testid="visit-card">
        <Fact label={t(`${v}.time`)}>
          {formatTime(visit.beginAt)}–{formatTime(visit.leaveAt)}{" "}
          <span className="muted">{parts.join(t("common.enumeration"))}</span>
        </Fact>
        <Fact label={t(`${v}.person`)}>
          <Verbatim>{lane.technician.name}</Verbatim>
        </Fact>
        <Fact label={t(`${v}.tasks`)}>
          <TaskList tasks={visit.tasks} taskLabels={visit.taskLabels} />
        </Fact>
        <Fact label={t(`${v}.due`)}>
          {visit.dueAt === null ? t(`${v}.noDue`) : dueText(visit.dueAt, plan.at, lang)}
        </Fact>
        <Fact label={t(`${v}.open`)}>
          {open === undefined ? t(`${v}.hoursAssumed`) : open === "" ? t(`${v}.closed`) : open}
        </Fact>
        <Fact label={t(`${v}.address`)}>
          <Verbatim>{visit.address}</Verbatim>
        </Fact>
        <Fact label={t(`${v}.state`)}>
          <VisitChips visit={visit} />{" "}
          <Link to="/terminals/$id" params={{ id: visit.kioskId }}>
            {t(`${v}.terminal`)}
          </Link>
        </Fact>
      </dl>
    </Panel>
  );
}
