// The meaning of what a device said: fields and a profile in, readings, conditions and a device state out. Pure.
import type { CountRule, DecodeRule, TextRule } from "../decode-rule.ts";
import type { FailureName, Profile } from "../profile.ts";
import { decodeAlerts } from "./decode-alerts.ts";
import { decodeInputs, decodeLevel, decodeSupplies, fillMissingLevels, levelNotSupported } from "./decode-levels.ts";
import { decodeReason } from "./decode-reasons.ts";
import { decodeBits, decodeTable, fieldNumber } from "./decode-words.ts";
import type { Field, ValueField } from "./field.ts";
import { type Decoded, Findings } from "./findings.ts";
import { toHex } from "./hex.ts";
import { samIdText } from "./sam-id.ts";
import { decodeText } from "./text.ts";

export interface Failure {
  readonly name: FailureName;
  readonly detail: string;
}

/**
 * What the fields of one poll mean on a device of this profile.
 * @param at milliseconds since the epoch: when the device said so
 * @param failure how the conversation ended before all was asked, if it did
 */
export function decode(profile: Profile, fields: readonly Field[], at: number, failure?: Failure): Decoded {
  const findings = new Findings(at);
  for (const rule of profile.decode) {
    for (const field of fields) if (field.name === rule.field) decodeField(rule, field, { profile, fields, findings });
  }
  // A device that refuses to answer tells nothing of what it holds.
  if (fields.some(({ name }) => name !== "refusal")) fillMissingLevels(profile, findings);
  if (failure)
    findings.apply(profile.failures[failure.name] ?? profile.failures.garbled, "", new Uint8Array(0), {
      detail: failure.detail,
    });
  return findings.result();
}

interface Context {
  readonly profile: Profile;
  readonly fields: readonly Field[];
  readonly findings: Findings;
}

function decodeField(rule: DecodeRule, field: Field, context: Context): void {
  const { profile, fields, findings } = context;
  if (field.shape === "row") {
    if (rule.kind === "supplies") decodeSupplies(rule, field, profile, fields, findings);
    if (rule.kind === "inputs") decodeInputs(field, profile, fields, findings);
    if (rule.kind === "alerts") decodeAlerts(rule, field, context);
    return;
  }
  if (field.lacks === "absent") {
    if (rule.kind === "table" && rule.absent) findings.apply(rule.absent, field.part, field.raw);
    if (rule.kind === "level") levelNotSupported(rule, profile, findings);
    return;
  }
  if (rule.kind === "table") decodeTable(rule, field, findings);
  if (rule.kind === "bits") decodeBits(rule, field, findings);
  if (rule.kind === "reasons") decodeReason(rule, field, findings);
  if (rule.kind === "level") decodeLevel(rule, field, profile, fields, findings);
  if (rule.kind === "text") decodeTextField(rule, field, findings);
  if (rule.kind === "count") decodeCount(rule, field, context);
}

function decodeTextField(rule: TextRule, field: ValueField, findings: Findings): void {
  const { part, raw, lacks } = field;
  if (lacks === "unreadable") {
    findings.text(rule.text, part, "unknown", raw, "unknown");
    return;
  }
  const text = fieldText(rule, raw);
  if (text === undefined) findings.unknown(field.name, part, raw);
  else if (text !== "") findings.text(rule.text, part, text, raw); // an empty description says nothing
}

function fieldText({ encoding }: TextRule, raw: Uint8Array): string | undefined {
  if (encoding === "sam-id") return samIdText(raw);
  return encoding === "hex" ? toHex(raw, 32) : decodeText(raw, encoding);
}

/** What a count reading carries; a counter beyond it counts nothing real. */
const mostCounted = 1e12;

function decodeCount(rule: CountRule, field: ValueField, { fields, findings }: Context): void {
  const { part, raw } = field;
  const value = fieldNumber(field);
  if (value === undefined || Math.abs(value) > mostCounted) {
    findings.unknown(field.name, part, raw);
    return;
  }
  const { count: name, unit, quality } = rule;
  findings.readings.push({ kind: "count", name, part, value, unit, quality, raw: toHex(raw), at: findings.at });
  const reached = (rule.limits ?? []).filter((limit) => {
    const least = typeof limit.atLeast === "number" ? limit.atLeast : numberOf(fields, limit.atLeast.field);
    return least !== undefined && value >= least;
  });
  const worst = reached.at(-1);
  if (worst) findings.apply(worst, part, raw, { trust: quality });
}

function numberOf(fields: readonly Field[], name: string): number | undefined {
  const field = fields.find((one) => one.name === name);
  return field?.shape === "value" ? fieldNumber(field) : undefined;
}
