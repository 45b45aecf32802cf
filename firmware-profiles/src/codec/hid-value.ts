// Values of HID reports, read where their descriptor says (HID 1.11 sections 5.8 and 6.2.2.7).
import type { HidValueField } from "./hid-descriptor.ts";

/** A value as the report has it; undefined where the report is too short for it. */
export function hidLogicalValue(field: HidValueField, report: Uint8Array): number | undefined {
  const { bitOffset, bitSize, logicalMin } = field;
  if (bitSize < 1 || bitSize > 32 || bitOffset + bitSize > report.length * 8) return undefined;
  let value = 0;
  for (let bit = 0; bit < bitSize; bit += 1) {
    const at = bitOffset + bit;
    const octet = report[at >> 3] ?? 0;
    if ((octet >> (at & 7)) & 1) value += 2 ** bit;
  }
  return logicalMin < 0 && value >= 2 ** (bitSize - 1) ? value - 2 ** bitSize : value;
}

/** In the unit of the descriptor, its exponent applied (section 6.2.2.7); seconds, or centimetre and gram as it is made of. */
export function hidPhysicalValue(field: HidValueField, logical: number): number {
  const { logicalMin, logicalMax, physicalMin, physicalMax, unitExponent } = field;
  const isScaled = (physicalMin !== 0 || physicalMax !== 0) && logicalMax > logicalMin;
  const scale = isScaled ? (physicalMax - physicalMin) / (logicalMax - logicalMin) : 1;
  const value = isScaled ? (logical - logicalMin) * scale + physicalMin : logical;
  // by division where it is small: 137 * 10 ** -1 is no 13.7
  return unitExponent < 0 ? value / 10 ** -unitExponent : value * 10 ** unitExponent;
}
