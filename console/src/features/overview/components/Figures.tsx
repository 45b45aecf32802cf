import type { Overview } from "@kiosk/contract";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface FigureProps {
  id: string;
  label: string;
  value: ReactNode;
  sub: string;
  tone: "plain" | "warn" | "bad";
  hint?: string;
  link: Pick<LinkProps, "to" | "search">;
}

function Figure({ id, label, value, sub, tone, hint, link }: FigureProps) {
  return (
    <Link {...link} className={`figure figure-${tone}`} data-testid={`figure-${id}`} title={hint}>
      <span className="figure-label">{label}</span>
      <span className="figure-value">{value}</span>
      <span className="figure-sub">{sub}</span>
    </Link>
  );
}

/** The numbers a shift looks at first. Colour only where somebody has to act, and never without its word. */
export function Figures({ data }: { data: Overview }) {
  const { t } = useTranslation();
  const { kiosks, faults, orders, consumables, quarantine } = data;
  const f = "overview.figures" as const;
  return (
    <div className="figures">
      <Figure
        id="online"
        label={t(`${f}.online`)}
        value={
          <>
            {kiosks.online}
            <small>{` / ${kiosks.total}`}</small>
          </>
        }
        sub={t(`${f}.onlineSub`, kiosks)}
        tone={kiosks.offline > 0 ? "warn" : "plain"}
        link={{ to: "/terminals" }}
      />
      <Figure
        id="faults"
        label={t(`${f}.faults`)}
        value={faults.open}
        sub={t(`${f}.faultsSub`, faults)}
        tone={faults.critical > 0 ? "bad" : faults.open > 0 ? "warn" : "plain"}
        link={{ to: "/terminals", search: { health: "fault" } }}
      />
      <Figure
        id="unacknowledged"
        label={t(`${f}.unacknowledged`)}
        value={orders.unacknowledged}
        sub={t(`${f}.unacknowledgedSub`, orders)}
        tone={orders.unacknowledged > 0 ? "warn" : "plain"}
        link={{ to: "/work-orders" }}
      />
      <Figure
        id="overdue"
        label={t(`${f}.overdue`)}
        value={orders.overdue}
        sub={t(`${f}.overdueSub`, orders)}
        tone={orders.overdue > 0 ? "bad" : "plain"}
        link={{ to: "/work-orders", search: { band: "overdue" } }}
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
      <Figure
        id="quarantine"
        label={t(`${f}.quarantine`)}
        value={quarantine.kept}
        sub={t(`${f}.quarantineSub`, quarantine)}
        tone={quarantine.last24h > 0 ? "warn" : "plain"}
        link={{ to: "/quarantine" }}
      />
    </div>
  );
}
