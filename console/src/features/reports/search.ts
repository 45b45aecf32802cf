import { LocalDate, ledgerKinds, ReportFilter, reportKinds } from "@kiosk/contract";
import { z } from "zod";

export const reportViews = ["list", "ledgers", "templates"] as const;

/** What a link carries: which part of the page, and what narrows its list. */
export const ReportsSearch = z.object({
  view: z.enum(reportViews).optional().catch(undefined),
  kind: z.enum(reportKinds).optional().catch(undefined),
  state: ReportFilter.shape.state.catch(undefined),
  due: ReportFilter.shape.due.catch(undefined),
  kiosk: z.string().max(40).optional().catch(undefined),
  /** what a report is about, as other pages link here: an inspection, a guarantee, a drill */
  subject: ReportFilter.shape.subject.catch(undefined),
  /** periods that touch this month, `2026-09` */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  /** the form for a new draft is open */
  draft: z.literal("1").optional().catch(undefined),
  ledger: z.enum(ledgerKinds).optional().catch(undefined),
  from: LocalDate.optional().catch(undefined),
  to: LocalDate.optional().catch(undefined),
  /** whose form is being looked at */
  form: z.enum(reportKinds).optional().catch(undefined),
});
export type ReportsSearch = z.infer<typeof ReportsSearch>;

/** Where a figure's rows are: a table of a section; and which version is shown, where that is not the newest. */
export const ReportSearch = z.object({
  section: z.string().max(40).optional().catch(undefined),
  table: z.string().max(40).optional().catch(undefined),
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .optional()
    .catch(undefined),
});
export type ReportSearch = z.infer<typeof ReportSearch>;
