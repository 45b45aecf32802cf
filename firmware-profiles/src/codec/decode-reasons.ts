// printer-state-reasons (RFC 8011 section 5.4.12): why an IPP printer is in the state it is in.
import type { ReasonsRule } from "../decode-rule.ts";
import type { ValueField } from "./field.ts";
import type { Findings } from "./findings.ts";
import { decodeText } from "./text.ts";

/** One reason: a condition where its keyword has one; shown in any case. */
export function decodeReason(rule: ReasonsRule, field: ValueField, findings: Findings): void {
  const said = decodeText(field.raw, "ascii");
  const [, keyword = said, severity] = /^(.+)-(report|warning|error)$/.exec(said) ?? [];
  const isCritical = severity === undefined || severity === "error";
  const meaning = Object.hasOwn(rule.reasons, keyword) ? rule.reasons[keyword] : undefined;
  if (!meaning) {
    // Only where the printer itself calls it harmless does an unknown reason leave the state as it is.
    if (isCritical) findings.apply({ says: "a reason that no table has", state: "unknown" }, "", field.raw);
    findings.note("", `printer-state-reasons: ${said}`.slice(0, 512), field.raw, "unknown");
    return;
  }
  const { fault: most, faultFor: _, whenWarning, whenCritical, status: word, ...rest } = meaning;
  const fault = isCritical ? most : (whenWarning ?? most);
  // Where a warning means something less (one tray of several is empty), the word would say too much.
  const status = isCritical || whenWarning === undefined ? word : undefined;
  const state = isCritical ? (whenCritical ?? meaning.state) : meaning.state;
  const applied = { ...rest, ...(fault ? { fault } : {}), ...(state ? { state } : {}), ...(status ? { status } : {}) };
  findings.apply(applied, "", field.raw, { detail: said });
}
