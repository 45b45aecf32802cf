// What an owner's Word form may ask for, and what it is given: placeholders, what people wrote (`text_analysis`), figures
// (`overview_kiosks`) and rows of tables as loops (`#kiosks_kiosks` … `/kiosks_kiosks`, inside them the columns' names).
import { ContractId, type InspectionView, KioskId, type SectionFacts } from "@kiosk/contract";
import { cellText } from "../domain/report/cells.ts";
import { type Composition, fieldsOf } from "../domain/report/compose.ts";
import { inspectionSections } from "../domain/report/inspection-sections.ts";
import { occasionSections } from "../domain/report/occasion-sections.ts";
import { monthContaining } from "../domain/report/period.ts";
import type { PeriodFacts } from "../domain/report/period-facts.ts";
import { periodSections } from "../domain/report/period-sections.ts";
import { rowLinks } from "../domain/report/row-links.ts";
import { type ProductTemplate, placeholders } from "../domain/report/template.ts";

/** Every tag that a form of the kind may hold. */
export function wordTagsOf(product: ProductTemplate): ReadonlySet<string> {
  const facts = blankSections(product);
  return new Set([
    ...placeholders.map(({ id }) => id),
    ...product.sections.flatMap(({ id, hasText }) => (hasText ? [`text_${id}`] : [])),
    ...facts.flatMap((one) => one.figures.map(({ id }) => `${one.id}_${id}`)),
    ...facts.flatMap((one) =>
      one.tables.flatMap(({ id, columns }) => [`${one.id}_${id}`, ...columns.map((c) => c.id)]),
    ),
  ]);
}

/** What fills them. */
export function wordDataOf(given: Composition): Record<string, unknown> {
  const data: Record<string, unknown> = { ...fieldsOf(given) };
  for (const [id, text] of Object.entries(given.texts)) data[`text_${id}`] = text;
  for (const { id, figures, tables } of given.figures.sections) {
    for (const one of figures) data[`${id}_${one.id}`] = cellText(one.kind, one.value, one.unitZh);
    for (const one of tables) {
      data[`${id}_${one.id}`] = one.rows.map((row) =>
        Object.fromEntries(one.columns.map((column, i) => [column.id, cellText(column.kind, row[i] ?? null)])),
      );
    }
  }
  return data;
}

/** The sections of a kind with nothing in them: their figures and tables have the same names as those with something. */
function blankSections({ kind }: ProductTemplate): readonly SectionFacts[] {
  const links = rowLinks("", ContractId.parse("none"));
  if (kind === "week" || kind === "month") return periodSections(blankPeriod, links);
  if (kind === "inspection-daily") {
    const around = { street: "", address: "", macs: [], position: "", devices: [], swaps: [], orders: [] };
    return inspectionSections({ inspection: blankInspection, ...around }, links);
  }
  return occasionSections(kind, { zh: "", from: "", to: "", kiosks: 0, faults: null, tables: [] });
}

const blankPeriod: PeriodFacts = {
  period: monthContaining(0),
  asOf: 0,
  kiosks: [],
  platform: null,
  sampled: null,
  orders: [],
  raised: 0,
  alarms: [],
  inspections: null,
  inspectionRows: [],
  swaps: null,
  openTasks: null,
  lateTasks: null,
  movements: null,
  occasions: null,
  missingReports: null,
  cases: null,
  sheet: null,
};

const blankInspection: InspectionView = {
  at: 0,
  id: "",
  contractId: ContractId.parse("none"),
  kioskId: KioskId.parse("none"),
  kioskSeq: 0,
  kioskName: "",
  kioskAddress: "",
  kind: "hardware",
  windowKey: null,
  visitId: null,
  state: "completed",
  startedAt: 0,
  completedAt: 0,
  recordedAt: 0,
  by: "",
  counts: { pass: 0, fail: 0, na: 0, open: 0 },
  reportDueAt: null,
  reportDueStatus: null,
  reportDueBefore: null,
  reportState: "none",
  reportFiledAt: null,
  checklists: [],
  targets: [],
  results: [],
  superseded: [],
  evidence: [],
  conclusion: "",
  advice: "",
  host: null,
  arrivedAt: null,
  leftAt: null,
  outdated: [],
  voidedWhy: null,
};
