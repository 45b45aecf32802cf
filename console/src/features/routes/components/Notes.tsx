import type { DayPlan } from "@kiosk/contract";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { dueText } from "../model/due-text.ts";
import { visitIdOf } from "../model/lanes.ts";
import { TaskList } from "./TaskList.tsx";

/** What has changed since so that the plan no longer holds. */
export function Problems({ plan }: { plan: DayPlan }) {
  const { t } = useTranslation();
  const lang = useLang();
  if (plan.problems.length === 0) return null;
  return (
    <Alert
      className="form-alert"
      type="warning"
      showIcon
      data-testid="plan-problems"
      title={t("routes.problems.title")}
      description={
        <>
          <ul className="route-problems">
            {plan.problems.map((one) => (
              <li key={`${one.kind} ${one.visitId} ${one.kioskId}`}>{pick(lang, one)}</li>
            ))}
          </ul>
          <p>{t("routes.problems.hint")}</p>
        </>
      }
    />
  );
}

/** What is left out, each with its reason. */
export function Unserved({ plan, onMove }: { plan: DayPlan; onMove: ((id: string) => void) | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const v = "routes.visit" as const;
  return (
    <Panel title={t("routes.unserved.title")} sub={String(plan.unserved.length)}>
      {plan.unserved.length === 0 ? (
        <p className="route-hint muted">{t("routes.unserved.none")}</p>
      ) : (
        <table className="table cards" data-testid="unserved">
          <thead>
            <tr>
              <th scope="col">{t(`${v}.point`)}</th>
              <th scope="col">{t(`${v}.tasks`)}</th>
              <th scope="col">{t(`${v}.due`)}</th>
              <th scope="col">{t("routes.unserved.why")}</th>
              {onMove === undefined ? null : (
                <th scope="col">
                  <span className="visually-hidden">{t("routes.act.place")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {plan.unserved.map((one) => (
              <tr key={`${one.kioskId} ${JSON.stringify(one.tasks)}`}>
                <td className="card-title">
                  <span>
                    {one.kioskSeq} <Verbatim>{one.kioskName}</Verbatim>
                  </span>
                </td>
                <td data-label={t(`${v}.tasks`)}>
                  <TaskList tasks={one.tasks} taskLabels={one.taskLabels} />
                </td>
                <td data-label={t(`${v}.due`)} className="nowrap">
                  {one.dueAt === null ? t(`${v}.noDue`) : dueText(one.dueAt, plan.at, lang)}
                </td>
                <td data-label={t("routes.unserved.why")}>{pick(lang, one)}</td>
                {onMove === undefined ? null : (
                  <td>
                    <Button size="small" onClick={() => onMove(visitIdOf(plan.date, one.kioskId))}>
                      {t("routes.act.place")}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** What nobody has entered, and how ways are estimated. */
export function Assumed({ plan }: { plan: DayPlan }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { travel } = plan;
  const a = "routes.assumed" as const;
  return (
    <Panel title={t(`${a}.title`)}>
      <ul className="route-assumed" data-testid="assumed">
        <li>
          {travel.source === "matrix"
            ? t(`${a}.matrix`, { at: travel.importedAt === null ? "" : formatDateTime(travel.importedAt) })
            : t(`${a}.detour`, { detour: travel.detour, speed: travel.speedKmh })}
          {travel.source === "matrix" && travel.missingPairs > 0
            ? `${t("common.semicolon")}${t(`${a}.missing`, { n: travel.missingPairs })}`
            : null}
        </li>
        {plan.assumptions.map((one) => (
          <li key={one.kind}>{pick(lang, one)}</li>
        ))}
      </ul>
    </Panel>
  );
}
