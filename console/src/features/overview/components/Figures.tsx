import type { Overview } from "@kiosk/contract";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface FigureProps {
  id: string;
  label: string;
  value: ReactNode;
  sub: string;
  tone: "plain" | "warn" | "bad" | "none";
  hint?: string;
  /** the page with the rows behind the number; undefined where there is none yet */
  link: Pick<LinkProps, "to" | "search"> | undefined;
}

function Figure({ id, label, value, sub, tone, hint, link }: FigureProps) {
  const inner = (
    <>
      <span className="figure-label">{label}</span>
      <span className="figure-value">{value}</span>
      <span className="figure-sub">{sub}</span>
    </>
  );
  const shared = { className: `figure figure-${tone}`, "data-testid": `figure-${id}`, title: hint };
  if (link === undefined) return <div {...shared}>{inner}</div>;
  return (
    <Link {...link} {...shared}>
      {inner}
    </Link>
  );
}

/** Five numbers a shift looks at first. Colour only where somebody has to act, and never without its word. */
export function Figures({ data }: { data: Overview }) {
  const { t } = useTranslation();
  const { open, kiosks, faults, orders, consumables, inspections } = data;
  const f = "overview.figures" as const;
  return (
    <div className="figures">
      <Figure
        id="online"
        label={t(`${f}.online`)}
        value={
          <>
            {open.online}
            <small>{t(`${f}.onlineOf`, open)}</small>
          </>
        }
        sub={t(`${f}.onlineSub`, open)}
        hint={t(`${f}.onlineHint`, { n: open.hoursUnknown })}
        tone={open.online < open.open - open.unverified ? "warn" : "plain"}
        link={kiosks.offline > 0 ? { to: "/terminals", search: { health: "offline" } } : { to: "/terminals" }}
      />
      <Figure
        id="faults"
        label={t(`${f}.faults`)}
        value={faults.unacknowledged}
        sub={t(`${f}.faultsSub`, faults)}
        tone={faults.unacknowledged > 0 && faults.critical > 0 ? "bad" : faults.unacknowledged > 0 ? "warn" : "plain"}
        link={{ to: "/alarms" }}
      />
      <Figure
        id="due"
        label={t(`${f}.due`)}
        value={
          <>
            {orders.dueToday}
            <small>{" / "}</small>
            <span className={orders.overdue > 0 ? "figure-overdue" : ""}>{orders.overdue}</span>
          </>
        }
        sub={t(`${f}.dueSub`, orders)}
        tone={orders.dueToday > 0 ? "warn" : "plain"}
        link={orders.overdue > 0 ? { to: "/work-orders", search: { band: "overdue" } } : { to: "/work-orders" }}
      />
      <Figure
        id="inspections"
        label={t(`${f}.inspections`)}
        value={
          inspections === null ? (
            <span className="figure-word">{t(`${f}.inspectionsNone`)}</span>
          ) : (
            <>
              {inspections.done}
              <small>{t(`${f}.inspectionsOf`, inspections)}</small>
            </>
          )
        }
        sub={t(inspections === null ? `${f}.inspectionsNoneSub` : `${f}.inspectionsSub`)}
        tone={inspections === null ? "none" : "plain"}
        link={undefined}
      />
      <Figure
        id="consumables"
        label={t(`${f}.consumables`)}
        value={consumables.low}
        sub={t(`${f}.consumablesSub`, consumables)}
        hint={t(`${f}.consumablesHint`)}
        tone={consumables.out > 0 ? "bad" : consumables.low > 0 ? "warn" : "plain"}
        link={{ to: "/work-orders", search: { class: "consumable" } }}
      />
    </div>
  );
}
