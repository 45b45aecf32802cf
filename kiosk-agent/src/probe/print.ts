// A probe's result and a machine's devices as lines for a terminal.
import { faultCodeInfo, type Reading } from "@kiosk/firmware-profiles";
import type { Attached, Listing } from "./attached.ts";
import type { AttachedNode } from "./attached-nodes.ts";
import { pathUrl } from "./path-url.ts";
import type { Unasked } from "./plan.ts";
import type { ProbeResult } from "./probe.ts";
import { isBare, type Scan, type SuggestedDevice } from "./scan.ts";
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

export function scanLines(scan: Scan, language: Language): string[] {
  const { attached, found, unasked, devices } = scan;
  const say = words[language];
  const lines = attached === null ? [] : [...attachedLines(attached, language), ""];
  for (const result of found) lines.push(`== ${result.url}`, ...resultLines({ ...result, trace: [] }, language), "");
  if (isBare(scan)) lines.push(say.nothingAttached);
  if (unasked.length > 0) lines.push(`${say.unasked}:`, ...unasked.map((one) => `  ${unaskedLine(one, say)}`), "");
  return [...lines, ...suggestionLines(devices, say)];
}

export function listLines(attached: Attached, devices: readonly SuggestedDevice[], language: Language): string[] {
  const say = words[language];
  const lines = attachedLines(attached, language);
  return devices.length === 0 ? lines : [...lines, "", say.byIds, ...suggestionLines(devices, say)];
}

function suggestionLines(devices: readonly SuggestedDevice[], say: Words): string[] {
  return devices.length === 0 ? [] : [say.suggestion, JSON.stringify({ devices }, null, 2)];
}

function unaskedLine({ on, where, name }: Unasked, say: Words): string {
  return [say.bus[on], where, name].filter(Boolean).join("  ");
}

function attachedLines(attached: Attached, language: Language): string[] {
  const { bus, failed, none } = words[language];
  const ids = (one: { readonly vendorId?: string; readonly productId?: string }) =>
    one.vendorId && one.productId ? `${one.vendorId}:${one.productId}` : "";
  const section = <T>(title: string, listing: Listing<T>, line: (device: T) => readonly (string | undefined)[]) => {
    if (listing.name === "failed") return [`${title}: ${failed}: ${listing.reason}`];
    if (listing.devices.length === 0) return [`${title}: ${none}`];
    return [`${title}:`, ...listing.devices.map((device) => `  ${line(device).filter(Boolean).join("  ")}`)];
  };
  const node = (one: AttachedNode) => [ids(one), one.path, one.name, one.url];
  return [
    ...section(bus.serial, attached.serial, (one) => [
      one.path,
      ids(one),
      one.manufacturer,
      one.serialNumber,
      one.byId && pathUrl("serial", one.byId),
    ]),
    ...section(bus.usb, attached.usb, (one) => [
      ids(one),
      `${one.bus}/${one.address}`,
      one.manufacturer,
      one.product,
      one.serialNumber,
    ]),
    ...section(bus.hid, attached.hid, (one) => [ids(one), one.path, one.manufacturer, one.product, one.serialNumber]),
    ...section(bus.pcsc, attached.pcsc, ({ name }) => [name, `pcsc://${encodeURIComponent(name)}`]),
    ...section(bus.camera, attached.cameras, node),
    ...section(bus.keyboard, attached.keyboards, node),
    ...section(bus.host, attached.host, ({ name, system }) => [name, system, "host://local"]),
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
