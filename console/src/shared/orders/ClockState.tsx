import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  HourglassOutlined,
  PauseCircleOutlined,
  StopOutlined,
  WarningFilled,
} from "@ant-design/icons";
import type { RowClock } from "@kiosk/contract";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../format/duration.ts";
import type { Lang } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useNow } from "../time/ClockProvider.tsx";
import { type ClockStand, standOf } from "./urgency.ts";

/** What is left or overdue, in words. */
export function standText(stand: ClockStand, t: TFunction, lang: Lang): string {
  switch (stand.name) {
    case "waiting":
      return t("words.clockState.not_started");
    case "running":
      return t("orders.clock.left", { duration: formatDuration(stand.leftMs, lang) });
    case "overdue":
      return t("orders.clock.overdue", { duration: formatDuration(stand.overMs, lang) });
    case "paused": {
      if (stand.overMs !== null) {
        return t("orders.clock.pausedOverdue", { duration: formatDuration(stand.overMs, lang) });
      }
      if (stand.leftDays !== null) return t("orders.clock.pausedDays", { n: stand.leftDays });
      if (stand.leftMs === null) return t("words.clockState.paused");
      return t("orders.clock.pausedLeft", { duration: formatDuration(stand.leftMs, lang) });
    }
    case "met":
      return t("words.clockState.met");
    case "late":
      return stand.lateMs === null
        ? t("words.clockState.met_late")
        : t("orders.clock.late", { duration: formatDuration(stand.lateMs, lang) });
    case "cancelled":
      return t(stand.breached ? "orders.clock.cancelledBreached" : "words.clockState.cancelled");
  }
}

const signs: Record<ClockStand["name"], ReactNode> = {
  waiting: <HourglassOutlined aria-hidden="true" />,
  running: <ClockCircleOutlined aria-hidden="true" />,
  overdue: <WarningFilled aria-hidden="true" />,
  paused: <PauseCircleOutlined aria-hidden="true" />,
  met: <CheckCircleOutlined aria-hidden="true" />,
  late: <WarningFilled aria-hidden="true" />,
  cancelled: <StopOutlined aria-hidden="true" />,
};

export function clockTone(stand: ClockStand): string {
  return stand.name === "running" && stand.soon ? "clock-soon" : `clock-${stand.name}`;
}

export function clockSign(stand: ClockStand): ReactNode {
  return signs[stand.name];
}

/** Sign, word and number of one clock, renewed every second. */
export function ClockState({ clock, held }: { clock: RowClock; held: boolean }) {
  const { t } = useTranslation();
  const lang = useLang();
  const stand = standOf(clock, useNow(), held);
  return (
    <span className={`clock-state ${clockTone(stand)}`}>
      {clockSign(stand)} <b>{standText(stand, t, lang)}</b>
    </span>
  );
}
