// Which groups hear of an alarm.
import type { AlarmLevel } from "@kiosk/contract";
import type { Route } from "@kiosk/firmware-profiles";
import type { Alarm } from "./alarm.ts";

export interface NoticeRoute {
  /** id of a contract, or `*` */
  readonly contract: string;
  readonly levels: readonly AlarmLevel[];
  /** only of orders that these are to deal with first; absent: of all */
  readonly handlers?: readonly Route[] | undefined;
  readonly groups: readonly string[];
}

/** All groups of all routes that fit, each once, in the order of the routes. */
export function groupsFor(routes: readonly NoticeRoute[], alarm: Alarm): readonly string[] {
  const fitting = routes.filter(
    ({ contract, levels, handlers }) =>
      (contract === "*" || contract === alarm.contractId) && levels.includes(alarm.level) && fits(handlers, alarm),
  );
  return [...new Set(fitting.flatMap((route) => route.groups))];
}

/** An order that nobody was chosen for is everybody's: rather told to too many than to nobody. */
function fits(handlers: NoticeRoute["handlers"], { route }: Alarm): boolean {
  return handlers === undefined || route === undefined || handlers.includes(route);
}
