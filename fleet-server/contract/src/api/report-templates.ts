// The forms reports are written in: the owner's order of sections, titles, fixed words and Word form, version by version.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId } from "../ids.ts";
import { reportKinds } from "./reports.ts";

/** One section of a form. `fixed` stands below the heading; it may hold `{{placeholders}}` of the closed list. */
export const TemplateSection = z.strictObject({
  id: z.string().max(40),
  on: z.boolean(),
  zh: z.string().trim().min(1).max(60),
  en: z.string().trim().min(1).max(90),
  fixed: z.string().max(4000),
});
export type TemplateSection = z.infer<typeof TemplateSection>;

export const ReportTemplateBody = z.strictObject({
  titleZh: z.string().trim().min(1).max(80),
  titleEn: z.string().trim().min(1).max(120),
  /** first letters of every number; null: those of the contract */
  numberPrefix: z
    .string()
    .regex(/^[A-Z]{1,6}$/, "A-Z")
    .nullable(),
  /** in the order they are printed */
  sections: z.array(TemplateSection).min(1).max(40),
  /** tables longer than this are cut in docx and pdf, and whole in xlsx only; null: whole everywhere */
  rowsInDocument: z.int().min(1).nullable(),
  /** who signs, from left to right */
  signatures: z.array(z.string().trim().min(1).max(30)).max(6),
});
export type ReportTemplateBody = z.infer<typeof ReportTemplateBody>;

/** Version 0 is the product's own. */
export const ReportTemplate = z.object({
  contractId: ContractId,
  kind: z.enum(reportKinds),
  version: z.int().min(0),
  body: ReportTemplateBody,
  /** the owner's own Word form; null: the product's layout */
  word: z.object({ digest: z.string(), name: z.string(), bytes: z.int(), tags: z.array(z.string()) }).nullable(),
  note: z.string(),
  by: z.string(),
  at: Millis,
});
export type ReportTemplate = z.infer<typeof ReportTemplate>;

export const ReportTemplates = z.object({
  at: Millis,
  contractId: ContractId,
  /** the one in force of each kind */
  templates: z.array(ReportTemplate),
  /** the superseded ones, newest first */
  history: z.array(ReportTemplate),
  /** the closed list, with what each becomes */
  placeholders: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
  /** sections there are, of each kind; `hasText`: people write there */
  known: z.array(
    z.object({
      kind: z.enum(reportKinds),
      sections: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), hasText: z.boolean() })),
    }),
  ),
});
export type ReportTemplates = z.infer<typeof ReportTemplates>;

export const ReportTemplateChange = z.strictObject({
  body: ReportTemplateBody,
  note: z.string().trim().min(1).max(500),
  seenVersion: z.int().min(0),
});
export type ReportTemplateChange = z.input<typeof ReportTemplateChange>;

/** Taking the owner's Word form back; a form comes as the bare body of a PUT. */
export const WordFormRemoval = z.strictObject({
  note: z.string().trim().min(1).max(500),
  seenVersion: z.int().min(0),
});
export type WordFormRemoval = z.input<typeof WordFormRemoval>;
