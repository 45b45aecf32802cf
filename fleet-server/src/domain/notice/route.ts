// Which groups hear of an alarm.
import type { AlarmLevel } from "@kiosk/contract";
import type { Alarm } from "./alarm.ts";

export interface NoticeRoute {
  /** id of a contract, or `*` */
  readonly contract: string;
  readonly levels: readonly AlarmLevel[];
  readonly groups: readonly string[];
}

/** All groups of all routes that fit, each once, in the order of the routes. */
export function groupsFor(routes: readonly NoticeRoute[], alarm: Alarm): readonly string[] {
  const fitting = routes.filter(
    (route) => (route.contract === "*" || route.contract === alarm.contractId) && route.levels.includes(alarm.level),
  );
  return [...new Set(fitting.flatMap((route) => route.groups))];
}
