import { type InspectionHead, KioskInspections, type KioskRow } from "@kiosk/contract";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../shared/api-client/keys.ts";
import { request } from "../../../shared/api-client/request.ts";
import { ReportChip } from "../../../shared/inspections/ReportChip.tsx";
import { useStartInspection } from "../../../shared/inspections/use-start.ts";
import { WindowMark } from "../../../shared/inspections/WindowMark.tsx";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { When } from "../../../shared/ui/When.tsx";

const ofKiosk = (id: string) =>
  queryOptions({
    queryKey: [...keys.inspections, "kiosk", id],
    queryFn: ({ signal }) => request(KioskInspections, `/kiosks/${encodeURIComponent(id)}/inspections`, { signal }),
  });

/** What the terminal owes, what was last found, and where somebody who may begins a system inspection (clauses C2, C3). */
export function InspectionTab({ kiosk }: { kiosk: KioskRow }) {
  const { t } = useTranslation();
  const query = useQuery(ofKiosk(kiosk.id));
  const mayPerform = useCan("inspection.perform", kiosk.contractId);
  return (
    <Panel title={t("terminal.inspection.title")} extra={mayPerform ? <Start kiosk={kiosk} /> : undefined}>
      <QueryView query={query} skeleton={<Lines rows={5} />}>
        {({ windows, latest, open, gaps }) =>
          windows.length === 0 && latest.length === 0 && open.length === 0 ? (
            <EmptyState title={t("terminal.inspection.empty")} hint={t("terminal.inspection.emptyHint")} />
          ) : (
            <>
              {[...Map.groupBy(windows, (window) => window.kind)].map(([kind, own]) => (
                <p key={kind} className="terminal-windows">
                  <span>{t(`inspections.kinds.${kind}`)}</span>{" "}
                  <span className="window-row">
                    {own.map((window) => (
                      <WindowMark key={window.key} window={window} />
                    ))}
                  </span>
                  {gaps
                    .filter((gap) => gap.kind === kind)
                    .map((gap) => (
                      <span key={gap.kind} className="chip chip-warn">
                        {t("inspections.gapOver", { days: gap.days, max: gap.maxDays })}
                      </span>
                    ))}
                </p>
              ))}
              <Heads heads={[...open, ...latest]} />
              <p className="terminal-windows">
                <Link to="/inspections" search={{ view: "records", kiosk: kiosk.id }}>
                  {t("terminal.inspection.all")}
                </Link>
              </p>
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

function Heads({ heads }: { heads: readonly InspectionHead[] }) {
  const { t } = useTranslation();
  if (heads.length === 0) return <p className="terminal-windows muted">{t("terminal.inspection.none")}</p>;
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{t("inspections.kind")}</th>
          <th scope="col">{t("inspections.at")}</th>
          <th scope="col">{t("inspections.by")}</th>
          <th scope="col">{t("inspections.result")}</th>
          <th scope="col">{t("inspections.report")}</th>
        </tr>
      </thead>
      <tbody>
        {heads.map((head) => (
          <tr key={head.id}>
            <td data-label={t("inspections.kind")}>
              <Link to="/inspections/$id" params={{ id: head.id }}>
                {t(`inspections.kinds.${head.kind}`)}
              </Link>{" "}
              {head.state === "open" ? <span className="chip chip-warn">{t("inspections.states.open")}</span> : null}
            </td>
            <td data-label={t("inspections.at")}>
              <When at={head.completedAt ?? head.startedAt} />
            </td>
            <td data-label={t("inspections.by")}>
              <Verbatim>{head.by}</Verbatim>
            </td>
            <td data-label={t("inspections.result")}>
              {t("inspections.counts", head.counts)}{" "}
              {head.counts.fail > 0 ? (
                <span className="chip chip-bad">{t("inspections.fails", { n: head.counts.fail })}</span>
              ) : null}
            </td>
            <td data-label={t("inspections.report")}>
              <ReportChip inspection={head} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Start({ kiosk }: { kiosk: KioskRow }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const start = useStartInspection();
  const [id] = useState(() => crypto.randomUUID());
  return (
    <Button
      size="small"
      loading={start.isPending}
      onClick={() =>
        start.mutate(
          { id, kioskId: kiosk.id, kind: "system" },
          {
            onSuccess: () => void navigate({ to: "/inspections/$id", params: { id } }),
            onError: (error) => void message.error(errorText(error)),
          },
        )
      }
    >
      {t("terminal.inspection.start")}
    </Button>
  );
}
