import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { type DayOf, dayPlan, pointHours } from "../queries.ts";
import type { RoutesSearch } from "../search.ts";
import { DayView } from "./DayView.tsx";

interface DayPanelProps extends DayOf {
  today: string;
  search: RoutesSearch;
  onGo: (next: Partial<RoutesSearch>) => void;
}

/** The chosen day with its states: loading, refused, kept, empty, planned. */
export function DayPanel({ contract, date, today, search, onGo }: DayPanelProps) {
  const { t } = useTranslation();
  const stage = search.stage ?? "latest";
  const plan = useQuery(dayPlan({ contract, date }, stage));
  const hours = useQuery(pointHours(contract));
  const mayPlan = useCan("route.plan", contract);
  const isPast = date < today;
  return (
    <QueryView
      query={plan}
      skeleton={
        <div className="panel" role="status" aria-label={t("common.state.loading")}>
          <Lines rows={10} />
        </div>
      }
    >
      {(known) => (
        <DayView
          plan={known}
          hours={hours.data}
          mayPlan={mayPlan && !isPast}
          isPast={isPast}
          search={search}
          onGo={onGo}
        />
      )}
    </QueryView>
  );
}
