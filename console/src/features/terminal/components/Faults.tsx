import { CheckCircleOutlined, QuestionCircleOutlined } from "@ant-design/icons";
import type { FaultView, KioskDetail } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { spaceHex } from "../../../shared/format/hex.ts";
import { pick } from "../../../shared/format/lang.ts";
import { formatShort } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { orderFaults } from "../fault-tree.ts";
import { PartName } from "./PartName.tsx";

const severityChip = {
  info: "chip",
  warning: "chip chip-warn",
  error: "chip chip-bad",
  critical: "chip chip-bad",
} as const;

function FaultTime({ fault }: { fault: FaultView }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  if (fault.state === "cleared")
    return t("terminal.faults.clearedAt", { time: formatShort(fault.clearedAt ?? now, now) });
  if (fault.raisedAt === null) return t("terminal.faults.pendingSince", { time: formatShort(fault.firstAt, now) });
  return t("terminal.faults.since", {
    time: formatShort(fault.firstAt, now),
    duration: formatDuration(now - fault.firstAt, lang),
  });
}

/** Who is to deal with it first, and whether the device itself asks for them. */
function Route({ fault }: { fault: FaultView }) {
  const { t } = useTranslation();
  const text =
    fault.route === "none"
      ? t("terminal.faults.routeNone")
      : t("terminal.faults.route", { who: t(`words.route.${fault.route}`) });
  return <span>{fault.routeToldByDevice ? t("terminal.faults.routeTold", { text }) : text}</span>;
}

interface FaultRowProps {
  fault: FaultView;
  cause: FaultView | undefined;
  childCount: number;
}

function FaultRow({ fault, cause, childCount }: FaultRowProps) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <li
      className={`fault-row fault-${fault.severity} ${cause === undefined ? "" : "fault-child"}`}
      data-testid={`fault-row-${fault.id}`}
      data-code={fault.code}
      data-state={fault.state}
    >
      <div className="fault-line">
        <span className={severityChip[fault.severity]}>{t(`words.severity.${fault.severity}`)}</span>
        <b>{pick(lang, fault)}</b>
        {fault.part === "" ? null : <PartName part={fault.part} />}
        {fault.deviceId === null ? null : <code className="muted">{fault.deviceId}</code>}
        {fault.state === "raised" ? null : <span className="chip">{t(`words.faultState.${fault.state}`)}</span>}
        {fault.flapping ? (
          <span className="chip chip-warn">{t("terminal.faults.flapping", { n: fault.occurrences })}</span>
        ) : null}
        {fault.confirmed ? null : (
          <span className="chip chip-dashed" title={t("terminal.faults.unconfirmedHint")}>
            <QuestionCircleOutlined aria-hidden="true" />
            {t("terminal.faults.unconfirmed")}
          </span>
        )}
        {childCount > 0 ? <span className="chip">{t("terminal.faults.children", { n: childCount })}</span> : null}
      </div>
      <div className="fault-sub">
        <span>
          <FaultTime fault={fault} />
        </span>
        {cause === undefined ? null : <span>{t("terminal.faults.cause", { name: pick(lang, cause) })}</span>}
        {fault.state === "cleared" ? null : <Route fault={fault} />}
        {fault.detail === "" ? null : <Verbatim>{fault.detail}</Verbatim>}
        {fault.raw === "" ? null : <code title={t("terminal.faults.raw")}>{spaceHex(fault.raw)}</code>}
        {fault.orderId === null ? null : (
          <Link to="/work-orders/$id" params={{ id: fault.orderId }}>
            {t("terminal.faults.order")}
          </Link>
        )}
      </div>
    </li>
  );
}

export function Faults({ detail }: { detail: KioskDetail }) {
  const { t } = useTranslation();
  const { open, cleared } = orderFaults(detail.faults);
  const offline = detail.kiosk.presence !== "online";
  return (
    <Panel title={t("terminal.faults.title")} sub={t("terminal.faults.open", { n: open.length })}>
      {open.length === 0 ? (
        offline ? (
          <EmptyState icon={<QuestionCircleOutlined aria-hidden="true" />} title={t("terminal.faults.emptyOffline")} />
        ) : (
          <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title={t("terminal.faults.empty")} />
        )
      ) : (
        <ul>
          {open.map((row) => (
            <FaultRow key={row.fault.id} {...row} />
          ))}
        </ul>
      )}
      {cleared.length === 0 ? null : (
        <details className="cleared">
          <summary>
            {t("terminal.faults.cleared")} {cleared.length}
          </summary>
          <ul>
            {cleared.map((fault) => (
              <FaultRow key={fault.id} fault={fault} cause={undefined} childCount={0} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
