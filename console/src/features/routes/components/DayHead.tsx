import { PrinterOutlined, SendOutlined, ThunderboltOutlined } from "@ant-design/icons";
import type { DayPlan } from "@kiosk/contract";
import { Button, Dropdown, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { formatDay } from "../../../shared/format/due.ts";
import { formatShort, parseDate, weekday } from "../../../shared/format/time.ts";
import { weekdayKey } from "../../../shared/hours/weekday.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import type { Lane } from "../model/lanes.ts";
import type { Stage } from "../queries.ts";
import { CostLine } from "./CostTable.tsx";

export type DayAct = "plan" | "urgent" | "publish";

interface DayHeadProps {
  plan: DayPlan;
  lanes: readonly Lane[];
  stage: Stage;
  /** may change the day now */
  mayPlan: boolean;
  isPast: boolean;
  onStage: (stage: Stage) => void;
  onAct: (act: DayAct) => void;
  /** undefined: everybody */
  onPrint: (technicianId: string | undefined) => void;
}

const chips = { none: "chip chip-dashed", draft: "chip chip-warn", published: "chip chip-ok" } as const;

function StateLine({ plan }: { plan: DayPlan }) {
  const { t } = useTranslation();
  const { state, revision, version } = plan;
  const at = (instant: number | null) => (instant === null ? "" : formatShort(instant, plan.at));
  const s = "routes.stateHint" as const;
  const text =
    state === "none"
      ? t(`${s}.none`)
      : state === "published"
        ? t(`${s}.published`, { version, by: plan.publishedBy ?? "", at: at(plan.publishedAt) })
        : t(version > 0 ? `${s}.draft` : `${s}.draftNew`, {
            revision,
            by: plan.draftedBy ?? "",
            at: at(plan.draftedAt),
          });
  return (
    <span className="muted" data-testid="day-state" data-revision={revision}>
      {text}
    </span>
  );
}

export function DayHead(props: DayHeadProps) {
  const { plan, lanes, stage, mayPlan, onAct, onPrint } = props;
  const { t } = useTranslation();
  const lang = useLang();
  const planned = plan.state !== "none";
  const busy = lanes.filter(({ stops }) => stops.length > 0);
  const canSwitch = stage === "published" || (plan.state === "draft" && plan.version > 0);
  return (
    <header className="panel route-head">
      <div className="route-head-line">
        <h2>
          {formatDay(plan.date, plan.at, lang)} {t(weekdayKey(weekday(parseDate(plan.date) ?? plan.at)))}
        </h2>
        <span className={chips[plan.state]}>{t(`routes.state.${plan.state}`)}</span>
        <StateLine plan={plan} />
        {canSwitch ? (
          <Segmented<Stage>
            size="small"
            aria-label={t("routes.stage.label")}
            value={stage}
            onChange={props.onStage}
            options={[
              { value: "latest", label: t("routes.stage.latest") },
              { value: "published", label: t("routes.stage.published") },
            ]}
          />
        ) : null}
        <span className="page-head-gap" />
        <span className="route-acts">
          {mayPlan ? (
            <>
              <Button type={planned ? "default" : "primary"} onClick={() => onAct("plan")} data-testid="plan-open">
                {t(planned ? "routes.act.replan" : "routes.act.plan")}
              </Button>
              {planned ? (
                <Button icon={<ThunderboltOutlined aria-hidden="true" />} onClick={() => onAct("urgent")}>
                  {t("routes.act.urgent")}
                </Button>
              ) : null}
              {plan.state === "draft" ? (
                <Button
                  type="primary"
                  icon={<SendOutlined aria-hidden="true" />}
                  onClick={() => onAct("publish")}
                  data-testid="publish-open"
                >
                  {t("routes.act.publish")}
                </Button>
              ) : null}
            </>
          ) : null}
          {busy.length > 0 ? (
            <Dropdown
              trigger={["click"]}
              menu={{
                items: [
                  { key: "", label: t("routes.act.printAll") },
                  ...busy.map(({ technician, letter }) => ({
                    key: technician.technicianId,
                    label: `${letter} ${technician.name}`,
                  })),
                ],
                onClick: ({ key }) => onPrint(key === "" ? undefined : key),
              }}
            >
              <Button icon={<PrinterOutlined aria-hidden="true" />}>{t("routes.act.print")}</Button>
            </Dropdown>
          ) : null}
        </span>
      </div>
      {planned ? <CostLine cost={plan.cost} /> : null}
      {props.isPast ? <p className="muted">{t("routes.past")}</p> : null}
      {stage === "published" ? <p className="tone-warning">{t("routes.stageNote")}</p> : null}
    </header>
  );
}
