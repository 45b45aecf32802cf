// What the engine answers: the state of each clock of an order at an instant.
import type { Millis } from "../time.ts";

export const clockStates = ["not_started", "running", "paused", "met", "met_late", "breached", "cancelled"] as const;
export type ClockState = (typeof clockStates)[number];

export interface MilestoneState {
  /** key in the policy */
  readonly milestone: string;
  readonly state: ClockState;
  readonly advisory: boolean;
  readonly startAt: Millis | null;
  /** last instant that is on time; null while not started or paused */
  readonly dueAt: Millis | null;
  /** `provisional`: the count reached days that no official calendar covers */
  readonly dueStatus: "final" | "provisional";
  readonly completedAt: Millis | null;
  /** met_late: how late */
  readonly lateByMs: number | null;
  /** breached: how long past due at `asOf` (cancelled: when it ended); frozen while paused after the breach */
  readonly overdueMs: number | null;
  /** paused: what is left of the limit, in the clock's own unit */
  readonly remaining: { readonly ms: number } | { readonly days: number } | null;
  /** whether it is or was overdue; a breach is never erased, so a cancelled clock keeps it */
  readonly breached: boolean;
  /** cancelled: when the order was cancelled, its class left, or the clock superseded */
  readonly cancelledAt: Millis | null;
  /** hour clocks that run or are breached: when half and four fifths of the limit had been counted; null for others */
  readonly warnAt: { readonly half: Millis; readonly fourFifths: Millis } | null;
}

/** An event that changes no clock, and why: nothing is dropped silently. */
export interface IgnoredEvent {
  readonly eventId: string;
  readonly type: string;
  readonly reason:
    | "duplicate-id-differs"
    | "in-the-future"
    | "before-report"
    | "unknown-type"
    | "pause-not-approved"
    | "pause-ground-not-allowed"
    | "extension-not-approved"
    | "extension-of-unknown-milestone"
    | "extension-before-start"
    | "extension-of-closed-clock"
    | "extension-after-breach"
    | "rejection-not-approved"
    | "rejection-after-breach"
    | "requirement-after-breach"
    | "part-after-closure"
    | "correction-not-approved"
    | "correction-without-target"
    | "declared-too-late"
    /** a field that the type needs is missing or makes no sense */
    | "incomplete";
}

export interface Evaluation {
  /** those that apply to the order's class and history, in the policy's order */
  readonly milestones: readonly MilestoneState[];
  readonly ignored: readonly IgnoredEvent[];
}

export type WarningLevel = "warn50" | "warn80" | "D-3" | "D-1" | "D-0";

export interface PlannedWarning {
  readonly milestone: string;
  readonly level: WarningLevel;
  readonly at: Millis;
}

/** One counted or skipped local 24:00; `n` is the count after it. */
export interface TickStep {
  readonly kind: "tick";
  readonly at: Millis;
  /** the local day it ends */
  readonly day: string;
  readonly counted: boolean;
  readonly n: number;
  readonly why: "counted" | "paused" | "rest-day" | "rolled-over";
}

/** A stretch of an hour clock; `ms` is 0 where it did not count. */
export interface StretchStep {
  readonly kind: "stretch";
  readonly from: Millis;
  readonly to: Millis;
  readonly ms: number;
  readonly why: "counted" | "paused" | "outside-window";
}

/** One step of the reason for a due instant, in the order it was counted. */
export type DerivationStep =
  | { readonly kind: "start"; readonly at: Millis; readonly eventId: string; readonly eventType: string }
  /** office or off-duty limit chosen by the instant of the start */
  | { readonly kind: "limit"; readonly at: Millis; readonly chosen: "office" | "off"; readonly seconds: number }
  | TickStep
  | StretchStep
  | { readonly kind: "pause"; readonly from: Millis; readonly to: Millis | null; readonly eventIds: readonly string[] }
  | { readonly kind: "extension"; readonly at: Millis; readonly days: number; readonly eventId: string }
  /** part, reopening, correction, completion, cancellation …: an event that moved the start, undid or made the end */
  | { readonly kind: "event"; readonly at: Millis; readonly eventId: string; readonly eventType: string }
  | { readonly kind: "due"; readonly at: Millis | null; readonly dueStatus: "final" | "provisional" };

export interface Derivation {
  readonly milestone: string;
  /** ids of the calendars that were read, in the order they were preferred; empty where none was needed */
  readonly calendars: readonly string[];
  readonly steps: readonly DerivationStep[];
}
