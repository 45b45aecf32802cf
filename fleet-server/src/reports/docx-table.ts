// Tables of data as the XML Word reads. The library makes an object of every property of every cell; a ledger of a large fleet has
// half a million cells. How a cell looks is said once, in styles.
import { cellText } from "../domain/report/cells.ts";
import type { Block } from "../domain/report/document.ts";
import { isNumeric } from "./widths.ts";

type TableBlock = Extract<Block, { kind: "table" }>;

/** Ids of the paragraph styles that docx.ts defines. */
export const cellStyles = { head: "CellHead", words: "CellWords", numbers: "CellNumbers" } as const;
export const cellStylesSmall = { head: "CellHeadSmall", words: "CellWordsSmall", numbers: "CellNumbersSmall" } as const;
type Styles = { readonly [S in keyof typeof cellStyles]: string };

/** Stands in the document where table `n` belongs, until it is put there. */
export function tableMark(n: number): string {
  return `\u2063table-${n}\u2063`;
}

const markParagraph = /<w:p\b(?:(?!<\/w:p>).)*?\u2063table-(\d+)\u2063.*?<\/w:p>/gs;

/** @param tables XML by number */
export function putTables(xml: string, tables: readonly string[]): string {
  return xml.replace(markParagraph, (whole, n: string) => tables[Number(n)] ?? whole);
}

/** @param widths of the columns, in twips */
export function tableXml({ columns, rows, printed }: TableBlock, widths: readonly number[], small: boolean): string {
  const styles: Styles = small ? cellStylesSmall : cellStyles;
  const total = widths.reduce((a, b) => a + b, 0);
  const rule = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;
  const borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map(rule).join("");
  const margins = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>';
  const parts = [
    `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders>`,
    `<w:tblLayout w:type="fixed"/>${margins}</w:tblPr>`,
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>`,
    // repeated at the top of every page
    "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
    ...columns.map(({ zh }, i) => cellXml(zh, styles.head, widths[i])),
    "</w:tr>",
  ];
  const looks = columns.map(({ kind }) => (isNumeric(kind) ? styles.numbers : styles.words));
  for (const row of rows.slice(0, printed)) {
    parts.push("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    columns.forEach(({ kind }, i) => {
      parts.push(cellXml(cellText(kind, row[i] ?? null), looks[i] ?? styles.words, widths[i]));
    });
    parts.push("</w:tr>");
  }
  parts.push("</w:tbl>");
  return parts.join("");
}

function cellXml(text: string, style: string, width = 0): string {
  const properties = `<w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`;
  const run = text === "" ? "" : `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  return `<w:tc>${properties}<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${run}</w:p></w:tc>`;
}

/** What XML 1.0 has no place for is left out: people paste anything into a field. */
function escaped(text: string): string {
  let clean = "";
  for (const c of text.toWellFormed()) {
    const code = c.codePointAt(0) ?? 0;
    if (code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 9 || code === 10) clean += c;
  }
  return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
