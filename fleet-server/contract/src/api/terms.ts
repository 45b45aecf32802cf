// What binds the orders of a contract: which policies, read how, over which calendars, and who is told.
import { Millis, orderClasses } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId } from "../ids.ts";
import { ClauseView } from "./clocks.ts";
import { requestKinds } from "./order-events.ts";

export const bindingRoles = ["governing", "shadow", "reading"] as const;

/** One policy over the orders it is for; every condition given must hold. */
export const PolicyBinding = z.strictObject({
  policy: z.string().min(1).max(64),
  policyVersion: z.int().min(1),
  role: z.enum(bindingRoles),
  kinds: z.array(z.enum(requestKinds)).min(1).optional(),
  classes: z.array(z.enum(orderClasses)).min(1).optional(),
  levels: z.array(z.int().min(1).max(4)).min(1).optional(),
});
export type PolicyBinding = z.infer<typeof PolicyBinding>;

export const Escalation = z.strictObject({
  step: z.int().min(1).max(3),
  /** minutes after the breach of a binding clock */
  afterMinutes: z
    .int()
    .min(0)
    .max(60 * 24 * 90),
  /** groups of the notification file that are told */
  groups: z.array(z.string().min(1).max(64)).min(1),
});

/** A version of a contract's terms. Versions are never edited; an order lives under the one in force at its report. */
export const ContractTerms = z.object({
  contractId: ContractId,
  version: z.int(),
  /** orders reported from here on */
  appliesFrom: Millis,
  recordedAt: Millis,
  by: z.string(),
  /** the buyer's person who agreed, and the paper */
  approvedBy: z.string(),
  note: z.string(),
  bindings: z.array(PolicyBinding),
  escalations: z.array(Escalation),
});
export type ContractTerms = z.infer<typeof ContractTerms>;

export const NewTerms = z.strictObject({
  approvedBy: z.string().trim().min(1).max(64),
  note: z.string().trim().min(1).max(500),
  appliesFrom: Millis.optional(),
  bindings: z.array(PolicyBinding).max(40),
  escalations: z.array(Escalation).max(3),
  /** the version the person looked at; refused when there is a newer one */
  seenVersion: z.int().min(0),
});
export type NewTerms = z.infer<typeof NewTerms>;

export const PolicyView = z.object({
  id: z.string(),
  version: z.int(),
  zh: z.string(),
  en: z.string(),
  source: z.string(),
  milestones: z.array(
    z.object({
      milestone: z.string(),
      zh: z.string(),
      en: z.string(),
      clause: ClauseView,
      class: z.string().nullable(),
      advisory: z.boolean(),
      start: z.string(),
      stop: z.array(z.string()),
      pausable: z.array(z.string()),
      limitZh: z.string(),
      limitEn: z.string(),
    }),
  ),
});
export type PolicyView = z.infer<typeof PolicyView>;

export const TermsList = z.object({
  contractId: ContractId,
  /** newest first; empty where nobody entered any: then no deadline is known */
  versions: z.array(ContractTerms),
  policies: z.array(PolicyView),
});
export type TermsList = z.infer<typeof TermsList>;

export const CalendarView = z.object({
  id: z.string(),
  kind: z.enum(["official", "statutory"]),
  publishedAt: Millis,
  recordedAt: Millis,
  from: z.iso.date(),
  to: z.iso.date(),
  off: z.array(z.iso.date()),
  work: z.array(z.iso.date()),
  source: z.string(),
  by: z.string(),
});
export const CalendarList = z.object({
  calendars: z.array(CalendarView),
  /** a year that ought to have been published by now: clause of the calendar alarm; null when none is missing */
  missing: z.object({ year: z.int(), since: Millis }).nullable(),
});
export type CalendarList = z.infer<typeof CalendarList>;

export const CalendarImport = z.strictObject({
  format: z.enum(["notice", "holiday-cn"]),
  text: z.string().min(1).max(200_000),
  /** when the notice was published */
  publishedAt: Millis,
  source: z.string().trim().min(1).max(300),
  /** true: only say what it would be */
  dryRun: z.boolean(),
  /** codes of `confirmable` problems that the person looked at and takes upon themselves */
  confirm: z.array(z.string().max(60)).max(20).default([]),
});
export type CalendarImport = z.input<typeof CalendarImport>;

export const CalendarProblem = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** of the pasted text, from 1 */
  line: z.int().nullable(),
  date: z.string().nullable(),
  confirmable: z.boolean(),
});

/** With problems nothing was stored, whatever was asked. */
export const CalendarImported = z.object({
  calendar: CalendarView.omit({ by: true }).nullable(),
  problems: z.array(CalendarProblem),
  /** what it changes against what is known, day by day */
  notes: z.array(z.object({ zh: z.string(), en: z.string() })),
  /** open orders whose due time moves */
  movedOrders: z.int(),
  stored: z.boolean(),
});
export type CalendarImported = z.infer<typeof CalendarImported>;

/** Where people are told, without any secret. */
export const NotifyView = z.object({
  configured: z.boolean(),
  channels: z.array(z.object({ id: z.string(), kind: z.string(), target: z.string(), perMinute: z.int().nullable() })),
  groups: z.array(
    z.object({
      id: z.string(),
      zh: z.string(),
      en: z.string(),
      channels: z.array(z.object({ channel: z.string(), fallback: z.boolean() })),
      people: z.array(z.string()),
    }),
  ),
});
export type NotifyView = z.infer<typeof NotifyView>;

/** An office's statement of the clocks of a contract as known at an instant: the same bytes whenever it is asked for. */
export const ClockStatementQuery = z.object({ asOf: z.coerce.number().int().optional() });
