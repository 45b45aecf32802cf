import type { Wall } from "@kiosk/contract";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DataAge } from "./WallPanel.tsx";

interface TileProps {
  id: string;
  label: string;
  value: ReactNode;
  sub: string;
  tone: "plain" | "warn" | "bad";
  at: number;
}

function Tile({ id, label, value, sub, tone, at }: TileProps) {
  return (
    <div className={`wall-tile wall-tile-${tone}`} data-testid={`tile-${id}`}>
      <span className="wall-label">{label}</span>
      <span className="wall-number">{value}</span>
      <span className="wall-sub">{sub}</span>
      <DataAge at={at} />
    </div>
  );
}

/** The five numbers that are read from across the room. */
export function Tiles({ wall }: { wall: Wall }) {
  const { t } = useTranslation();
  const { online, faults, orders, consumables } = wall;
  const onlineSub = [
    t("wall.onlineSub", online),
    online.unverified === 0 ? "" : t("wall.onlineUnverified", { n: online.unverified }),
    online.hoursUnknown === 0 ? "" : t("wall.onlineHours", { n: online.hoursUnknown }),
  ];
  return (
    <div className="wall-tiles">
      <Tile
        id="online"
        label={t("wall.online")}
        value={
          <>
            {online.online} <small>{t("wall.onlineOf", online)}</small>
          </>
        }
        sub={onlineSub.filter((word) => word !== "").join(" · ")}
        tone={online.online < online.open ? "warn" : "plain"}
        at={online.at}
      />
      <Tile
        id="faults"
        label={t("wall.faults")}
        value={faults.open}
        sub={t("wall.faultsSub", {
          critical: faults.bySeverity.critical,
          error: faults.bySeverity.error,
          warning: faults.bySeverity.warning,
        })}
        tone={faults.bySeverity.critical > 0 ? "bad" : faults.open > 0 ? "warn" : "plain"}
        at={faults.at}
      />
      <Tile
        id="unacknowledged"
        label={t("wall.unacknowledged")}
        value={faults.unacknowledged}
        sub={t("wall.unacknowledgedSub")}
        tone={faults.unacknowledged > 0 ? "warn" : "plain"}
        at={faults.at}
      />
      <Tile
        id="overdue"
        label={t("wall.overdue")}
        value={orders.bands.overdue}
        sub={t("wall.overdueSub", { soon: orders.bands["24h"], open: orders.open })}
        tone={orders.bands.overdue > 0 ? "bad" : "plain"}
        at={orders.at}
      />
      <Tile
        id="low"
        label={t("wall.low")}
        value={consumables.low + consumables.out}
        sub={t("wall.lowSub", consumables)}
        tone={consumables.out > 0 ? "bad" : consumables.low > 0 ? "warn" : "plain"}
        at={consumables.at}
      />
    </div>
  );
}
