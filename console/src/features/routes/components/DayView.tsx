import type { DayPlan, PointHoursList } from "@kiosk/contract";
import { Button, Segmented } from "antd";
import { useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { phoneQuery, useMedia } from "../../../shared/ui/use-media.ts";
import { LazyRouteMap } from "../map/LazyRouteMap.tsx";
import { findStop, lanesOf } from "../model/lanes.ts";
import { dayViews, type RoutesSearch, type DayView as Shown } from "../search.ts";
import { type DayAct, DayHead } from "./DayHead.tsx";
import { KitPanel } from "./KitPanel.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { Assumed, Problems, Unserved } from "./Notes.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { PrintSheets } from "./PrintSheets.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { StopTable } from "./StopTable.tsx";
import { Timeline } from "./Timeline.tsx";
import { UrgentDialog } from "./UrgentDialog.tsx";
import type { DropTarget } from "./use-drag.ts";
import { VisitCard } from "./VisitCard.tsx";

interface DayViewProps {
  plan: DayPlan;
  hours: PointHoursList | undefined;
  mayPlan: boolean;
  isPast: boolean;
  search: RoutesSearch;
  onGo: (next: Partial<RoutesSearch>) => void;
}

type Open =
  | { readonly act: DayAct }
  | { readonly act: "move"; readonly wanted: Pick<DropTarget, "visitId"> & Partial<DropTarget> };

/** One day: what is chosen is chosen on timeline, map and list alike. */
export function DayView({ plan, hours, mayPlan, isPast, search, onGo }: DayViewProps) {
  const { t } = useTranslation();
  const isPhone = useMedia(phoneQuery);
  const [open, setOpen] = useState<Open>();
  const [hovered, setHovered] = useState<string>();
  const [printed, setPrinted] = useState<string>();
  const lanes = useMemo(() => lanesOf(plan), [plan]);
  const stage = search.stage ?? "latest";
  const mayChange = mayPlan && stage === "latest";
  const view: Shown = search.view ?? (isPhone ? "table" : "timeline");
  const found = findStop(lanes, search.visit);
  const select = (id: string) => onGo({ visit: id === search.visit ? undefined : id });
  const move = mayChange ? (visitId: string) => setOpen({ act: "move", wanted: { visitId } }) : undefined;
  const close = () => setOpen(undefined);
  useEffect(() => {
    const done = () => setPrinted(undefined);
    window.addEventListener("afterprint", done);
    return () => window.removeEventListener("afterprint", done);
  }, []);
  const print = (technicianId: string | undefined) => {
    flushSync(() => setPrinted(technicianId));
    window.print();
  };
  const isNone = plan.state === "none" && plan.visits.length === 0;
  const shared = { lanes, hovered, selected: search.visit, onSelect: select, onHover: setHovered };
  return (
    <div className="route-day-view">
      <DayHead
        plan={plan}
        lanes={lanes}
        stage={stage}
        mayPlan={mayChange}
        isPast={isPast}
        onStage={(next) => onGo({ stage: next === "published" ? next : undefined })}
        onAct={(act) => setOpen({ act })}
        onPrint={print}
      />
      <Problems plan={plan} />
      {isNone ? (
        <div className="panel">
          <EmptyState
            title={t("routes.empty.title")}
            hint={t(
              plan.workingDay === false
                ? "routes.empty.rest"
                : mayChange
                  ? "routes.empty.hint"
                  : "routes.empty.readOnly",
            )}
            action={
              mayChange ? (
                <Button type="primary" onClick={() => setOpen({ act: "plan" })}>
                  {t("routes.act.plan")}
                </Button>
              ) : undefined
            }
          />
        </div>
      ) : (
        <>
          <section className="panel route-board" aria-label={t(`routes.view.${view}`)}>
            <div className="route-board-head">
              <Segmented<Shown>
                aria-label={t("routes.view.label")}
                value={view}
                onChange={(next) => onGo({ view: next })}
                options={dayViews.map((value) => ({ value, label: t(`routes.view.${value}`) }))}
              />
            </div>
            {plan.visits.length === 0 ? <EmptyState title={t("routes.empty.noVisits")} /> : null}
            {view === "timeline" && lanes.length > 0 ? (
              <Timeline
                {...shared}
                plan={plan}
                hours={hours}
                onMove={move}
                onDrop={(wanted) => setOpen({ act: "move", wanted })}
              />
            ) : null}
            {view === "table" && plan.visits.length > 0 ? <StopTable {...shared} at={plan.at} onMove={move} /> : null}
          </section>
          <div className="route-below">
            <div className="panel route-map-panel">
              <LazyRouteMap {...shared} />
            </div>
            <div className="route-side">
              <VisitCard plan={plan} found={found} hours={hours} onMove={move} />
              <Unserved plan={plan} onMove={move} />
              <KitPanel lanes={lanes} />
              <Assumed plan={plan} />
            </div>
          </div>
          <PrintSheets
            plan={plan}
            lanes={printed === undefined ? lanes : lanes.filter((one) => one.technician.technicianId === printed)}
          />
        </>
      )}
      {open?.act === "plan" ? <PlanDialog plan={plan} onClose={close} /> : null}
      {open?.act === "urgent" ? <UrgentDialog plan={plan} onClose={close} /> : null}
      {open?.act === "publish" ? <PublishDialog plan={plan} onClose={close} /> : null}
      {open?.act === "move" ? <MoveDialog plan={plan} lanes={lanes} wanted={open.wanted} onClose={close} /> : null}
    </div>
  );
}
