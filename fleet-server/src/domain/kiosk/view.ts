// A terminal as people see it. What is cached says so: a device of a terminal that is not online is `unknown`, its levels
// are not current.
import type { ConsumableView, DeclaredDevice, DeviceView, KioskDetail, KioskRow, SupplyLevel } from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import { type Consumable, percentOf } from "../consumable/consumable.ts";
import { countedTargets, type ProfileFactsOf } from "../consumable/counted.ts";
import { isUnreachable } from "../fault/conditions.ts";
import { isOpen } from "../fault/fault.ts";
import { faultView } from "../fault/view.ts";
import { type ContractSettings, productSettings, thresholdAt } from "../threshold/contract-settings.ts";
import { supplyLevel } from "../threshold/threshold.ts";
import type { Millis } from "../time.ts";
import { capabilitiesOf } from "./capability.ts";
import { kioskHealth, openFaults } from "./health.ts";
import type { Device, Kiosk } from "./kiosk.ts";
import { type MacIndex, neighbourMacs } from "./search.ts";
import { missingCount } from "./seen.ts";

function isLive(kiosk: Kiosk): boolean {
  return kiosk.status.presence === "online";
}

export function deviceView(kiosk: Kiosk, device: Device, factsOf: ProfileFactsOf): DeviceView {
  const declared = kiosk.status.declared.find((d) => d.deviceId === device.deviceId);
  const names = factsOf(device.profileId)?.names;
  return {
    deviceId: device.deviceId,
    deviceClass: device.deviceClass,
    profileId: device.profileId,
    profileZh: names?.zh ?? null,
    profileEn: names?.en ?? null,
    state: isLive(kiosk) ? device.state : "unknown",
    lastState: device.state,
    since: device.since,
    observedAt: device.observedAt,
    receivedAt: device.receivedAt,
    answeredAt: device.answeredAt,
    transport: declared?.transport ?? null,
    attachedTo: declared?.attachedTo ?? null,
    readings: [...device.readings],
    conditions: [...device.conditions],
    exchange: [...device.exchange],
    droppedBytes: device.droppedBytes,
  };
}

function declaredDevice(
  kiosk: Kiosk,
  declared: Kiosk["status"]["declared"][number],
  factsOf: ProfileFactsOf,
): DeclaredDevice {
  const names = factsOf(declared.profileId)?.names;
  return {
    deviceId: declared.deviceId,
    deviceClass: declared.deviceClass,
    profileId: declared.profileId,
    profileZh: names?.zh ?? null,
    profileEn: names?.en ?? null,
    transport: declared.transport,
    attachedTo: declared.attachedTo ?? null,
    seen: kiosk.devices.has(declared.deviceId),
  };
}

/**
 * A level is current while its terminal is online and its device can be talked to. Its age is that of the last answer: a
 * level that did not change (by a percentage point) was read again but not sent again.
 */
export function consumableView(kiosk: Kiosk, c: Consumable, settings = productSettings): ConsumableView {
  const device = kiosk.devices.get(c.deviceId);
  const reachable = device !== undefined && !isUnreachable(device.conditions);
  return {
    deviceId: c.deviceId,
    consumable: c.consumable,
    part: c.part,
    value: c.value,
    unit: c.unit,
    capacity: c.capacity,
    percent: percentOf(c),
    level: levelOf(kiosk, c, settings),
    quality: c.quality,
    observedAt: Math.max(c.observedAt, device?.answeredAt ?? 0),
    receivedAt: c.receivedAt,
    current: isLive(kiosk) && reachable,
    replacedAt: c.replacedAt,
    replacedHow: c.replacedHow,
  };
}

function levelOf(kiosk: Kiosk, c: Consumable, settings: ContractSettings): SupplyLevel | null {
  const deviceClass = kiosk.devices.get(c.deviceId)?.deviceClass ?? null;
  return supplyLevel(percentOf(c), thresholdAt(settings, kiosk.master.id, c.consumable, deviceClass));
}

interface Lowest {
  readonly percent: number;
  readonly level: SupplyLevel;
  readonly c: Consumable;
}

const worse: Record<SupplyLevel, number> = { ok: 0, low: 1, critical: 2, out: 3 };

/** The supply that stands worst against its threshold; of equals the one with the least left. */
function lowest(kiosk: Kiosk, settings: ContractSettings): Lowest | undefined {
  let found: Lowest | undefined;
  for (const c of kiosk.consumables.values()) {
    const percent = percentOf(c);
    const level = levelOf(kiosk, c, settings);
    if (percent === null || level === null) continue;
    const by = found === undefined ? 1 : worse[level] - worse[found.level] || found.percent - percent;
    if (by > 0) found = { percent, level, c };
  }
  return found;
}

export function kioskRow(kiosk: Kiosk, index: MacIndex, settings = productSettings): KioskRow {
  const { master, status } = kiosk;
  const faults = openFaults(kiosk, settings.faultRules);
  const worst = faults[0] === undefined ? undefined : faultCodeInfo(faults[0].code);
  const least = lowest(kiosk, settings);
  return {
    id: master.id,
    contractId: master.contractId,
    seq: master.seq,
    name: master.name,
    district: master.district,
    street: master.street,
    address: master.address,
    macs: master.macs,
    lon: master.lon,
    lat: master.lat,
    confidence: master.confidence,
    coordinateMethod: master.coordinateMethod,
    note: master.note,
    openingHours: master.openingHours,
    dutyPhone: master.dutyPhone,
    presence: status.presence,
    presenceSince: status.presence === "never" ? null : status.presenceSince,
    lastSeenAt: status.lastSeenAt,
    skewMs: status.skewMs,
    health: kioskHealth(kiosk, settings.faultRules),
    openFaults: faults.length,
    openOrders: kiosk.orders.size,
    worstZh: worst?.zh ?? null,
    worstEn: worst?.en ?? null,
    lowestPercent: least?.percent ?? null,
    lowestLevel: least?.level ?? null,
    lowestConsumable: least?.c.consumable ?? null,
    lowestQuality: least?.c.quality ?? null,
    neighbourMacs: neighbourMacs(master, index),
  };
}

export function kioskDetail(
  kiosk: Kiosk,
  index: MacIndex,
  enrolled: boolean,
  factsOf: ProfileFactsOf,
  at: Millis,
  settings = productSettings,
): KioskDetail {
  const { master, status } = kiosk;
  const known = new Set(master.macs);
  return {
    at,
    kiosk: kioskRow(kiosk, index, settings),
    bootId: status.bootId,
    bootedAt: status.bootedAt,
    agentVersion: status.agentVersion,
    enrolled,
    reportedMacs: [...status.reportedMacs],
    unexpectedMacs: status.reportedMacs.filter((mac) => !known.has(mac)),
    outbox: status.outbox,
    missingSeq: kiosk.boot === null ? 0 : missingCount(kiosk.boot.seen),
    declared: status.declared.map((d) => declaredDevice(kiosk, d, factsOf)),
    declaredAt: kiosk.boot?.bornAt ?? null,
    capabilities: capabilitiesOf(kiosk),
    devices: [...kiosk.devices.values()].map((d) => deviceView(kiosk, d, factsOf)),
    consumables: [...kiosk.consumables.values()].map((c) => consumableView(kiosk, c, settings)),
    counted: countedTargets(kiosk, factsOf),
    faults: [...kiosk.faults.values()]
      .filter((f) => isOpen(f) || f.state === "pending")
      .map((f) => faultView(kiosk, f, settings.faultRules)),
  };
}
