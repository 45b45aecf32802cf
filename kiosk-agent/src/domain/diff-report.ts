// Which devices are worth telling the server about, and on which lane.
import type { DeviceReport } from "@kiosk/contract";
import type { Condition, LevelReading, Reading } from "@kiosk/firmware-profiles";
import { readingKey } from "./device-record.ts";

/** `fault`: a state or a condition changed; never dropped. `routine`: words, levels, texts. */
export type Lane = "fault" | "routine";

export interface ReportDiff {
  readonly devices: readonly DeviceReport[];
  readonly lane: Lane;
}

/** Smaller moves of a level are not told: sensors tremble, and a report costs a disk write at both ends. */
const levelStepPercent = 1;

/**
 * Compares what was last reported with what is now and returns the devices that changed, or undefined. Times, counts
 * (pages, characters, dropped bytes) and trembling levels ride along but are no change of their own; the snapshot
 * brings them. While a device has a condition, other bytes from it are a change: they are the evidence.
 */
export function diffReport(last: readonly DeviceReport[], now: readonly DeviceReport[]): ReportDiff | undefined {
  const before = new Map(last.map((d) => [d.deviceId, d]));
  const changed = now.filter((d) => changeOf(before.get(d.deviceId), d) !== undefined);
  if (changed.length === 0) return undefined;
  const fault = changed.some((d) => changeOf(before.get(d.deviceId), d) === "fault");
  return { devices: changed, lane: fault ? "fault" : "routine" };
}

function changeOf(last: DeviceReport | undefined, now: DeviceReport): Lane | undefined {
  if (last === undefined) return "fault";
  if (last.state !== now.state || conditionNames(last) !== conditionNames(now)) return "fault";
  if (readingsChanged(last.readings, now.readings) || detailsChanged(last.conditions, now.conditions)) return "routine";
  return now.conditions.length > 0 && answers(last) !== answers(now) ? "routine" : undefined;
}

function conditionNames(report: DeviceReport): string {
  return report.conditions
    .map((c) => `${c.code} ${c.part}`)
    .sort()
    .join("\n");
}

function detailsChanged(last: readonly Condition[], now: readonly Condition[]): boolean {
  return now.some((n) => last.some((l) => l.code === n.code && l.part === n.part && l.detail !== n.detail));
}

/** The device's own bytes, each kind once: a second identical answer, or a retry, is no news. */
function answers(report: DeviceReport): string {
  return [...new Set(report.exchange.filter((s) => s.dir === "rx").map((s) => s.hex))].sort().join(" ");
}

function readingsChanged(last: readonly Reading[], now: readonly Reading[]): boolean {
  const before = new Map(last.filter(isTold).map((r) => [readingKey(r), r]));
  const told = now.filter(isTold);
  return told.length !== before.size || told.some((r) => readingChanged(before.get(readingKey(r)), r));
}

function isTold(reading: Reading): boolean {
  return reading.kind !== "count";
}

function readingChanged(last: Reading | undefined, now: Reading): boolean {
  if (last === undefined) return true;
  if (last.kind === "level" && now.kind === "level") return levelChanged(last, now);
  return last.value !== now.value || last.quality !== now.quality;
}

function levelChanged(last: LevelReading, now: LevelReading): boolean {
  if (last.unit !== now.unit || last.quality !== now.quality || last.capacity !== now.capacity) return true;
  if (typeof last.value !== "number" || typeof now.value !== "number") return last.value !== now.value;
  return Math.abs(percent(now, now.value) - percent(last, last.value)) >= levelStepPercent;
}

/** Percent of the full amount; where the full amount is unknown, every whole unit counts as one percent point. */
function percent(level: LevelReading, value: number): number {
  if (level.unit === "percent" || level.capacity === undefined) return value;
  return (value / level.capacity) * 100;
}
