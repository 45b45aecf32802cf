// What all clocks of an order share, read once from its log.
import type { Millis } from "../time.ts";
import { type ClassHistory, classHistory } from "./class-history.ts";
import type { SlaEvent } from "./event.ts";
import { type ClockLog, type Ignored, readLog } from "./log.ts";
import { isApproved, type Pause, pausesOf } from "./pauses.ts";
import type { PolicyVersion } from "./policy.ts";
import type { Calendars } from "./working-calendar.ts";

export interface OrderFacts {
  readonly policy: PolicyVersion;
  readonly calendars: Calendars;
  readonly asOf: Millis;
  readonly log: ClockLog;
  readonly cancelled: SlaEvent | null;
  readonly classes: ClassHistory;
  /** approved extensions of whole days by milestone, in effective order */
  readonly extensions: ReadonlyMap<string, readonly SlaEvent[]>;
  /** what no clock of the policy takes */
  readonly ignored: readonly Ignored[];
  readonly pauses: (grounds: readonly string[]) => readonly Pause[];
}

/** An extension longer than this is a slip of the keyboard. */
const longestExtensionDays = 3660;

const noExtensions: ReadonlyMap<string, readonly SlaEvent[]> = new Map();

export function readFacts(
  policy: PolicyVersion,
  calendars: Calendars,
  events: readonly SlaEvent[],
  asOf: Millis,
): OrderFacts {
  const log = readLog(events, asOf);
  const ignored: Ignored[] = [];
  let cancelled: SlaEvent | null = null;
  let extensions: Map<string, SlaEvent[]> | null = null;
  for (const event of log.events) {
    const reason = refusal(policy, event);
    if (reason !== null) ignored.push({ event, reason });
    else if (event.type === "cancelled") cancelled ??= event;
    else if (event.type === "extension_granted") {
      extensions ??= new Map();
      const milestone = event.data.milestone ?? "";
      const others = extensions.get(milestone);
      if (others === undefined) extensions.set(milestone, [event]);
      else others.push(event);
    }
  }
  return {
    policy,
    calendars,
    asOf,
    log,
    cancelled,
    classes: classHistory(log.events, cancelled?.at ?? null),
    extensions: extensions ?? noExtensions,
    ignored,
    pauses: rememberedPauses(log.events),
  };
}

function refusal(policy: PolicyVersion, event: SlaEvent): Ignored["reason"] | null {
  switch (event.type) {
    case "pause":
      if (!isApproved(event)) return "pause-not-approved";
      return isGround(policy, event.data.reason ?? "") ? null : "pause-ground-not-allowed";
    case "extension_granted":
      if (!isApproved(event)) return "extension-not-approved";
      return isWholeDays(event.data.days) ? null : "incomplete";
    case "part_rejected":
      if (!isApproved(event)) return "rejection-not-approved";
      return event.data.part === undefined ? "incomplete" : null;
    case "part_arrived":
    case "part_allocated":
      return event.data.part === undefined ? "incomplete" : null;
    case "part_required":
      return event.data.parts === undefined || event.data.parts.length === 0 ? "incomplete" : null;
    case "classified":
      return event.data.class === undefined ? "incomplete" : null;
    default:
      return null;
  }
}

function isGround(policy: PolicyVersion, ground: string): boolean {
  return Object.values(policy.milestones).some((milestone) => milestone.pausable.includes(ground));
}

function isWholeDays(days: number | undefined): boolean {
  return days !== undefined && Number.isInteger(days) && days >= 1 && days <= longestExtensionDays;
}

/** Most clocks of a policy pause on the same grounds: their pauses are worked out once. */
function rememberedPauses(events: readonly SlaEvent[]): OrderFacts["pauses"] {
  const known: { readonly grounds: readonly string[]; readonly pauses: readonly Pause[] }[] = [];
  return (grounds) => {
    const before = known.find((k) => sameWords(k.grounds, grounds));
    if (before !== undefined) return before.pauses;
    const pauses = pausesOf(events, grounds);
    known.push({ grounds, pauses });
    return pauses;
  };
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((word, i) => word === b[i]));
}
