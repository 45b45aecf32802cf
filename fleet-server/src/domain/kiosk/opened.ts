// How many are there of those that should be: a terminal whose point is shut is not missed.
import type { Millis } from "../time.ts";
import type { Kiosk } from "./kiosk.ts";
import { isOpenAt } from "./opening-hours.ts";

export interface Opened {
  /** terminals whose point is open now, or whose hours nobody entered */
  readonly open: number;
  readonly online: number;
  readonly closed: number;
  /** of the open ones: counted as open for want of hours */
  readonly hoursUnknown: number;
  /** of the open ones: not heard of since the server started */
  readonly unverified: number;
}

export function openedOf(kiosks: Iterable<Kiosk>, at: Millis): Opened {
  const n = { open: 0, online: 0, closed: 0, hoursUnknown: 0, unverified: 0 };
  for (const { master, status } of kiosks) {
    // created, but nobody has put it up yet
    if (status.presence === "never") continue;
    const open = isOpenAt(master.openingHours, at);
    if (open === false) {
      n.closed += 1;
      continue;
    }
    n.open += 1;
    if (open === "unknown") n.hoursUnknown += 1;
    if (status.presence === "online") n.online += 1;
    if (status.presence === "unverified") n.unverified += 1;
  }
  return n;
}
