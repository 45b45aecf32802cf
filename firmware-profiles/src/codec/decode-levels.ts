// Amounts: a single level or use counter, the rows of prtMarkerSuppliesTable and prtInputTable (RFC 3805).
import type { LevelRule, SuppliesRule } from "../decode-rule.ts";
import type { Profile, Quirk } from "../profile.ts";
import type { LevelReading } from "../reading.ts";
import type { Unit } from "../vocabulary.ts";
import { fieldNumber } from "./decode-words.ts";
import type { Cell, Field, RowField, ValueField } from "./field.ts";
import type { Findings } from "./findings.ts";
import { findConsumable, recordLevel } from "./level.ts";
import { supplyOf } from "./supply.ts";
import { decodeText } from "./text.ts";

const none = new Uint8Array(0);
/** No supply holds more of any unit; beyond it a number is no amount. */
const mostOfAnything = 1e9;

export function decodeLevel(
  rule: LevelRule,
  field: ValueField,
  profile: Profile,
  fields: readonly Field[],
  findings: Findings,
): void {
  const { consumable: kind, part } = rule;
  const consumable = findConsumable(profile, kind, part);
  const number = fieldNumber(field);
  const life = consumable?.life?.amount;
  const unit = consumable?.unit ?? "percent";
  const full = life === undefined ? {} : { capacity: life };
  const limits = deviceLimits(consumable?.thresholds, fields);
  const remaining =
    rule.reads === "remaining" ? number : number === undefined || life === undefined ? undefined : life - number;
  if (remaining === undefined) {
    recordLevel(profile, { kind, part, value: "unknown", unit, ...full, quality: "unknown", raw: field.raw }, findings);
    return;
  }
  const value = Math.max(0, remaining);
  const { quality } = rule;
  recordLevel(profile, { kind, part, value, unit, ...full, quality, raw: field.raw, ...limits }, findings);
}

/** The device itself says that it measures no such amount. */
export function levelNotSupported({ consumable: kind, part }: LevelRule, profile: Profile, findings: Findings): void {
  const unit = findConsumable(profile, kind, part)?.unit ?? "percent";
  recordLevel(profile, { kind, part, value: "not-supported", unit, quality: "measured", raw: none }, findings);
}

function deviceLimits(
  thresholds: Profile["consumables"][number]["thresholds"],
  fields: readonly Field[],
): { limits?: { low: number; out: number } } {
  if (!thresholds || !("lowField" in thresholds)) return {};
  const read = (name: string) => {
    const field = fields.find((one) => one.name === name);
    return field?.shape === "value" ? fieldNumber(field) : undefined;
  };
  const low = read(thresholds.lowField);
  const out = read(thresholds.outField);
  return low === undefined || out === undefined ? {} : { limits: { low, out } };
}

/** One row of prtMarkerSuppliesTable. A waste receptacle's level is space left by the RFC, and vendors differ. */
export function decodeSupplies(
  rule: SuppliesRule,
  row: RowField,
  profile: Profile,
  fields: readonly Field[],
  findings: Findings,
): void {
  const supply = supplyOf(rule, row, fields);
  if (!supply) return;
  const { kind, part, isReceptacle } = supply;
  const level = row.columns.level;
  const raw = level?.raw ?? none;
  const waste = profile.quirks.find((quirk) => quirk.quirk === "waste-level");
  if (isReceptacle && waste?.reads === "unreliable") {
    recordLevel(profile, { kind, part, value: "unknown", unit: "percent", quality: "unknown", raw }, findings);
    return;
  }
  const codes = profile.quirks.find((quirk) => quirk.quirk === "level-codes");
  const amount = codedAmount(codes, level) ?? amountOf(level, row.columns.max, row.columns.unit);
  const low = row.columns.low && fieldNumber(row.columns.low);
  const lowAt = low !== undefined && low > 0 && amount.unit === "percent" ? { lowAt: low } : {};
  recordLevel(profile, { kind, part, raw, ...amount, ...lowAt }, findings);
}

interface RowAmount {
  readonly value: LevelReading["value"];
  readonly unit: Unit;
  readonly capacity?: number;
  readonly quality: "measured" | "inferred" | "unknown";
}

function codedAmount(quirk: Extract<Quirk, { quirk: "level-codes" }> | undefined, level: Cell | undefined) {
  const code = level && fieldNumber(level);
  const value = code === undefined ? undefined : quirk?.codes[String(code)];
  if (value === undefined) return undefined;
  const quality = value === "unknown" ? "unknown" : "inferred";
  const amount: RowAmount = { value, unit: "percent", capacity: 100, quality };
  return amount;
}

/** PrtMarkerSuppliesSupplyUnitTC that are units of ours; amounts in others (grams, hours) are told as a share. */
const countable: Record<number, Unit> = { 7: "impressions", 8: "sheets", 18: "items", 19: "percent" };

/** RFC 3805: level -1 no restriction, -2 unknown, -3 at least one unit; max -1 and -2 unknown. */
function amountOf(level: Cell | undefined, max: Cell | undefined, unitCell: Cell | undefined): RowAmount {
  const value = level && fieldNumber(level);
  const most = max && fieldNumber(max);
  const known = countable[(unitCell && fieldNumber(unitCell)) ?? 0];
  const unit = known ?? "percent";
  const capacity =
    most !== undefined && most > 0 && most <= mostOfAnything ? most : known === "percent" ? 100 : undefined;
  const full = capacity === undefined ? {} : { capacity: known ? capacity : 100 };
  if (value === -1) return { value: "not-supported", unit, ...full, quality: "measured" };
  if (value === -3) return { value: "some", unit, ...full, quality: "measured" };
  // A level above its own maximum contradicts itself; other negative levels are no amounts.
  if (value === undefined || value < 0 || value > mostOfAnything || (capacity !== undefined && value > capacity)) {
    return { value: "unknown", unit, ...full, quality: "unknown" };
  }
  if (known === "percent" && capacity !== 100 && capacity !== undefined) {
    return { value: share(value, capacity), unit, capacity: 100, quality: "measured" };
  }
  if (known) return { value, unit, ...full, quality: "measured" };
  if (capacity !== undefined) return { value: share(value, capacity), unit, capacity: 100, quality: "measured" };
  return { value: value === 0 ? 0 : "some", unit, quality: "measured" };
}

function share(value: number, whole: number): number {
  return Math.round((value / whole) * 1000) / 10;
}

/** prtInputType 5: sheets are put in by hand one at a time; an empty manual slot is normal. */
const manualInput = 5;

/** One row of prtInputTable: what a tray holds. Whether an empty tray is a fault, the printer's own bits and alerts say. */
export function decodeInputs(row: RowField, profile: Profile, fields: readonly Field[], findings: Findings): void {
  const type = row.columns.type;
  if (type && fieldNumber(type) === manualInput) return;
  const level = row.columns.level;
  const raw = level?.raw ?? none;
  const part = trayName(row, fields);
  const amount = amountOf(level, row.columns.max, row.columns.unit ?? { raw: none, number: 8 });
  if (findConsumable(profile, "paper", part)) recordLevel(profile, { kind: "paper", part, raw, ...amount }, findings);
}

/** What a tray is called: its own name, else its number; its number behind the name where two are called the same. */
export function trayName(row: RowField, fields: readonly Field[]): string {
  const name = nameOf(row);
  const isTaken = fields.some(
    (other) =>
      other.shape === "row" && other.name === row.name && other.index !== row.index && nameOf(other) === nameOf(row),
  );
  return name === "" ? `tray-${row.index}` : isTaken ? `${name}-${row.index}` : name;
}

function nameOf(row: RowField): string {
  const name = row.columns.name;
  return name ? decodeText(name.raw, "utf-8-or-gbk").slice(0, 50) : "";
}

/** Consumables that this model has and that nobody told anything about: unknown, which is not the same as full. */
export function fillMissingLevels(profile: Profile, findings: Findings): void {
  for (const { kind, part, unit, optional } of profile.consumables) {
    if (optional || part === "*") continue;
    const told = findings.readings.some((r) => r.kind === "level" && r.consumable === kind && r.part === part);
    if (told) continue;
    recordLevel(profile, { kind, part, value: "unknown", unit, quality: "unknown", raw: none }, findings);
  }
}
