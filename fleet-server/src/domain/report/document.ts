// A report as a document, before anybody decides on a file format: what there is to print, in order. Renderers (src/reports/)
// give it a shape and add nothing.
import type { Cell, CellKind } from "@kiosk/contract";
import type { Millis } from "../time.ts";

export interface DocumentColumn {
  readonly zh: string;
  readonly kind: CellKind;
}

export type Block =
  /** 1: 一、 2: （一） 3: 1. The number is part of the text. */
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** smaller, below what it explains */
  | { readonly kind: "note"; readonly text: string }
  | {
      readonly kind: "table";
      readonly title: string;
      readonly columns: readonly DocumentColumn[];
      readonly rows: readonly (readonly Cell[])[];
      /** rows printed in docx and pdf; a workbook has all */
      readonly printed: number;
    }
  | { readonly kind: "photos"; readonly items: readonly { readonly digest: string; readonly caption: string }[] }
  /** lines to sign on: who, and what is known of it already */
  | { readonly kind: "signatures"; readonly fields: readonly { readonly label: string; readonly value: string }[] };

export interface ReportDocument {
  readonly title: string;
  readonly number: string;
  /** 项目名称, 报告编号, 点位 … */
  readonly cover: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly Block[];
  /** what the numbers rest on; at the foot of the last page */
  readonly basis: string;
  /** the instant that stands in the file's own properties */
  readonly at: Millis;
}

/** SM3 digests of the pictures it shows, each once. */
export function photosOf({ blocks }: ReportDocument): string[] {
  return [
    ...new Set(blocks.flatMap((block) => (block.kind === "photos" ? block.items.map(({ digest }) => digest) : []))),
  ];
}
