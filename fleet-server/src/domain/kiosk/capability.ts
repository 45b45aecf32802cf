// What a citizen can get done at a terminal: from the states of its devices and the faults that are open. What nobody can
// know now is unknown, whatever it was before.
import type { Capability, CapabilityCause, CapabilityState, CapabilityView, DeviceId } from "@kiosk/contract";
import { type DeviceClass, type FaultCode, faultCodeInfo } from "@kiosk/firmware-profiles";
import type { Fault } from "../fault/fault.ts";
import type { Device, Kiosk } from "./kiosk.ts";

interface Serves {
  readonly capability: Capability;
  readonly by: DeviceClass;
}

const served: readonly Serves[] = [
  { capability: "idCard", by: "idCardReader" },
  { capability: "socialCard", by: "sscReader" },
  { capability: "a4Print", by: "a4Printer" },
  { capability: "colourPrint", by: "a4Printer" },
  { capability: "booklet", by: "bookletPrinter" },
  { capability: "endorsement", by: "endorsementMachine" },
  { capability: "receipt", by: "receiptPrinter" },
  { capability: "codeScan", by: "codeScanner" },
  { capability: "documentScan", by: "documentCamera" },
  { capability: "faceCamera", by: "faceCamera" },
];

/** Without these nobody can begin anything at the terminal, though every device of it is well. */
const blocksAll: readonly FaultCode[] = ["host.screen-missing", "host.touch-missing"];
/** With these everything works, but perhaps not to its end. */
const limitsAll: readonly FaultCode[] = ["host.no-network", "power.on-battery", "power.battery-low"];
/** Warnings with which a device does nothing all the same. */
const blockingWarnings: readonly FaultCode[] = ["cover.open", "interlock.open", "device.offline"];
/** Errors with which a device that still says it is well goes on for a while. */
const lifeOver: readonly FaultCode[] = ["drum.life-over", "part.life-over"];
/** Of one tray among several: the others serve. */
const ofOneTray: readonly FaultCode[] = ["paper.out", "paper.low", "tray.missing"];
const colours: readonly string[] = ["cyan", "magenta", "yellow"];

type Verdict = Exclude<CapabilityState, "not-fitted">;
interface Finding {
  readonly state: Verdict;
  readonly cause: CapabilityCause;
}

/** The worst first: what is known to fail is told before what is not known. */
const order: readonly Verdict[] = ["unavailable", "unknown", "degraded", "available"];
const worse = (a: Verdict, b: Verdict): Verdict => (order.indexOf(a) <= order.indexOf(b) ? a : b);

/** One row a capability, in the order of the vocabulary. */
export function capabilitiesOf(kiosk: Kiosk): CapabilityView[] {
  return served.map((one) => capabilityOf(kiosk, one));
}

function capabilityOf(kiosk: Kiosk, { capability, by }: Serves): CapabilityView {
  const { presence, declared } = kiosk.status;
  const deviceIds = devicesOf(kiosk, by);
  const row = (state: CapabilityState, causes: CapabilityCause[] = []) => ({ capability, state, deviceIds, causes });
  const toldDevices = declared.length > 0 || kiosk.devices.size > 0;
  if (toldDevices && deviceIds.length === 0) return row("not-fitted");
  const blackOnly = deviceIds.length > 0 && deviceIds.every((id) => printsBlackOnly(kiosk.devices.get(id)));
  if (capability === "colourPrint" && blackOnly) return row("not-fitted");
  if (presence !== "online") return row("unknown", [{ kind: "presence", presence }]);
  // online and yet silent about its devices: its birth is on the way
  if (!toldDevices) return row("unknown", [{ kind: "presence", presence }]);

  const whole = wholeTerminal(kiosk);
  const each = deviceIds.map((deviceId) => [...whole, ...findingsOf(kiosk, deviceId, capability)]);
  const verdicts = each.map((findings) => findings.reduce<Verdict>((s, f) => worse(s, f.state), "available"));
  // one of several that serves is enough
  const best = verdicts.reduce<Verdict>((a, b) => (worse(a, b) === a ? b : a), "unavailable");
  if (best === "available") return row("available");
  const causes = each.flat().filter((f, i, all) => all.findIndex((g) => g.cause === f.cause) === i);
  const worstFirst = causes.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return row(
    best,
    worstFirst.map((f) => f.cause),
  );
}

/** What the configuration names; a terminal of which only reports are known has those that reported. */
function devicesOf(kiosk: Kiosk, deviceClass: DeviceClass): DeviceId[] {
  const { declared } = kiosk.status;
  const known = declared.length > 0 ? declared : [...kiosk.devices.values()];
  return known.filter((d) => d.deviceClass === deviceClass).map((d) => d.deviceId);
}

function wholeTerminal(kiosk: Kiosk): Finding[] {
  return standing(kiosk).flatMap((fault): Finding[] => {
    if (blocksAll.includes(fault.code)) return [{ state: eased(fault, "unavailable"), cause: faultCause(fault) }];
    return limitsAll.includes(fault.code) ? [{ state: "degraded", cause: faultCause(fault) }] : [];
  });
}

function findingsOf(kiosk: Kiosk, deviceId: DeviceId, capability: Capability): Finding[] {
  const device = kiosk.devices.get(deviceId);
  const attachedTo = kiosk.status.declared.find((d) => d.deviceId === deviceId)?.attachedTo;
  const own = standing(kiosk).filter((f) => f.deviceId === deviceId);
  const hub = standing(kiosk).filter((f) => f.code === "hub.lost" && f.deviceId === attachedTo);
  const findings: Finding[] = hub.map((f) => ({ state: eased(f, "unavailable"), cause: faultCause(f) }));
  if (device === undefined) return [...findings, { state: "unknown", cause: { kind: "unseen", deviceId } }];
  for (const fault of own) {
    const state = effectOf(fault, device, capability);
    if (state !== "available") findings.push({ state, cause: faultCause(fault) });
  }
  const state = verdictOf(device);
  // a fault that weighs as much names the reason better than the bare state does
  if (state !== "available" && !findings.some((f) => order.indexOf(f.state) <= order.indexOf(state))) {
    findings.push({ state, cause: { kind: "state", deviceId, state: device.state } });
  }
  if (capability === "colourPrint" && !tellsColour(device)) {
    findings.push({ state: "unknown", cause: { kind: "colour-untold", deviceId } });
  }
  return findings;
}

function verdictOf({ state }: Device): Verdict {
  switch (state) {
    case "online":
    case "deviceBusy":
      return "available";
    case "unknown":
    case "starting":
      return "unknown";
    case "offline":
    case "powerOff":
    case "noDevice":
    case "hardwareError":
    case "userError":
    case "potentialFraud":
      return "unavailable";
  }
}

/** What one fault of a device means for one capability. */
function effectOf(fault: Fault, device: Device, capability: Capability): Verdict {
  const { severity } = faultCodeInfo(fault.code);
  if (severity === "info") return "available";
  // its silence says nothing about what it does for a citizen, unless the terminal itself calls it gone
  if (fault.code === "comm.no-answer" && verdictOf(device) === "unknown") return "unknown";
  if (colours.includes(fault.part) && capability === "a4Print") return "degraded";
  if (ofOneTray.includes(fault.code) && anotherTrayServes(fault, device)) return "degraded";
  if (lifeOver.includes(fault.code) && verdictOf(device) === "available") return "degraded";
  if (severity === "warning" && !blockingWarnings.includes(fault.code)) return "degraded";
  return eased(fault, "unavailable");
}

/** A condition that is gone and only has not been gone for long does not stop anybody any more. */
function eased(fault: Fault, state: Verdict): Verdict {
  return fault.state === "clearing" ? "degraded" : state;
}

function anotherTrayServes(fault: Fault, device: Device): boolean {
  return device.readings.some(
    (r) =>
      r.kind === "status" && r.name === "paper" && r.part !== fault.part && (r.value === "full" || r.value === "low"),
  );
}

const suppliesOf = (device: Device) =>
  device.readings.flatMap((r) =>
    (r.kind === "level" && (r.consumable === "toner" || r.consumable === "ink")) ||
    (r.kind === "status" && (r.name === "toner" || r.name === "ink"))
      ? [r.part]
      : [],
  );

function tellsColour(device: Device): boolean {
  return suppliesOf(device).some((part) => colours.includes(part));
}

/** It names its supplies, and they are black. */
function printsBlackOnly(device: Device | undefined): boolean {
  if (device === undefined) return false;
  const parts = suppliesOf(device);
  return parts.length > 0 && parts.every((part) => part === "black");
}

/** Faults that hold or held a moment ago, those explained by another one too: their device fails all the same. */
function standing(kiosk: Kiosk): Fault[] {
  return [...kiosk.faults.values()].filter((f) => f.state !== "cleared");
}

function faultCause(fault: Fault): CapabilityCause {
  const { zh, en } = faultCodeInfo(fault.code);
  const { deviceId, id: faultId, code, part, state } = fault;
  return { kind: "fault", deviceId, faultId, code, part, zh, en, state };
}
