// What is read from disk about one terminal: the messages it sent, the lines of its history.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { TimelineEntry } from "./kiosks.ts";

/** Where the next page begins; as a list's `next` gave it. */
const ReportCursor = z
  .string()
  .max(80)
  .regex(/^\d{1,16}\.[0-9a-zA-Z-]{1,40}\.\d{1,12}$/);
const TimelineCursor = z
  .string()
  .max(120)
  .regex(/^\d{1,16}\.\d{1,16}\.[\w-]{1,80}$/);

export const ReportQuery = z.object({
  before: ReportCursor.optional(),
  limit: z.coerce.number().int().min(1).max(20).default(10),
});

/** One stored message as it came. */
export const ReportView = z.object({
  bootId: z.string(),
  seq: z.int(),
  leaf: z.enum(["report", "event"]),
  /** by the terminal's clock */
  at: Millis,
  sentAt: Millis,
  /** by the server's */
  receivedAt: Millis,
  /** octets of the body */
  bytes: z.int(),
  /** JSON text, word for word */
  body: z.string(),
});
export type ReportView = z.infer<typeof ReportView>;
/** Newest first. */
export const ReportList = z.object({ at: Millis, reports: z.array(ReportView), next: ReportCursor.nullable() });
export type ReportList = z.infer<typeof ReportList>;

export const TimelineQuery = z.object({
  before: TimelineCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Newest first. */
export const TimelinePage = z.object({ entries: z.array(TimelineEntry), next: TimelineCursor.nullable() });
export type TimelinePage = z.infer<typeof TimelinePage>;
