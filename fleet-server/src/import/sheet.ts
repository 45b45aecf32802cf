// A sheet as it was read, whatever the file was: cells by their column, lines by their number.

export interface RawCell {
  /** `A7` */
  readonly cell: string;
  readonly text: string;
  /** a formula's cached value is not what a person typed; `error` is #REF! and its like */
  readonly kind: "value" | "formula" | "error";
}

export interface RawLine {
  /** from 1 */
  readonly line: number;
  /** by column, from 0; empty cells are left out */
  readonly cells: ReadonlyMap<number, RawCell>;
}

export interface Sheet {
  readonly format: "xlsx" | "csv";
  /** `utf-8`, `gb18030`; empty for xlsx */
  readonly encoding: string;
  /** with at least one cell, in their order */
  readonly lines: readonly RawLine[];
}

/** Beyond these a sheet is not about terminals. */
export const maxColumns = 60;
export const maxCellLength = 2000;

/** 0 -> `A`, 26 -> `AA` */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}
