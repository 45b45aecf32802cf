import type { PlanCost } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { costLines, type Goal, goals, verdictOf } from "../model/cost-lines.ts";

function useAmount(): (goal: Goal, value: number) => string {
  const { t } = useTranslation();
  const lang = useLang();
  return (goal, value) => {
    if (value === 0) return "0";
    if (goal === "missedDue" || goal === "moved") return t("routes.cost.unit.visits", { n: value });
    if (goal === "travelMetres") return t("routes.cost.unit.km", { n: (value / 1000).toFixed(1) });
    return formatDuration(value, lang);
  };
}

/** Before and after, in the order of the goals. */
export function CostTable({ before, after }: { before: PlanCost; after: PlanCost }) {
  const { t } = useTranslation();
  const amount = useAmount();
  const c = "routes.cost" as const;
  const lines = costLines(before, after);
  const verdict = verdictOf(lines);
  return (
    <div className="route-cost" data-testid="route-cost">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(`${c}.goal`)}</th>
            <th scope="col" className="num">
              {t(`${c}.before`)}
            </th>
            <th scope="col" className="num">
              {t(`${c}.after`)}
            </th>
            <th scope="col" className="num">
              {t(`${c}.change`)}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.goal}>
              <th scope="row">{t(`${c}.${line.goal}`)}</th>
              <td className="num">{amount(line.goal, line.before)}</td>
              <td className="num">{amount(line.goal, line.after)}</td>
              <td className={`num ${line.change === 0 ? "muted" : line.change < 0 ? "tone-ok" : "tone-fault"}`}>
                {line.change === 0
                  ? t(`${c}.same`)
                  : t(line.change < 0 ? `${c}.less` : `${c}.more`, {
                      amount: amount(line.goal, Math.abs(line.change)),
                    })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={verdict === "worse" ? "tone-warning" : verdict === "better" ? "tone-ok" : "muted"}>
        {t(`${c}.${verdict === "same" ? "equal" : verdict}`)}
      </p>
    </div>
  );
}

/** What the plan costs, in one line under the day. */
export function CostLine({ cost }: { cost: PlanCost }) {
  const { t } = useTranslation();
  const amount = useAmount();
  return (
    <dl className="route-cost-line" title={t("routes.cost.order")}>
      {goals.map((goal) => (
        <div
          key={goal}
          className={cost[goal] > 0 && (goal === "missedDue" || goal === "latenessMs") ? "tone-fault" : ""}
        >
          <dt>{t(`routes.cost.${goal}`)}</dt>
          <dd>{amount(goal, cost[goal])}</dd>
        </div>
      ))}
    </dl>
  );
}
