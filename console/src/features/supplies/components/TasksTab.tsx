import { Link } from "@tanstack/react-router";
import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useSupplySettings, useTasks } from "../queries.ts";

/** Clause C1 promises a response and names no figures: what is counted by here is the supplier's proposal, and said so. */
function Proposal({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const { data } = useSupplySettings(contract);
  if (data === undefined) return null;
  const { respondHours, replaceWorkingDays, leadDays, version } = data.current;
  return (
    <p className="supply-note muted" data-testid="supply-proposal">
      <span className="chip chip-dashed">{t("supplies.proposal.chip")}</span>{" "}
      {t("supplies.proposal.text", { hours: respondHours, days: replaceWorkingDays, lead: leadDays })}
      {version === 0 ? t("supplies.proposal.product") : t("supplies.proposal.version", { version })}
    </p>
  );
}

interface TasksTabProps {
  scope: { contract: string | undefined; ready: boolean };
  closed: boolean;
  onClosed: (closed: boolean) => void;
}

export function TasksTab({ scope, closed, onClosed }: TasksTabProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const query = useTasks(scope, closed ? "done" : "open");
  const c = "supplies.tasks" as const;
  return (
    <>
      <div className="supply-bar">
        <span>
          <Switch checked={closed} onChange={onClosed} aria-label={t(`${c}.closed`)} /> {t(`${c}.closed`)}
        </span>
      </div>
      <QueryView query={query} skeleton={<Lines rows={8} />}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.tasks);
          return (
            <Panel title={t("supplies.view.tasks")} sub={t(`${c}.sub`)}>
              {scope.contract === undefined ? null : <Proposal contract={scope.contract} />}
              {rows.length === 0 ? (
                <EmptyState title={t(`${c}.none`)} hint={t(`${c}.noneHint`)} />
              ) : (
                <table className="table cards" data-testid="tasks">
                  <thead>
                    <tr>
                      <th scope="col">{t("supplies.terminal")}</th>
                      <th scope="col">{t("supplies.item")}</th>
                      <th scope="col">{t(`${c}.due`)}</th>
                      <th scope="col">{t(`${c}.reason`)}</th>
                      <th scope="col">{t(closed ? `${c}.ended` : `${c}.since`)}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((task) => (
                      <tr key={task.id} data-testid={`task-${task.kioskId}`}>
                        <td className="card-title">
                          <Link to="/terminals/$id" params={{ id: task.kioskId }}>
                            <Verbatim>{`#${task.kioskSeq} ${task.kioskName}`}</Verbatim>
                          </Link>
                        </td>
                        <td data-label={t("supplies.item")}>
                          <Verbatim>{task.item}</Verbatim>
                        </td>
                        <td data-label={t(`${c}.due`)} className="nowrap">
                          <b className={!closed && task.dueAt < now ? "tone-fault" : ""}>
                            {formatMoment(task.dueAt, now, lang)}
                          </b>
                          {!closed && task.dueAt < now ? ` ${t(`${c}.late`)}` : ""}
                        </td>
                        <td data-label={t(`${c}.reason`)}>{t(`${c}.reasons.${task.reason}`)}</td>
                        <td data-label={t(closed ? `${c}.ended` : `${c}.since`)}>
                          {task.closedAt === null || task.closedHow === null ? (
                            formatMoment(task.createdAt, now, lang)
                          ) : (
                            <span>
                              {formatMoment(task.closedAt, now, lang)} {t(`${c}.how.${task.closedHow}`)}{" "}
                              <Verbatim className="muted">{task.closedBy ?? ""}</Verbatim>
                            </span>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
              {query.hasNextPage ? (
                <MorePages
                  shown={rows.length}
                  total={pages[0]?.total ?? 0}
                  reading={query.isFetchingNextPage}
                  onMore={() => void query.fetchNextPage()}
                />
              ) : null}
            </Panel>
          );
        }}
      </QueryView>
    </>
  );
}
