// The firm's month as the buyer sees it: every figure opens its rows, and every row can be disputed.
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import type { ScoreLine, VendorScore } from "@kiosk/contract";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatMoment } from "../../../shared/format/due.ts";
import { formatDuration } from "../../../shared/format/duration.ts";
import { pick } from "../../../shared/format/lang.ts";
import { formatDate } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { DisputeChip } from "../../../shared/orders/Disputes.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useVendorScores } from "../queries.ts";
import { monthsOn } from "../search.ts";
import { Deductions } from "./Deductions.tsx";

const figures = ["met", "metLate", "breached", "running"] as const;

function Row({ row }: { row: ScoreLine["rows"][number] }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const { month } = useSearch({ from: "/portal" });
  return (
    <li data-testid={`score-row-${row.orderId}-${row.clock}`}>
      <span>
        <Link to="/portal/orders/$id" params={{ id: row.orderId }} search={{ tab: "score", month }}>
          {row.orderNumber}
        </Link>{" "}
        <Verbatim>{row.kioskName}</Verbatim>
      </span>
      <span className="small">
        {t("portal.score.due", { time: formatMoment(row.dueAt, now, lang) })}
        {row.completedAt === null
          ? null
          : ` · ${t("portal.score.completed", { time: formatMoment(row.completedAt, now, lang) })}`}
      </span>
      <span>
        <span className={row.lateMs > 0 ? "chip chip-bad" : "chip"}>
          {row.lateMs > 0
            ? t("portal.score.late", { duration: formatDuration(row.lateMs, lang) })
            : t("portal.score.inTime")}
        </span>{" "}
        {row.dispute === null ? null : <DisputeChip dispute={row.dispute} />}
        {row.dispute === null || row.dispute.answer !== null ? (
          <Link
            to="/portal/orders/$id"
            params={{ id: row.orderId }}
            search={{ tab: "score", month, dispute: row.clock }}
            data-testid={`dispute-${row.orderId}-${row.clock}`}
          >
            {t("portal.order.dispute")}
          </Link>
        ) : null}
      </span>
    </li>
  );
}

function Line({ line }: { line: ScoreLine }) {
  const { t } = useTranslation();
  const lang = useLang();
  const clock = pick(lang, line);
  return (
    <li className={`score-line score-${line.role}`} data-testid={`score-${line.policy}-${line.milestone}`}>
      <div className="score-head">
        <b>{clock}</b>
        <span className={line.role === "governing" ? "chip chip-governing" : "chip chip-dashed"}>
          {t(`words.clockRole.${line.role}`)}
        </span>
        <span className="muted small">{t("orders.clock.clause", { clause: line.clause })}</span>
      </div>
      <ul className="portal-figures">
        {figures.map((figure) => (
          <li
            key={figure}
            className={line[figure] > 0 && (figure === "breached" || figure === "metLate") ? "portal-figure-bad" : ""}
          >
            <b>{line[figure]}</b> {t(`portal.score.${figure}`)}
          </li>
        ))}
      </ul>
      <details>
        <summary>{t("portal.score.showRows", { clock, n: line.rows.length })}</summary>
        <ul className="side-list">
          {line.rows.map((row) => (
            <Row key={`${row.orderId} ${row.clock}`} row={row} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function Score({ score }: { score: VendorScore }) {
  const { t } = useTranslation();
  if (score.lines.length === 0) {
    return <EmptyState title={t("portal.score.empty")} hint={t("portal.score.emptyHint")} />;
  }
  const binding = score.lines.filter(({ role }) => role === "governing");
  const others = score.lines.filter(({ role }) => role !== "governing");
  return (
    <>
      <p className="portal-figures">
        <span>{t("portal.score.orders", { n: score.orders })}</span>
        {score.openDisputes === 0 ? null : (
          <span className="chip chip-warn">{t("portal.score.openDisputes", { n: score.openDisputes })}</span>
        )}
      </p>
      <ul className="score-lines">
        {binding.map((line) => (
          <Line key={`${line.policy} ${line.milestone}`} line={line} />
        ))}
      </ul>
      {others.length === 0 ? null : (
        <>
          <p className="muted small">{t("portal.score.otherReading")}</p>
          <ul className="score-lines">
            {others.map((line) => (
              <Line key={`${line.policy} ${line.milestone} ${line.role}`} line={line} />
            ))}
          </ul>
        </>
      )}
      <Deductions deductions={score.deductions} />
    </>
  );
}

export function ScoreTab() {
  const { t } = useTranslation();
  const { month } = useSearch({ from: "/portal" });
  const navigate = useNavigate({ from: "/portal" });
  const current = formatDate(useServerClock().now()).slice(0, 7);
  const shown = month ?? current;
  const query = useVendorScores(month);
  const turn = (by: number) => {
    const next = monthsOn(shown, by);
    void navigate({ search: (old) => ({ ...old, month: next === current ? undefined : next }) });
  };
  return (
    <Panel
      title={t("portal.score.title")}
      extra={
        <span className="score-month">
          <Button
            icon={<LeftOutlined aria-hidden="true" />}
            aria-label={t("portal.score.previous")}
            onClick={() => turn(-1)}
          />
          <b data-testid="score-month">{shown}</b>
          <Button
            icon={<RightOutlined aria-hidden="true" />}
            aria-label={t("portal.score.next")}
            disabled={shown >= current}
            onClick={() => turn(1)}
          />
        </span>
      }
    >
      <div className="panel-pad">
        <p className="muted small">{t("portal.score.hint")}</p>
        <QueryView query={query} skeleton={<Lines rows={8} />}>
          {({ scores }) =>
            scores.length === 0 ? (
              <EmptyState title={t("portal.score.noFirm")} />
            ) : (
              scores.map((score) => <Score key={score.contractId} score={score} />)
            )
          }
        </QueryView>
      </div>
    </Panel>
  );
}
