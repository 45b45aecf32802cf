// A probe's result and a machine's devices as lines for a terminal.
import { faultCodeInfo, type Reading } from "@kiosk/firmware-profiles";
import type { Attached, Listing } from "./attached.ts";
import type { ProbeResult } from "./probe.ts";
import type { Scan } from "./scan.ts";
import type { TraceStep } from "./trace.ts";
import { type Language, type Words, words } from "./words.ts";

/** More is no help to read on a terminal; `--json` has it all. */
const shownOctets = 64;

export function stepLine(step: TraceStep, language: Language): string {
  const { sent, received } = words[language];
  const time = `+${(step.sinceStartMs / 1000).toFixed(3)} s`.padStart(10);
  const octets = (step.hex.match(/../g) ?? []).slice(0, shownOctets).join(" ");
  const cut = step.hex.length > shownOctets * 2 ? " ..." : "";
  return [time, step.dir === "tx" ? sent : received, step.oid, `${octets}${cut}`].filter(Boolean).join("  ");
}

export function resultLines(result: ProbeResult, language: Language): string[] {
  const say = words[language];
  const lines: string[] = [];
  if (result.device) {
    const { names, profile, alike, verified } = result.device;
    lines.push(`${say.identified}: ${names[language]} (${profile})`);
    if (alike.length > 0) lines.push(`  ${say.alike}: ${alike.join(", ")}`);
    if (!verified) lines.push(`  ${say.unverified}`);
  } else {
    for (const { profile, answered, failure } of result.attempts) {
      const outcome = failure ? faultCodeInfo(failure.code)[language] : answered ? say.answered : say.noAnswer;
      lines.push(`${say.tried}: ${profile}: ${outcome}${failure?.detail ? ` (${failure.detail})` : ""}`);
    }
  }
  if (result.observation) {
    const { state, readings, conditions, droppedBytes } = result.observation;
    lines.push(`${say.stateIs}: ${say.state[state]} (${state})`);
    if (readings.length > 0) lines.push(`${say.readings}:`, ...readings.map((one) => `  ${readingLine(one, say)}`));
    lines.push(conditions.length > 0 ? `${say.faults}:` : `${say.faults}: ${say.none}`);
    for (const { code, part, detail } of conditions) {
      lines.push(`  ${[faultCodeInfo(code)[language], code, part, detail].filter(Boolean).join("  ")}`);
    }
    if (droppedBytes > 0) lines.push(`${say.dropped}: ${droppedBytes}`);
  }
  if (result.timedOut) lines.push(say.timedOut);
  lines.push(`${say.verdictIs}: ${say.verdict[result.verdict]}`);
  return lines;
}

export function scanLines({ attached, found, devices }: Scan, language: Language): string[] {
  const say = words[language];
  const lines = attached === null ? [] : [...attachedLines(attached, language), ""];
  for (const result of found) lines.push(`== ${result.url}`, ...resultLines({ ...result, trace: [] }, language), "");
  if (found.length === 0) lines.push(say.nothingToAsk);
  if (devices.length > 0) lines.push(say.suggestion, JSON.stringify({ devices }, null, 2));
  return lines;
}

export function attachedLines(attached: Attached, language: Language): string[] {
  const ids = (one: { readonly vendorId?: string; readonly productId?: string }) =>
    one.vendorId && one.productId ? `${one.vendorId}:${one.productId}` : "";
  const section = <T>(title: string, listing: Listing<T>, line: (device: T) => readonly (string | undefined)[]) => {
    if (listing.name === "failed") return [`${title}: ${words[language].failed}: ${listing.reason}`];
    if (listing.devices.length === 0) return [`${title}: ${words[language].none}`];
    return [`${title}:`, ...listing.devices.map((device) => `  ${line(device).filter(Boolean).join("  ")}`)];
  };
  return [
    ...section("serial", attached.serial, (one) => [one.path, ids(one), one.manufacturer, one.serialNumber]),
    ...section("USB", attached.usb, (one) => [
      ids(one),
      `${one.bus}/${one.address}`,
      one.manufacturer,
      one.product,
      one.serialNumber,
    ]),
    ...section("HID", attached.hid, (one) => [ids(one), one.path, one.manufacturer, one.product, one.serialNumber]),
  ];
}

function readingLine(reading: Reading, say: Words): string {
  const part = reading.part === "" ? "" : `[${reading.part}]`;
  const quality = say.quality[reading.quality];
  switch (reading.kind) {
    case "status":
      return `${reading.name}${part} = ${reading.value}  (${quality}, ${reading.raw})`;
    case "level": {
      const value =
        typeof reading.value === "number" ? `${reading.value} ${reading.unit}` : say.levelWord[reading.value];
      const capacity = reading.capacity === undefined ? "" : ` / ${reading.capacity}`;
      return `${reading.consumable}${part} = ${value}${capacity}  (${quality})`;
    }
    case "count":
      return `${reading.name}${part} = ${reading.value} ${reading.unit}  (${quality})`;
    case "text":
      return `${reading.name}${part} = ${reading.value}`;
  }
}
