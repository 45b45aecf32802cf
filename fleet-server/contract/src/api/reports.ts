// Reports (报告): what is owed and when, what a draft froze, who reviewed, filed and acknowledged it, and the forms it is written in.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId } from "../ids.ts";
import { LocalDate, reportStates } from "./inspections.ts";

/**
 * inspection-daily 日常巡检报告 (C3, C7) of one inspection; week, month: 周/月汇总报告 (C7, C9);
 * guarantee-daily 零故障报告 (S6), guarantee-closing 保障小结 (C8) of a 重大保障; drill 应急演练记录 (S6).
 */
export const reportKinds = [
  "inspection-daily",
  "week",
  "month",
  "guarantee-daily",
  "guarantee-closing",
  "drill",
] as const;
export type ReportKind = (typeof reportKinds)[number];

/** As of an inspection, less its `none`. */
export const ReportState = z.enum(reportStates).exclude(["none"]);
export type ReportState = z.infer<typeof ReportState>;

export const reportFormats = ["docx", "pdf", "xlsx"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/**
 * What a figure or a column is counted in. percent: 0…100 with two decimals; points: tenths of a point (S3); duration: ms;
 * instant: ms UTC; day: `YYYY-MM-DD`.
 */
export const cellKinds = ["text", "int", "number", "percent", "points", "duration", "instant", "day"] as const;
export type CellKind = (typeof cellKinds)[number];

/** null: 无数据, nobody knows; it is never 0 and never 100 %. */
export const Cell = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.infer<typeof Cell>;

/** Beginning with `/`: an address of the console, with the query that shows the rows a figure was counted from. */
export const RowsHref = z.string().startsWith("/").max(500);

export const ReportFigure = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  kind: z.enum(cellKinds),
  value: Cell,
  unitZh: z.string(),
  unitEn: z.string(),
  href: RowsHref.nullable(),
  /** the same figure of the period before (环比) and of a year ago (同比); null: not known */
  before: Cell,
  lastYear: Cell,
});
export type ReportFigure = z.infer<typeof ReportFigure>;

export const ReportColumn = z.object({ id: z.string(), zh: z.string(), en: z.string(), kind: z.enum(cellKinds) });
export type ReportColumn = z.infer<typeof ReportColumn>;

export const ReportTable = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  columns: z.array(ReportColumn).min(1),
  rows: z.array(z.array(Cell)),
  /** rows there are; `rows` holds the first of them where an answer cuts them (`rowLimit`) */
  total: z.int(),
  href: RowsHref.nullable(),
  /** of each row, the address of the thing it speaks of; as long as `rows`, or empty */
  rowHrefs: z.array(RowsHref.nullable()),
});
export type ReportTable = z.infer<typeof ReportTable>;

export const ReportPhoto = z.object({
  digest: z.string(),
  zh: z.string(),
  at: Millis.nullable(),
});
export type ReportPhoto = z.infer<typeof ReportPhoto>;

/** What was frozen for one section. */
export const SectionFacts = z.object({
  id: z.string(),
  figures: z.array(ReportFigure),
  tables: z.array(ReportTable),
  photos: z.array(ReportPhoto),
  /** how a figure is defined and what it rests on, printed below it */
  notes: z.array(z.object({ zh: z.string(), en: z.string() })),
  /** there is nothing of it in the period: 本期无数据 */
  empty: z.boolean(),
});
export type SectionFacts = z.infer<typeof SectionFacts>;

/** What the numbers rest on: as known at `asOf`, with the log of all orders ending in that line. */
export const ReportBasis = z.object({
  asOf: Millis,
  /** SM3 chain of the orders' log */
  logSeq: z.int(),
  logHash: z.string(),
  /** every version of a policy that bound an order of the period */
  policies: z.array(z.object({ id: z.string(), version: z.int(), zh: z.string(), orders: z.int() })),
  /** versions of the contract's terms in force in the period */
  terms: z.array(z.object({ version: z.int(), appliesFrom: Millis })),
});
export type ReportBasis = z.infer<typeof ReportBasis>;

export const ReportFigures = z.object({
  kind: z.enum(reportKinds),
  contractId: ContractId,
  contractZh: z.string(),
  /** `2026-W37`, `2026-09`, or the day of what it is about */
  period: z.string(),
  from: LocalDate,
  to: LocalDate,
  basis: ReportBasis,
  /** values of the closed list of placeholders, as of the draft */
  fields: z.record(z.string(), z.string()),
  sections: z.array(SectionFacts),
});
export type ReportFigures = z.infer<typeof ReportFigures>;

/** What a report is about, where that is not its period: an inspection, a guarantee, a drill. */
export const ReportSubject = z.string().min(1).max(80);

export const ReportHead = z.object({
  id: z.uuid(),
  contractId: ContractId,
  kind: z.enum(reportKinds),
  /** 编号, never used again: `CN-XJ-202609-041` */
  number: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  period: z.string(),
  from: LocalDate,
  to: LocalDate,
  subjectId: ReportSubject.nullable(),
  kioskId: KioskId.nullable(),
  state: ReportState,
  /** of the draft: 1, 2, 3 … */
  version: z.int(),
  /** 24:00 of the last day to file; null: the calendar does not reach, or nothing binds */
  dueAt: Millis.nullable(),
  /** `provisional`: counted over days no official calendar covers */
  dueStatus: z.enum(["final", "provisional"]).nullable(),
  /** first filing: the time that counts (C3, C7) */
  filedAt: Millis.nullable(),
  /** how long past due it was filed, or is now while it is not; 0: on time; null: no due */
  lateMs: z.int().nullable(),
  drafter: z.string(),
  reviewer: z.string().nullable(),
  acknowledger: z.string().nullable(),
  createdAt: Millis,
  updatedAt: Millis,
});
export type ReportHead = z.infer<typeof ReportHead>;

export const reportDues = ["overdue", "soon", "open", "late"] as const;

export const ReportFilter = z.object({
  contract: ContractId.optional(),
  kind: z.enum(reportKinds).optional(),
  state: ReportState.optional(),
  kiosk: KioskId.optional(),
  subject: ReportSubject.optional(),
  /** overdue: past due and not filed; soon: due within three days; open: not filed; late: filed past due */
  due: z.enum(reportDues).optional(),
  /** periods that end on the day or later, and begin on the day or before */
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReportFilter = z.infer<typeof ReportFilter>;

export const ReportPage = z.object({
  at: Millis,
  total: z.int(),
  /** newest period first */
  reports: z.array(ReportHead),
  next: z.string().nullable(),
});
export type ReportPage = z.infer<typeof ReportPage>;

/** What is owed, whether somebody began it or not; soonest due first. Filed ones are not in it. */
export const OwedReport = z.object({
  contractId: ContractId,
  kind: z.enum(reportKinds),
  period: z.string(),
  from: LocalDate,
  to: LocalDate,
  subjectId: ReportSubject.nullable(),
  titleZh: z.string(),
  titleEn: z.string(),
  dueAt: Millis.nullable(),
  dueStatus: z.enum(["final", "provisional"]).nullable(),
  overdue: z.boolean(),
  /** null: nobody has drafted it yet */
  reportId: z.uuid().nullable(),
  number: z.string().nullable(),
  state: ReportState.nullable(),
});
export type OwedReport = z.infer<typeof OwedReport>;
export const OwedReports = z.object({
  at: Millis,
  counts: z.object({ overdue: z.int(), soon: z.int(), open: z.int() }),
  owed: z.array(OwedReport),
});
export type OwedReports = z.infer<typeof OwedReports>;

/** return: back to the drafter. The buyer's return of a filed report does not undo when it was filed. */
export const reportActs = ["review", "return", "file", "acknowledge"] as const;
export type ReportAct = (typeof reportActs)[number];

export const reportEventActs = ["draft", "edit", ...reportActs] as const;

export const ReportEvent = z.object({
  seq: z.int(),
  at: Millis,
  act: z.enum(reportEventActs),
  by: z.string(),
  name: z.string(),
  comment: z.string(),
  version: z.int(),
});
export type ReportEvent = z.infer<typeof ReportEvent>;

export const ReportVersion = z.object({
  version: z.int(),
  asOf: Millis,
  logSeq: z.int(),
  logHash: z.string(),
  templateVersion: z.int(),
  by: z.string(),
  at: Millis,
  /** why it was drafted again */
  note: z.string(),
});
export type ReportVersion = z.infer<typeof ReportVersion>;

/** A section as it stands in the document: the template's title and order, the frozen facts, and the text people write. */
export const ReportSectionView = SectionFacts.extend({
  zh: z.string(),
  en: z.string(),
  /** null: nobody writes here */
  text: z.string().nullable(),
  /** fixed words of the template, placeholders filled */
  fixed: z.string(),
});
export type ReportSectionView = z.infer<typeof ReportSectionView>;

export const ReportDetail = ReportHead.extend({
  at: Millis,
  /** the version that is shown; `version` is the newest */
  shown: z.int(),
  basis: ReportBasis,
  templateVersion: z.int(),
  sections: z.array(ReportSectionView),
  /** of the texts; an edit names it */
  textVersion: z.int(),
  /** newest first */
  versions: z.array(ReportVersion),
  /** oldest first */
  events: z.array(ReportEvent),
  /** what the caller may do now */
  may: z.object({
    edit: z.boolean(),
    redraft: z.boolean(),
    acts: z.array(z.enum(reportActs)),
    /** the caller has a part in the draft: somebody else has to review it */
    ownWork: z.boolean(),
  }),
  /** the owner's own Word form is there, and docx comes out of it */
  ownForm: z.boolean(),
});
export type ReportDetail = z.infer<typeof ReportDetail>;

/** @param rowLimit rows of each table in the answer; `total` says how many there are */
export const ReportDetailQuery = z.object({
  version: z.coerce.number().int().min(1).optional(),
  rowLimit: z.coerce.number().int().min(0).max(20_000).default(200),
});

/** `period` of a week or month; `subjectId` of what the other kinds are about (an inspection's, a guarantee's id). */
export const NewReport = z.strictObject({
  contractId: ContractId,
  kind: z.enum(reportKinds),
  period: z.string().max(20).nullable().default(null),
  subjectId: ReportSubject.nullable().default(null),
});
export type NewReport = z.input<typeof NewReport>;

/** Fresh figures under the same number: a new version. */
export const Redraft = z.strictObject({ seenVersion: z.int().min(1), note: z.string().trim().min(1).max(500) });
export type Redraft = z.input<typeof Redraft>;

/** Section id -> text; only sections that have one, only while it is a draft. Figures are not edited. */
export const ReportTextChange = z.strictObject({
  texts: z.record(z.string().max(40), z.string().max(10_000)),
  seenTextVersion: z.int().min(0),
});
export type ReportTextChange = z.input<typeof ReportTextChange>;

export const ReportActRequest = z.strictObject({
  act: z.enum(reportActs),
  /** return: must say why */
  comment: z.string().trim().max(1000).default(""),
  /** version and texts the caller saw */
  seenVersion: z.int().min(1),
  seenTextVersion: z.int().min(0),
});
export type ReportActRequest = z.input<typeof ReportActRequest>;

/** `section`: that one alone, as 统计月报, 故障台账, 考核自评 … are handed in separately (C9, S6). */
export const ReportFileQuery = z.object({
  format: z.enum(reportFormats),
  version: z.coerce.number().int().min(1).optional(),
  section: z.string().max(40).optional(),
});

/** 台账 of any span of days, as of now, without a report. */
export const ledgerKinds = ["fault", "supply", "part"] as const;
export type LedgerKind = (typeof ledgerKinds)[number];
export const LedgerQuery = z.object({ from: LocalDate, to: LocalDate });
export const LedgerFileQuery = LedgerQuery.extend({ format: z.enum(reportFormats) });
export const Ledger = z.object({
  at: Millis,
  contractId: ContractId,
  ledger: z.enum(ledgerKinds),
  from: LocalDate,
  to: LocalDate,
  basis: ReportBasis,
  empty: z.boolean(),
  tables: z.array(ReportTable),
});
export type Ledger = z.infer<typeof Ledger>;
