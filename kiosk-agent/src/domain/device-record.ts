// What the agent knows of one device: the report as the server would get it now, and what the device itself last said.

import type { DeviceId, DeviceReport } from "@kiosk/contract";
import type { Condition, DeviceClass, DeviceState, FaultCode, Reading } from "@kiosk/firmware-profiles";
import { faultCodeInfo } from "@kiosk/firmware-profiles";

/** A device as the configuration and its profile name it. */
export interface DeviceFacts {
  readonly deviceId: DeviceId;
  readonly deviceClass: DeviceClass;
  readonly profileId: string;
  /** the transport's URL, for the birth message */
  readonly transport: string;
  /** the hub or port expander it hangs on */
  readonly attachedTo?: DeviceId;
}

/** What one poll amounted to (the DeviceObservation of the ports, as far as the fold needs it). */
export interface Observed {
  readonly state: DeviceState;
  readonly readings: readonly Reading[];
  readonly conditions: readonly Condition[];
  readonly exchange: readonly { readonly dir: "tx" | "rx"; readonly hex: string; readonly at: number }[];
  readonly answered: boolean;
  readonly droppedBytes: number;
  readonly failure?: { readonly code: FaultCode; readonly detail: string };
}

export interface DeviceRecord {
  readonly report: DeviceReport;
  /** the conditions of the last poll that was answered */
  readonly saidConditions: readonly Condition[];
}

// The bounds of the wire (contract up.ts, DeviceReport). What is over is cut here, so that one talkative device cannot
// make a whole report unreadable.
const maxReadings = 128;
const maxConditions = 64;
const maxExchange = 16;
const maxDetail = 256;

/** A device nobody has asked yet: `unknown`, without `answeredAt`. `at` in ms, kiosk clock. */
export function newRecord(device: DeviceFacts, at: number): DeviceRecord {
  return {
    report: {
      deviceId: device.deviceId,
      deviceClass: device.deviceClass,
      profileId: device.profileId,
      state: "unknown",
      since: at,
      readings: [],
      conditions: [],
      exchange: [],
      droppedBytes: 0,
    },
    saidConditions: [],
  };
}

/**
 * Folds one poll into the record. A device that did not answer keeps its levels, counts and texts with their own age,
 * but its status words become `unknown`. What it complained of before is neither healed nor confirmed by its silence:
 * where the silence itself is a condition (`commLoss`) the server knows that; where it is not, the earlier conditions
 * stay. `at` in ms, kiosk clock.
 */
export function applyObservation(record: DeviceRecord, observed: Observed, at: number): DeviceRecord {
  const before = record.report;
  const own = withFailure(observed);
  const conditions = observed.answered || own.some(isCommLoss) ? own : merge(own, record.saidConditions);
  const readings = observed.answered ? observed.readings : overlay(aged(before.readings, at), observed.readings);
  const answeredAt = observed.answered ? at : before.answeredAt;
  return {
    report: {
      deviceId: before.deviceId,
      deviceClass: before.deviceClass,
      profileId: before.profileId,
      state: observed.state,
      since: observed.state === before.state ? before.since : at,
      ...(answeredAt === undefined ? {} : { answeredAt }),
      readings: readings.slice(0, maxReadings),
      conditions: conditions.slice(0, maxConditions),
      exchange: observed.exchange.slice(-maxExchange).map((step) => ({ ...step })),
      droppedBytes: observed.droppedBytes,
    },
    saidConditions: observed.answered ? own : record.saidConditions,
  };
}

/** The failure of the conversation is a condition like any other; the driver may have listed it already. */
function withFailure(observed: Observed): Condition[] {
  const listed = observed.conditions.map((c) => ({ ...c, detail: c.detail.slice(0, maxDetail) }));
  const { failure } = observed;
  if (failure === undefined || listed.some((c) => c.code === failure.code)) return listed;
  return [...listed, { code: failure.code, part: "", detail: failure.detail.slice(0, maxDetail), raw: "" }];
}

function isCommLoss(condition: Condition): boolean {
  return faultCodeInfo(condition.code).commLoss === true;
}

function merge(own: readonly Condition[], kept: readonly Condition[]): Condition[] {
  return [...own, ...kept.filter((k) => !own.some((o) => o.code === k.code && o.part === k.part))];
}

function aged(readings: readonly Reading[], at: number): Reading[] {
  return readings.map((r) => (r.kind === "status" ? { ...r, value: "unknown", quality: "unknown", raw: "", at } : r));
}

function overlay(kept: readonly Reading[], fresh: readonly Reading[]): Reading[] {
  return [...kept.filter((k) => !fresh.some((f) => readingKey(f) === readingKey(k))), ...fresh];
}

/** Names what a reading is about: kind, name or consumable, part. */
export function readingKey(reading: Reading): string {
  const name = reading.kind === "level" ? reading.consumable : reading.name;
  return `${reading.kind} ${name} ${reading.part}`;
}
