// What reports read from disk, and what other rooms tell them.
import type { ContractId, KioskId, ReportFilter, ReportFormat, ReportKind, ReportTable } from "@kiosk/contract";
import type { FaultCode } from "@kiosk/firmware-profiles";
import type { PresenceChange } from "./domain/report/availability.ts";
import type { ReportDocument } from "./domain/report/document.ts";
import type {
  ReportDraft,
  ReportEventRecord,
  ReportRecord,
  ReportTexts,
  TemplateRecord,
} from "./domain/report/records.ts";
import type { Millis } from "./domain/time.ts";
import type { WorkOrder } from "./domain/work-order/work-order.ts";
import type { Reach } from "./ports.ts";

export type ReportPageMark = Pick<ReportRecord, "toDay" | "id">;

export interface ReportPageFilter
  extends Pick<ReportFilter, "contract" | "kind" | "state" | "kiosk" | "subject" | "due" | "from" | "to"> {
  readonly reach: Reach;
  /** what `due` is measured by */
  readonly at: Millis;
  readonly after?: ReportPageMark | undefined;
  readonly limit: number;
}

/** A fault that was raised, as much of it as reports count. */
export interface PastRaise {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly deviceId: string | null;
  readonly code: FaultCode;
  readonly part: string;
  readonly raisedAt: Millis;
  readonly clearedAt: Millis | null;
  readonly occurrences: number;
}

/** Alarms told in a span, counted. */
export interface AlarmCount {
  readonly level: string;
  readonly n: number;
  readonly late: number;
}

/** Part of FleetStore. @throws StoreError */
export interface ReportHistory {
  find(id: string): Promise<ReportRecord | undefined>;
  findBy(
    contractId: ContractId,
    kind: ReportKind,
    period: string,
    subjectId: string,
  ): Promise<ReportRecord | undefined>;
  /** Newest period first. */
  page(filter: ReportPageFilter): Promise<ReportRecord[]>;
  count(filter: Omit<ReportPageFilter, "after" | "limit">): Promise<number>;
  /** Every number that begins so. */
  numbers(contractId: ContractId, stem: string): Promise<string[]>;
  draft(reportId: string, version: number): Promise<ReportDraft | undefined>;
  /** Without their figures, newest first. */
  drafts(reportId: string): Promise<Omit<ReportDraft, "figures">[]>;
  texts(reportId: string, textVersion: number): Promise<ReportTexts | undefined>;
  /** The last ones written by the end of that draft. */
  textsOfVersion(reportId: string, version: number): Promise<ReportTexts | undefined>;
  /** Oldest first. */
  events(reportId: string): Promise<ReportEventRecord[]>;
  /** Every version, oldest first. */
  templates(contractId: ContractId): Promise<TemplateRecord[]>;

  /** Last line of the orders' log that was there at that time; undefined: none yet. */
  logHead(asOf: Millis): Promise<{ readonly logSeq: number; readonly hash: string } | undefined>;
  /** Orders reported before the end that were open or closed at the begin or later, by id behind `after`. */
  ordersTouching(
    contractId: ContractId,
    span: readonly [from: Millis, to: Millis],
    after: string,
    limit: number,
  ): Promise<WorkOrder[]>;
  /** Faults raised before the end and not cleared before the begin, by id behind `after`. */
  raises(
    contractId: ContractId,
    span: readonly [from: Millis, to: Millis],
    after: string,
    limit: number,
  ): Promise<PastRaise[]>;
  /** Terminals that came or went at `from` or later, by terminal and time; `after`: behind that terminal. */
  presence(
    contractId: ContractId,
    from: Millis,
    after: string,
    limit: number,
  ): Promise<{ readonly kioskId: KioskId; readonly changes: readonly PresenceChange[] }[]>;
  /** Completed inspections nobody drew up a report of, oldest first. */
  undrafted(limit: number): Promise<{ readonly id: string; readonly contractId: ContractId }[]>;
  firstSample(contractId: ContractId): Promise<Millis | null>;
  /** Moments of samples in the span, ascending, with how many points were open and how many terminals there. */
  samplesIn(
    contractId: ContractId,
    span: readonly [from: Millis, to: Millis],
  ): Promise<{ readonly at: Millis; readonly open: number; readonly online: number }[]>;
  alarmCounts(contractId: ContractId, span: readonly [from: Millis, to: Millis]): Promise<AlarmCount[]>;
}

/** What a guarantee's room tells of one day, of its end, or of a drill; it has the records, this room the form. */
export interface OccasionFacts {
  readonly contractId: ContractId;
  readonly zh: string;
  /** local days, inclusive */
  readonly from: string;
  readonly to: string;
  readonly dueAt: Millis | null;
  readonly kiosks: number;
  readonly tables: readonly ReportTable[];
  /** how often something failed; null: nobody counted */
  readonly faults: number | null;
  readonly summary: string;
}

export interface OccasionSource {
  /** @param date the day of a daily report; null for closings and drills. undefined: there is no such thing */
  occasion(
    kind: Extract<ReportKind, "guarantee-daily" | "guarantee-closing" | "drill">,
    subjectId: string,
    date: string | null,
  ): Promise<OccasionFacts | undefined>;
  /** those that fell within the span, for the section of weeks and months */
  inSpan(contractId: ContractId, from: string, to: string): Promise<readonly OccasionFacts[]>;
}

/** One document to one file. */
export interface RenderJob {
  readonly document: ReportDocument;
  readonly format: ReportFormat;
  /** digest -> file */
  readonly photos: ReadonlyMap<string, Uint8Array>;
  readonly fontFolder: string;
  /** the owner's Word form and what it is filled with; null: the product's layout */
  readonly form: { readonly bytes: Uint8Array; readonly data: Readonly<Record<string, unknown>> } | null;
}

export type Rendered =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: "fonts" | "form" | "failed"; readonly detail: string };

/** Never throws; the same bytes for the same job. */
export interface Renderer {
  render(job: RenderJob): Promise<Rendered>;
}

/** @returns the names in its tags, each once, or what is wrong with the file */
export type CheckWordForm = (
  bytes: Uint8Array,
) => Promise<{ readonly ok: true; readonly tags: readonly string[] } | { readonly ok: false; readonly detail: string }>;
