// Rows of prtAlertTable (RFC 3805): the printer's own list of what is wrong, with whom it would send.
import type { AlertsRule } from "../decode-rule.ts";
import type { AlertMeaning } from "../meaning.ts";
import type { Profile } from "../profile.ts";
import type { Route } from "../vocabulary.ts";
import { alertCodeName } from "./alert-codes.ts";
import { trayName } from "./decode-levels.ts";
import { fieldNumber } from "./decode-words.ts";
import type { Field, RowField } from "./field.ts";
import type { Findings } from "./findings.ts";
import { supplyOf } from "./supply.ts";
import { decodeText } from "./text.ts";

interface Context {
  readonly profile: Profile;
  readonly fields: readonly Field[];
  readonly findings: Findings;
}

const critical = 3;
const severities: Record<number, string> = { 1: "other", 3: "critical", 4: "warning", 5: "warning" };
/** PrtAlertTrainingLevelTC: whom the printer thinks able to help. Kept in words, shown beside the alert. */
const trainings: Record<number, string> = {
  1: "other",
  2: "unknown",
  3: "untrained",
  4: "trained",
  5: "fieldService",
  6: "management",
  7: "noIntervention",
};
/** The same as a route of the condition. `other` and `unknown` name nobody. */
const routeOf: Record<number, Route> = { 3: "duty", 4: "operations", 5: "vendor", 6: "operations", 7: "none" };
const coverGroup = 6;
const inputGroup = 8;
const suppliesGroup = 11;

/**
 * One row of the alert table: always a text reading; a condition where its code has one. A critical alert stops the
 * printer (prtAlertSeverityLevel): one that we do not know, or that means nothing elsewhere, must not pass for health.
 */
export function decodeAlerts(rule: AlertsRule, row: RowField, context: Context): void {
  const { findings, profile, fields } = context;
  const isHistory = profile.quirks.some(({ quirk }) => quirk === "alert-history");
  if (isHistory && fields.findLast(({ name }) => name === row.name) !== row) return;
  const description = row.columns.description;
  const words = description ? decodeText(description.raw, "utf-8-or-gbk") : "";
  const number = (column: string) => {
    const cell = row.columns[column];
    return cell && fieldNumber(cell);
  };
  const code = number("code");
  const group = number("group");
  const severity = number("severity");
  const meaning = asleep(rule, words) ?? meaningOf(rule, group, code);
  const raw = row.columns.code?.raw ?? description?.raw ?? new Uint8Array(0);
  const training = number("training") ?? 2;
  const route = routeOf[training];

  const facts = [
    `severity ${severities[severity ?? 0] ?? "unknown"}`,
    `training ${trainings[training] ?? "unknown"}`,
    `group ${group ?? "?"}`,
    `code ${code ?? "?"}`,
  ].join(", ");
  const told = `${(words || meaning?.says || alertCodeName(code ?? 0) || "").slice(0, 400)} [${facts}]`.trim();
  findings.text("alert", row.index.slice(0, 64), told, raw);

  if (!meaning) {
    if (severity === critical) findings.unknown("alert", "", raw);
    return;
  }
  const { part, kind } = target(context, group, number("groupIndex"));
  const { fault: _, faultFor, whenWarning, whenCritical, ...rest } = meaning;
  const isCritical = severity === critical;
  const fault = (kind && faultFor?.[kind]) ?? (isCritical ? meaning.fault : (whenWarning ?? meaning.fault));
  const state = isCritical ? (whenCritical ?? meaning.state) : meaning.state;
  // An alert that changes nothing is told by its text alone.
  if (!fault && !state && !meaning.status) {
    if (isCritical) findings.unknown("alert", "", raw);
    return;
  }
  const applied = { ...rest, ...(fault ? { fault } : {}), ...(state ? { state } : {}) };
  findings.apply(applied, part, raw, { detail: words, ...(route ? { route } : {}) });
}

function meaningOf(rule: AlertsRule, group: number | undefined, code: number | undefined): AlertMeaning | undefined {
  return rule.alerts[`${group ?? 0}/${code ?? 0}`] ?? rule.alerts[String(code ?? 0)];
}

// Some printers say that they sleep only in the description of an alert, in whatever code (HP: "Sleep Mode").
function asleep(rule: AlertsRule, words: string): AlertMeaning | undefined {
  const says = words.toLowerCase();
  return rule.sleepWords.some((word) => says.includes(word)) ? rule.alerts[String(powerSaver)] : undefined;
}
const powerSaver = 23;

function target(context: Context, group: number | undefined, index: number | undefined) {
  const { profile, fields } = context;
  const named = (name: string) => fields.filter((field) => field.name === name && field.index === String(index));
  if (group === coverGroup) {
    const cover = named("prtCoverStatus")[0];
    return { part: cover?.shape === "value" ? cover.part : "", kind: undefined };
  }
  if (group === inputGroup) {
    const tray = named("prtInput").find((field) => field.shape === "row");
    return { part: tray?.shape === "row" ? trayName(tray, fields) : "", kind: undefined };
  }
  if (group !== suppliesGroup) return { part: "", kind: undefined };
  const row = named("prtMarkerSupplies").find((field) => field.shape === "row");
  const rule = profile.decode.find((one) => one.kind === "supplies");
  const supply = rule?.kind === "supplies" && row?.shape === "row" ? supplyOf(rule, row, fields) : undefined;
  return { part: supply?.part ?? "", kind: supply?.kind };
}
