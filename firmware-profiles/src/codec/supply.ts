// Which consumable a row of prtMarkerSuppliesTable is. Rows lack columns in real walks, so several hints are asked in turn.
import type { SuppliesRule } from "../decode-rule.ts";
import type { ConsumableKind } from "../vocabulary.ts";
import { colourOf } from "./colour.ts";
import { fieldNumber } from "./decode-words.ts";
import type { Field, RowField } from "./field.ts";
import { decodeText } from "./text.ts";

export interface Supply {
  readonly kind: ConsumableKind;
  readonly part: string;
  /** class 4: it fills up instead of being used up */
  readonly isReceptacle: boolean;
}

const receptacleClass = 4;

/** The consumable of a row; undefined where the row is none of ours (staples, cleaner units) or tells nothing. */
export function supplyOf(rule: SuppliesRule, row: RowField, fields: readonly Field[]): Supply | undefined {
  const kind = kindOf(rule, row);
  if (!kind) return undefined;
  const supplyClass = row.columns.class;
  const isReceptacle = kind === "wasteToner" || (supplyClass && fieldNumber(supplyClass) === receptacleClass) === true;
  const part = kind === "wasteToner" ? "" : partOf(row);
  const earlier = fields.some(
    (other) =>
      other.shape === "row" &&
      other.name === row.name &&
      Number(other.index) < Number(row.index) &&
      kindOf(rule, other) === kind &&
      partOf(other) === partOf(row),
  );
  return { kind, part: earlier ? [part, row.index].filter(Boolean).join("-") : part, isReceptacle };
}

function kindOf(rule: SuppliesRule, row: RowField): ConsumableKind | undefined {
  const type = row.columns.type;
  if (type) return rule.types[String(fieldNumber(type) ?? "")];
  const description = textOf(row, "description");
  if (/waste|废粉/i.test(description)) return "wasteToner";
  return /toner|墨粉|碳粉|硒鼓|粉盒/i.test(description) ? "toner" : undefined;
}

function partOf(row: RowField): string {
  const colorant = textOf(row, "colorant");
  const description = textOf(row, "description");
  const named = colorant.toLowerCase().slice(0, 40);
  return colourOf(colorant) ?? colourOf(description) ?? (/^(?:|none|other|unknown)$/.test(named) ? "" : named);
}

function textOf(row: RowField, column: string): string {
  const cell = row.columns[column];
  return cell ? decodeText(cell.raw, "utf-8-or-gbk") : "";
}
