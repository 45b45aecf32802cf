// Working days as data: versions of the State Council's calendar, what is known at an instant, and whether it is final.
import type { Millis } from "../time.ts";

/** A published set of days off and make-up working days. Local dates `YYYY-MM-DD` of Asia/Shanghai. */
export interface CalendarVersion {
  readonly id: string;
  /** `official`: the State Council's notice; `statutory`: only the days the holiday decree fixes, until there is a notice */
  readonly kind: "official" | "statutory";
  readonly publishedAt: Millis;
  /** when this system took it; it is not used for an earlier `asOf` */
  readonly recordedAt: Millis;
  /** first and last day it speaks for, inclusive */
  readonly from: string;
  readonly to: string;
  readonly off: readonly string[];
  /** Saturdays and Sundays on which people work (调休) */
  readonly work: readonly string[];
  /** where it was published */
  readonly source: string;
}
