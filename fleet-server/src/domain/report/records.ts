// What is stored of reports. Nothing is overwritten but a report's own head; figures, texts and acts only grow.
import type {
  ContractId,
  KioskId,
  ReportFigures,
  ReportKind,
  ReportState,
  ReportTemplateBody,
  reportEventActs,
} from "@kiosk/contract";
import type { Millis } from "../time.ts";

/** The head: what lists are sorted and cut by. */
export interface ReportRecord {
  readonly id: string;
  readonly contractId: ContractId;
  readonly kind: ReportKind;
  readonly number: string;
  /** `2026-W37`, `2026-09`, or the day of what it is about */
  readonly period: string;
  /** local days, inclusive */
  readonly fromDay: string;
  readonly toDay: string;
  /** the inspection, guarantee or drill it is about; empty: its period alone */
  readonly subjectId: string;
  readonly kioskId: KioskId | null;
  readonly state: ReportState;
  readonly version: number;
  readonly textVersion: number;
  readonly dueAt: Millis | null;
  readonly dueStatus: "final" | "provisional" | null;
  /** first filing */
  readonly filedAt: Millis | null;
  readonly drafter: string;
  readonly reviewer: string | null;
  readonly acknowledger: string | null;
  readonly createdAt: Millis;
  readonly updatedAt: Millis;
}

/** One draft's figures, as they were known then. */
export interface ReportDraft {
  readonly reportId: string;
  readonly version: number;
  readonly asOf: Millis;
  readonly logSeq: number;
  readonly logHash: string;
  readonly templateVersion: number;
  readonly figures: ReportFigures;
  readonly by: string;
  readonly name: string;
  readonly at: Millis;
  readonly note: string;
}

/** What people wrote, whole after each edit; counted on through all drafts. */
export interface ReportTexts {
  readonly reportId: string;
  readonly textVersion: number;
  /** draft it was written in */
  readonly version: number;
  readonly texts: Readonly<Record<string, string>>;
  readonly by: string;
  readonly name: string;
  readonly at: Millis;
}

export interface ReportEventRecord {
  readonly reportId: string;
  readonly seq: number;
  readonly at: Millis;
  readonly act: (typeof reportEventActs)[number];
  readonly by: string;
  readonly name: string;
  readonly comment: string;
  readonly version: number;
}

export interface TemplateRecord {
  readonly contractId: ContractId;
  readonly kind: ReportKind;
  readonly version: number;
  readonly body: ReportTemplateBody;
  /** of the file store; null: the product's layout */
  readonly wordDigest: string | null;
  readonly wordName: string | null;
  readonly wordBytes: number;
  readonly wordTags: readonly string[];
  readonly note: string;
  readonly by: string;
  readonly at: Millis;
}
