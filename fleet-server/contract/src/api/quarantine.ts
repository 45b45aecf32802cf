import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ErrorCodeSchema } from "./problem.ts";

/** What became of a kept message. `replayed`: it went through the steps again and was understood. */
export const quarantineResolutions = ["replayed", "discarded"] as const;

/** A resolved row stays for so long, marked. */
export const resolvedQuarantineMs = 180 * 86_400_000;

/** A message that could not be understood: kept with its bytes, acknowledged, counted. */
export const QuarantineRow = z.object({
  id: z.string(),
  receivedAt: Millis,
  kioskId: z.string(),
  topic: z.string(),
  reason: ErrorCodeSchema,
  /** which field, and what about it */
  detail: z.string(),
  bytes: z.int(),
  /** the beginning of the payload as text, control characters escaped */
  preview: z.string(),
  /** null: waiting for somebody */
  resolution: z.enum(quarantineResolutions).nullable(),
  resolvedAt: Millis.nullable(),
  resolvedBy: z.string().nullable(),
  /** the reason given, or what replaying found */
  resolvedWhy: z.string().nullable(),
});
export type QuarantineRow = z.infer<typeof QuarantineRow>;

export const QuarantineListQuery = z.object({
  /** `waiting`: nobody has resolved it yet */
  view: z.enum(["waiting", "resolved"]).default("waiting"),
  reason: ErrorCodeSchema.optional(),
  kiosk: z.string().max(40).optional(),
});

export const QuarantineList = z.object({
  at: Millis,
  /** kept rows in reach, resolved ones among them */
  total: z.int(),
  waiting: z.int(),
  resolved: z.int(),
  /** kept rows are bounded per kiosk; what fell out is still counted */
  discarded: z.int(),
  /** waiting rows by reason, most frequent first */
  reasons: z.array(z.object({ reason: ErrorCodeSchema, n: z.int() })),
  rows: z.array(QuarantineRow),
});
export type QuarantineList = z.infer<typeof QuarantineList>;

export const QuarantineDetail = QuarantineRow.extend({ hex: z.string(), truncated: z.boolean() });
export type QuarantineDetail = z.infer<typeof QuarantineDetail>;

/**
 * `taken`: understood, and now part of the terminal's history. `already-there`: the same message had come again meanwhile.
 * `superseded`: it says how things stood, and the terminal has been heard since. `refused`: still not understood, `reason` says why now. `cut`: only its beginning was kept, so that it cannot be tried.
 */
export const replayOutcomes = ["taken", "already-there", "superseded", "refused", "cut", "resolved-before"] as const;
export const ReplayResult = z.object({
  id: z.string(),
  outcome: z.enum(replayOutcomes),
  reason: ErrorCodeSchema.nullable(),
  detail: z.string(),
});
export type ReplayResult = z.infer<typeof ReplayResult>;

export const DiscardQuarantined = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type DiscardQuarantined = z.infer<typeof DiscardQuarantined>;

/** Many at once, exactly those that the person was shown. */
export const QuarantineBulk = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("replay"), ids: z.array(z.string().min(1).max(100)).min(1).max(200) }),
  z.strictObject({
    act: z.literal("discard"),
    ids: z.array(z.string().min(1).max(100)).min(1).max(200),
    reason: z.string().trim().min(1).max(500),
  }),
]);
export type QuarantineBulk = z.infer<typeof QuarantineBulk>;

export const QuarantineTouched = z.object({
  at: Millis,
  results: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum([...replayOutcomes, "discarded", "not-found"]),
      reason: ErrorCodeSchema.nullable(),
      detail: z.string(),
    }),
  ),
});
export type QuarantineTouched = z.infer<typeof QuarantineTouched>;
