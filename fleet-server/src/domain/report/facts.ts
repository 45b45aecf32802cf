// Short ways to write down frozen facts: a figure, a table, a section.
import type { Cell, CellKind, ReportColumn, ReportFigure, ReportTable, SectionFacts } from "@kiosk/contract";

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** @param value null: nobody knows */
export function figure(
  id: string,
  [zh, en]: readonly [string, string],
  kind: CellKind,
  value: Cell,
  more: { readonly unit?: readonly [string, string]; readonly href?: string } = {},
): ReportFigure {
  const [unitZh, unitEn] = more.unit ?? ["", ""];
  return { id, zh, en, kind, value, unitZh, unitEn, href: more.href ?? null, before: null, lastYear: null };
}

export function column(id: string, zh: string, en: string, kind: CellKind = "text"): ReportColumn {
  return { id, zh, en, kind };
}

export function table(
  id: string,
  [zh, en]: readonly [string, string],
  columns: readonly ReportColumn[],
  rows: readonly (readonly Cell[])[],
  more: { readonly href?: string; readonly rowHrefs?: readonly (string | null)[] } = {},
): ReportTable {
  return {
    ...{ id, zh, en, columns: [...columns], rows: rows.map((row) => [...row]), total: rows.length },
    href: more.href ?? null,
    rowHrefs: [...(more.rowHrefs ?? [])],
  };
}

/** Without `empty` it is empty when it has no known figure and no row. */
export function section(
  id: string,
  parts: {
    readonly figures?: readonly ReportFigure[];
    readonly tables?: readonly ReportTable[];
    readonly photos?: SectionFacts["photos"];
    readonly notes?: readonly Words[];
    readonly empty?: boolean;
  },
): SectionFacts {
  const { figures = [], tables = [], photos = [], notes = [] } = parts;
  const nothing = figures.every(({ value }) => value === null) && tables.every(({ rows }) => rows.length === 0);
  return {
    ...{ id, figures: [...figures], tables: [...tables], photos: [...photos] },
    notes: notes.map(({ zh, en }) => ({ zh, en })),
    empty: parts.empty ?? (nothing && photos.length === 0),
  };
}

/** Two decimals; null where there is nothing to be a part of: never 0 %, never 100 %. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

/** A mean of whole milliseconds; null of nothing. */
export function meanMs(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round(values.reduce((a, b) => a + b, 0) / values.length);
}

/** The figures with those of two other periods beside them, by id. */
export function compared(
  sections: readonly SectionFacts[],
  before: ReadonlyMap<string, Cell>,
  lastYear: ReadonlyMap<string, Cell>,
): SectionFacts[] {
  return sections.map((one) => ({
    ...one,
    figures: one.figures.map((f) => ({
      ...f,
      before: before.get(`${one.id}.${f.id}`) ?? null,
      lastYear: lastYear.get(`${one.id}.${f.id}`) ?? null,
    })),
  }));
}

/** Every figure of the sections by `section.figure`. */
export function figureValues(sections: readonly SectionFacts[]): Map<string, Cell> {
  return new Map(sections.flatMap((one) => one.figures.map((f) => [`${one.id}.${f.id}`, f.value] as const)));
}
