// Tables and bit words: the two forms in which small devices say their state.
import type { BitsRule, TableRule } from "../decode-rule.ts";
import type { ValueField } from "./field.ts";
import type { Findings } from "./findings.ts";
import { toHex } from "./hex.ts";

export function decodeTable(rule: TableRule, field: ValueField, findings: Findings): void {
  const key = rule.keys === "hex" ? toHex(field.raw) : String(fieldNumber(field) ?? "");
  const meaning = Object.hasOwn(rule.table, key) ? rule.table[key] : undefined;
  if (meaning) findings.apply(meaning, field.part, field.raw);
  else findings.unknown(field.name, field.part, field.raw, rule.otherwise);
}

export function decodeBits(rule: BitsRule, field: ValueField, findings: Findings): void {
  const word = wordOf(field.raw, rule);
  const valid = rule.valid;
  if (word === undefined || (valid && (word & bits(valid.mask)) !== bits(valid.equals))) {
    findings.unknown(field.name, field.part, field.raw, rule.otherwise);
    return;
  }
  let known = bits(rule.ignore ?? "00") | bits(valid?.mask ?? "00");
  let found = false;
  for (const bit of rule.bits) {
    const mask = bits(bit.mask);
    known |= mask;
    if ((word & mask) !== bits(bit.equals ?? bit.mask)) continue;
    found = true;
    findings.apply(bit, field.part, field.raw);
  }
  const strange = word & ~known;
  if (strange !== 0n) findings.unknown(field.name, field.part, field.raw, rule.otherwise);
  else if (!found && rule.clear) findings.apply(rule.clear, field.part, field.raw);
}

/** The field as a number: what the protocol gave, or its octets read big-endian; undefined where it has none. */
export function fieldNumber(field: Pick<ValueField, "raw" | "number" | "lacks">): number | undefined {
  if (field.lacks !== undefined) return undefined;
  if (field.number !== undefined) return field.number;
  if (field.raw.length === 0 || field.raw.length > 6) return undefined;
  return field.raw.reduce((sum, byte) => sum * 256 + byte, 0);
}

function wordOf(raw: Uint8Array, rule: BitsRule): bigint | undefined {
  if (raw.length < rule.octets && rule.short === "unknown") return undefined;
  // Octets beyond the word must be zero, or the device says something that the rule cannot read.
  if (raw.subarray(rule.octets).some((byte) => byte !== 0)) return undefined;
  const filled = new Uint8Array(rule.octets);
  filled.set(raw.subarray(0, rule.octets));
  return bits(toHex(filled));
}

function bits(hex: string): bigint {
  return BigInt(`0x${hex}`);
}
