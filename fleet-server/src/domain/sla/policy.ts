// A policy: the clocks a clause of a contract starts, as data. The engine knows no contract; policies/*.json does.

/** How a clock counts. Hours run through nights and holidays unless the clause names service windows. */
export type ClockSpec =
  | { readonly kind: "elapsed"; readonly seconds: number }
  /** two limits; which one is decided once, by the instant of the start event */
  | { readonly kind: "elapsed"; readonly secondsIf: { readonly office: number; readonly off: number } }
  /** only time inside the windows counts */
  | { readonly kind: "service"; readonly seconds: number; readonly windows: string }
  | {
      readonly kind: "calendarDays";
      readonly days: number;
      /** `ticks` (default): n-th 24:00 after the start day (Civil Code 201); `exact`: n x 24 h from the instant */
      readonly mode?: "ticks" | "exact" | undefined;
      /** `excluded` (default, Civil Code 201) or `included`: the start day is day 1 */
      readonly startDay?: "excluded" | "included" | undefined;
      /** `civil203`: a last day that is a rest day moves to the next working day (Civil Code 203) */
      readonly rollover?: "none" | "civil203" | undefined;
    }
  /** State Council calendar with make-up days; the start day is excluded */
  | { readonly kind: "workingDays"; readonly days: number; readonly cutoff?: "24:00" | undefined };

/** Where a clock comes from, for the person who asks why. */
export interface Clause {
  /** short name in the list of clauses: C12 */
  readonly ref: string;
  /** the contract's own words */
  readonly text: string;
  /** how we read it; empty where the words leave no doubt */
  readonly readingZh: string;
  readonly readingEn: string;
}

export interface Milestone {
  readonly zh: string;
  readonly en: string;
  readonly clause: Clause;
  /** only for orders of this class */
  readonly class?: string | undefined;
  /** shown and warned of, but no contractual deadline */
  readonly advisory?: boolean | undefined;
  /** only once this event counts */
  readonly requires?: string | undefined;
  /** this event, while the clock is in time, ends it as cancelled */
  readonly supersededBy?: string | undefined;
  /** an event type, or `parts_complete`: the last required part has arrived or was allocated */
  readonly start: string;
  readonly clock: ClockSpec;
  /** event types; `acknowledged:human` counts only those whose `by` is `human` */
  readonly stop: readonly string[];
  /** grounds that pause it, when approved */
  readonly pausable: readonly string[];
  /** a completion is not undone by `reopened` */
  readonly sticky?: boolean | undefined;
}

/** Local time of day `HH:MM`; `days` all or working days only. */
export interface ServiceWindow {
  readonly from: string;
  readonly to: string;
  readonly days: "every" | "working";
}

/** Immutable: another wording is another version. */
export interface PolicyVersion {
  readonly id: string;
  readonly version: number;
  readonly zh: string;
  readonly en: string;
  /** which text it was taken from */
  readonly source: string;
  /** the windows that `service` clocks and `secondsIf` name, by name; `office` for `secondsIf` */
  readonly windows: Readonly<Record<string, ServiceWindow>>;
  /** in the order they are shown */
  readonly milestones: Readonly<Record<string, Milestone>>;
}
