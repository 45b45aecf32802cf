import "./routes.css";
import "./timeline.css";
import { CalendarOutlined, SettingOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDate, parseDate } from "../../shared/format/time.ts";
import { InScope } from "../../shared/scope/InScope.tsx";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { DayPanel } from "./components/DayPanel.tsx";
import { DayStrip } from "./components/DayStrip.tsx";
import { SettingsDrawer } from "./components/SettingsDrawer.tsx";
import { WindowDialog } from "./components/WindowDialog.tsx";
import { routeCalendar } from "./queries.ts";
import type { RoutesSearch } from "./search.ts";
import { useToday } from "./use-today.ts";

const shownDays = 28;
const dayMs = 86_400_000;

function shifted(date: string, days: number): string {
  return formatDate((parseDate(date) ?? 0) + days * dayMs);
}

export function RoutesPage() {
  const { t } = useTranslation();
  const scope = useContractScope();
  const [settings, setSettings] = useState(false);
  const { contract } = scope;
  return (
    <div className="page routes-page" data-testid="routes-page">
      <header className="page-head">
        <h1>{t("routes.title")}</h1>
        <span className="page-head-gap" />
        {contract === undefined ? null : (
          <Button icon={<SettingOutlined aria-hidden="true" />} onClick={() => setSettings(true)}>
            {t("routes.settings")}
          </Button>
        )}
      </header>
      <InScope scope={scope}>
        {contract === undefined ? (
          scope.ready ? (
            <EmptyState title={t("routes.oneContract")} hint={t("routes.oneContractHint")} />
          ) : (
            <Lines rows={8} />
          )
        ) : (
          <Days key={contract} contract={contract} />
        )}
      </InScope>
      {settings && contract !== undefined ? (
        <SettingsDrawer contract={contract} onClose={() => setSettings(false)} />
      ) : null}
    </div>
  );
}

function Days({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const today = useToday();
  const search = useSearch({ from: "/routes" });
  const navigate = useNavigate({ from: "/routes" });
  const mayPlan = useCan("route.plan", contract);
  const [shift, setShift] = useState(0);
  const [window, setWindow] = useState(false);
  const from = shifted(today, shift);
  const calendar = useQuery(routeCalendar(contract, from, shownDays));
  const near = useQuery(routeCalendar(contract, today, shownDays));
  // on a rest day nobody drives: what is looked for is the next day on which somebody does
  const next = near.data?.days.find((day) => day.date >= today && (day.visits > 0 || day.workingDay !== false));
  const isNamed = search.day !== undefined && parseDate(search.day) !== undefined;
  const wanted = isNamed ? search.day : near.isPending ? undefined : (next?.date ?? today);
  const go = (next: Partial<RoutesSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false });
  return (
    <>
      <div className="panel route-calendar">
        <QueryView query={calendar} skeleton={<Lines rows={2} />}>
          {(known) => (
            <>
              <DayStrip
                calendar={known}
                day={wanted ?? today}
                today={today}
                onDay={(day) => go({ day, visit: undefined, stage: undefined })}
                onShift={(days) => setShift((old) => old + days)}
              />
              <div className="route-strip-foot">
                <span className={known.unplanned > 0 ? "tone-warning" : "muted"}>
                  {known.unplanned > 0
                    ? t("routes.strip.unplanned", { n: known.unplanned })
                    : t("routes.strip.allPlanned")}
                </span>
                {mayPlan ? (
                  <Button size="small" icon={<CalendarOutlined aria-hidden="true" />} onClick={() => setWindow(true)}>
                    {t("routes.strip.window")}
                  </Button>
                ) : null}
              </div>
            </>
          )}
        </QueryView>
      </div>
      {wanted === undefined ? (
        <Lines rows={8} />
      ) : (
        <DayPanel key={wanted} contract={contract} date={wanted} today={today} search={search} onGo={go} />
      )}
      {window && wanted !== undefined ? (
        <WindowDialog contract={contract} from={wanted < today ? today : wanted} onClose={() => setWindow(false)} />
      ) : null}
    </>
  );
}
