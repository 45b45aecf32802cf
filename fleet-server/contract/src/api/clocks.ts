// A contract clock as people see it, and why it stands where it stands.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";

export const clockStates = ["not_started", "running", "paused", "met", "met_late", "breached", "cancelled"] as const;

/**
 * `governing`: this deadline binds. `advisory`: shown beside it (the other reading of the part clause, the supplier's
 * proposal). `shadow`: another clause over the same order. `reading`: the same clause counted another way.
 */
export const clockRoles = ["governing", "advisory", "shadow", "reading"] as const;

/** Where a clause is found; its text comes with one order, as in lists of thousands it would be most of the bytes. */
export const ClauseRef = z.object({ ref: z.string() });
export const ClauseView = ClauseRef.extend({
  text: z.string(),
  readingZh: z.string(),
  readingEn: z.string(),
});

export const OrderClock = z.object({
  policy: z.string(),
  policyVersion: z.int(),
  role: z.enum(clockRoles),
  milestone: z.string(),
  zh: z.string(),
  en: z.string(),
  clause: ClauseView,
  state: z.enum(clockStates),
  /** counts days and ends at 24:00 of one */
  dayClock: z.boolean(),
  /** an approved pause stops it: the clause, or the law, names grounds for it */
  pausable: z.boolean(),
  startAt: Millis.nullable(),
  /** last instant in time; null while not started or paused */
  dueAt: Millis.nullable(),
  /** provisional: it reaches days that no published calendar covers */
  dueStatus: z.enum(["final", "provisional"]),
  completedAt: Millis.nullable(),
  lateByMs: z.int().nullable(),
  overdueMs: z.int().nullable(),
  remainingMs: z.int().nullable(),
  remainingDays: z.int().nullable(),
  /** it was overdue once; stays true for a cancelled clock */
  breached: z.boolean(),
  /** starts before or ends after the contract's term (clause C17); counted all the same */
  beyondTerm: z.boolean(),
});
export type OrderClock = z.infer<typeof OrderClock>;

/** A clock in a list of orders: {@link OrderClock} with the name of its clause alone. */
export const RowClock = OrderClock.extend({ clause: ClauseRef });
export type RowClock = z.infer<typeof RowClock>;

export const alarmLevels = [
  "warn50",
  "warn80",
  "D-3",
  "D-1",
  "D-0",
  "due",
  "breach",
  "escalate-1",
  "escalate-2",
  "escalate-3",
  "due_changed",
  "ageing",
] as const;
export type AlarmLevel = (typeof alarmLevels)[number];

/** What happens next by time alone. */
export const PlannedAlarm = z.object({
  policy: z.string(),
  milestone: z.string(),
  zh: z.string(),
  en: z.string(),
  level: z.enum(alarmLevels),
  at: Millis,
  dueAt: Millis,
});
export type PlannedAlarm = z.infer<typeof PlannedAlarm>;

const day = z.iso.date();
export const DerivationStep = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start"), at: Millis, eventId: z.string(), eventType: z.string() }),
  z.object({ kind: z.literal("limit"), at: Millis, chosen: z.enum(["office", "off"]), seconds: z.int() }),
  z.object({
    kind: z.literal("tick"),
    at: Millis,
    day,
    counted: z.boolean(),
    n: z.int(),
    why: z.enum(["counted", "paused", "rest-day", "rolled-over"]),
  }),
  z.object({
    kind: z.literal("stretch"),
    from: Millis,
    to: Millis,
    ms: z.int(),
    why: z.enum(["counted", "paused", "outside-window"]),
  }),
  z.object({ kind: z.literal("pause"), from: Millis, to: Millis.nullable(), eventIds: z.array(z.string()) }),
  z.object({ kind: z.literal("extension"), at: Millis, days: z.int(), eventId: z.string() }),
  z.object({ kind: z.literal("event"), at: Millis, eventId: z.string(), eventType: z.string() }),
  z.object({ kind: z.literal("due"), at: Millis.nullable(), dueStatus: z.enum(["final", "provisional"]) }),
]);
export type DerivationStep = z.infer<typeof DerivationStep>;

export const ClockDerivation = z.object({
  clock: OrderClock,
  /** the limit in words: 7 个自然日 */
  limitZh: z.string(),
  limitEn: z.string(),
  calendars: z.array(z.string()),
  steps: z.array(DerivationStep),
});
export type ClockDerivation = z.infer<typeof ClockDerivation>;

/** An event of the log that changes no clock, and why. */
export const IgnoredEvent = z.object({ eventId: z.string(), type: z.string(), reason: z.string() });

export const AlarmView = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  contractId: z.string(),
  kioskSeq: z.int(),
  kioskName: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  policy: z.string(),
  milestone: z.string(),
  zh: z.string(),
  en: z.string(),
  level: z.enum(alarmLevels),
  dueAt: Millis.nullable(),
  /** when it should have been told */
  plannedAt: Millis,
  firedAt: Millis,
  /** told late: the server was down when it was planned */
  late: z.boolean(),
  notices: z.array(
    z.object({
      id: z.string(),
      group: z.string(),
      channel: z.string(),
      state: z.enum(["waiting", "delivered", "failed"]),
      tries: z.int(),
      at: Millis.nullable(),
      /** the last answer; telephone numbers masked */
      detail: z.string(),
    }),
  ),
});
export type AlarmView = z.infer<typeof AlarmView>;
export const AlarmListQuery = z.object({
  contract: z.string().max(64).optional(),
  order: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const AlarmList = z.object({ at: Millis, alarms: z.array(AlarmView) });
