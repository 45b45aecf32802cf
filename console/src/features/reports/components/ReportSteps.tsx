import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import { type ReportDetail, type ReportEvent, ReportState } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

const actTo = {
  draft: "draft",
  reviewed: "review",
  filed: "file",
  acknowledged: "acknowledge",
} as const satisfies Record<ReportState, ReportEvent["act"]>;

/** From hand to hand: who did each step and when, as far as it has come. */
export function ReportSteps({ report: { state, events } }: { report: ReportDetail }) {
  const { t } = useTranslation();
  const states = ReportState.options;
  const reached = states.indexOf(state);
  return (
    <Panel title={t("reports.page.steps")}>
      <ol className="side-list" data-testid="report-steps">
        {states.map((one, n) => {
          const event = n > reached ? undefined : events.findLast(({ act }) => act === actTo[one]);
          return (
            <li
              key={one}
              className={event === undefined ? "muted" : ""}
              aria-current={one === state ? "step" : undefined}
            >
              <span>
                {event === undefined ? (
                  <MinusCircleOutlined aria-hidden="true" />
                ) : (
                  <CheckCircleFilled className="tone-ok" aria-hidden="true" />
                )}{" "}
                {t(`reports.states.${one}`)}
              </span>
              <span className="muted small">
                {event === undefined ? (
                  t("reports.page.waiting")
                ) : (
                  <>
                    <Verbatim>{event.name}</Verbatim> {formatDateTime(event.at)}
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
