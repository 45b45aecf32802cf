import type { DeviceView, KioskHealth } from "@kiosk/contract";

export type Reading = DeviceView["readings"][number];

/** Only `online` and `deviceBusy` are healthy; what could not be read is unknown and never green. */
export function deviceTone(state: DeviceView["state"]): KioskHealth {
  switch (state) {
    case "online":
    case "deviceBusy":
      return "ok";
    case "unknown":
    case "starting":
      return "unknown";
    case "offline":
    case "powerOff":
    case "noDevice":
      return "offline";
    case "userError":
      return "warning";
    case "hardwareError":
    case "potentialFraud":
      return "fault";
  }
}

export type WordTone = "calm" | "warn" | "bad" | "unknown";

const calm = new Set([
  "ok",
  "present",
  "notPresent",
  "on",
  "closed",
  "mains",
  "online",
  "deviceBusy",
  "entering",
  "latched",
]);
const warn = new Set(["low", "high", "recommended", "open", "off", "battery", "retracted"]);

/** How a status word is to be read. `full` is good for paper and toner, but not for a bin. */
export function wordTone(name: string, value: string): WordTone {
  if (value === "unknown" || value === "not-supported") return "unknown";
  if (value === "full") return name === "storage" ? "bad" : "calm";
  if (calm.has(value)) return "calm";
  return warn.has(value) ? "warn" : "bad";
}

export type StatusReading = Extract<Reading, { kind: "status" }>;

export type CountReading = Extract<Reading, { kind: "count" }>;

/** Counts that say at a glance how a device is; the rest stand in its drawer. */
const telling: readonly CountReading["name"][] = [
  "cardsSinceCleaning",
  "diskUsed",
  "memoryUsed",
  "temperature",
  "runtimeLeft",
];

export function tellingCounts(readings: readonly Reading[]): CountReading[] {
  return readings.filter((r) => r.kind === "count").filter((r) => telling.includes(r.name));
}

/** The parts' states, without the device's own which has its column. */
export function partStatuses(readings: readonly Reading[]): StatusReading[] {
  return readings.filter((r) => r.kind === "status").filter((r) => r.name !== "device");
}
