import { type ReplacementTask, taskStates } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useSupplySettings, useTasks } from "../queries.ts";
import { SettingPanel } from "./SettingPanel.tsx";
import { WithdrawForm } from "./WithdrawForm.tsx";

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

function Withdraw({ task, onOpen }: { task: ReplacementTask; onOpen: () => void }) {
  const { t } = useTranslation();
  const may = useCan("kiosk.replace", task.contractId);
  if (!may) return null;
  return (
    <Button size="small" data-testid="withdraw-open" onClick={onOpen}>
      {t("supplies.task.withdraw")}
    </Button>
  );
}

interface TasksTabProps {
  scope: { contract: string | undefined; ready: boolean };
  state: (typeof taskStates)[number];
  onState: (state: (typeof taskStates)[number]) => void;
}

export function TasksTab({ scope, state, onState }: TasksTabProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const query = useTasks(scope, state);
  const [withdrawing, setWithdrawing] = useState<ReplacementTask | undefined>();
  const closed = state !== "open";
  const c = "supplies.tasks" as const;
  return (
    <>
      <div className="supply-bar">
        <Segmented<(typeof taskStates)[number]>
          aria-label={t(`${c}.which`)}
          value={state}
          onChange={onState}
          options={taskStates.map((value) => ({ value, label: t(`${c}.state.${value}`) }))}
        />
      </div>
      <QueryView query={query} skeleton={<Lines rows={8} />}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.tasks);
          return (
            <Panel title={t("supplies.view.tasks")} sub={t(`${c}.sub`)}>
              {scope.contract === undefined ? null : <Proposal contract={scope.contract} />}
              {rows.length === 0 ? (
                <EmptyState title={t(`${c}.none`)} {...(closed ? {} : { hint: t(`${c}.noneHint`) })} />
              ) : (
                <table className="table cards" data-testid="tasks">
                  <thead>
                    <tr>
                      <th scope="col">{t("supplies.terminal")}</th>
                      <th scope="col">{t("supplies.item")}</th>
                      <th scope="col">{t(`${c}.due`)}</th>
                      <th scope="col">{t(`${c}.reason`)}</th>
                      <th scope="col">{t(closed ? `${c}.ended` : `${c}.since`)}</th>
                      {closed ? null : <th scope="col">{t("supplies.acts")}</th>}
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
                        {closed ? null : (
                          <td className="supply-acts">
                            <Withdraw task={task} onOpen={() => setWithdrawing(task)} />
                          </td>
                        )}
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
      {scope.contract === undefined ? null : <SettingPanel contract={scope.contract} />}
      {withdrawing === undefined ? null : <WithdrawForm task={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </>
  );
}
