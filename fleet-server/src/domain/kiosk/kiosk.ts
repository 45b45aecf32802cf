// One terminal as the server knows it: master data, what it last said, and what follows from it. Plain records; each is
// one row of its table, so that what is in memory is what is on disk.
import type {
  BootId,
  ContractId,
  DeviceId,
  DeviceReport,
  KioskBirth,
  KioskId,
  KioskPoint,
  Mac,
  OutboxHealth,
  presences,
} from "@kiosk/contract";
import type { Consumable } from "../consumable/consumable.ts";
import type { Fault } from "../fault/fault.ts";
import type { Millis } from "../time.ts";
import type { OpenOrder } from "../work-order/work-order.ts";

export interface Contract {
  readonly id: ContractId;
  readonly zh: string;
  readonly en: string;
  readonly invented: boolean;
  readonly startsAt: Millis | null;
  readonly endsAt: Millis | null;
}

/** Master data, as an admin entered it. */
export interface KioskMaster extends KioskPoint {
  /** initials and full pinyin of name and street, space-separated, for the search box */
  readonly pinyin: string;
  readonly createdAt: Millis;
}

export type Presence = (typeof presences)[number];

export interface KioskStatus {
  readonly kioskId: KioskId;
  readonly presence: Presence;
  readonly presenceSince: Millis;
  /** the boot whose reports are "now"; others are history */
  readonly bootId: BootId | null;
  readonly bootedAt: Millis | null;
  readonly agentVersion: string | null;
  readonly lastSeenAt: Millis | null;
  /** kiosk clock minus server clock */
  readonly skewMs: number | null;
  readonly reportedMacs: readonly Mac[];
  readonly declared: KioskBirth["devices"];
  readonly outbox: OutboxHealth | null;
}

/** Which sequence numbers of a boot are stored: sorted, disjoint, inclusive ranges. */
export type SeenRanges = readonly (readonly [number, number])[];

export interface Boot {
  readonly kioskId: KioskId;
  readonly bootId: BootId;
  readonly firstSeenAt: Millis;
  readonly bornAt: Millis | null;
  readonly diedAt: Millis | null;
  readonly deathReason: "lost" | "shutdown" | null;
  readonly seen: SeenRanges;
}

export interface Device {
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId;
  readonly deviceClass: DeviceReport["deviceClass"];
  readonly profileId: string;
  readonly state: DeviceReport["state"];
  /** server time: the kiosk's `since` moved by its age */
  readonly since: Millis;
  /** server time of the observation */
  readonly observedAt: Millis;
  readonly receivedAt: Millis;
  readonly answeredAt: Millis | null;
  readonly bootId: BootId;
  readonly seq: number;
  readonly readings: DeviceReport["readings"];
  readonly conditions: DeviceReport["conditions"];
  readonly exchange: DeviceReport["exchange"];
  readonly droppedBytes: number;
}

/** The aggregate. Replaced as a whole, never changed in place: a batch that fails to commit leaves no trace. */
export interface Kiosk {
  readonly master: KioskMaster;
  readonly status: KioskStatus;
  /** the boot whose reports are "now" */
  readonly boot: Boot | null;
  readonly oldBoots: ReadonlyMap<BootId, Boot>;
  readonly devices: ReadonlyMap<DeviceId, Device>;
  readonly consumables: ReadonlyMap<string, Consumable>;
  /** by fault key: open ones, and those cleared so recently that a return is the same fault */
  readonly faults: ReadonlyMap<string, Fault>;
  /** by order id: open ones */
  readonly orders: ReadonlyMap<string, OpenOrder>;
  /** conditions of the past that the timeline tells already, as `boot/device/code/part`; in memory only */
  readonly toldLate: ReadonlySet<string>;
}

export function newKiosk(master: KioskMaster): Kiosk {
  return {
    master,
    status: {
      kioskId: master.id,
      presence: "never",
      presenceSince: master.createdAt,
      bootId: null,
      bootedAt: null,
      agentVersion: null,
      lastSeenAt: null,
      skewMs: null,
      reportedMacs: [],
      declared: [],
      outbox: null,
    },
    boot: null,
    oldBoots: new Map(),
    devices: new Map(),
    consumables: new Map(),
    faults: new Map(),
    orders: new Map(),
    toldLate: new Set(),
  };
}

/** A copy of the map with one entry set; the original stays. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

/** A copy of the map without one entry. */
export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

export function findBoot(kiosk: Kiosk, bootId: BootId): Boot | undefined {
  return kiosk.boot?.bootId === bootId ? kiosk.boot : kiosk.oldBoots.get(bootId);
}

/** The kiosk with a boot's record replaced; which boot is the current one does not change. */
export function withBoot(kiosk: Kiosk, boot: Boot): Kiosk {
  if (kiosk.status.bootId === boot.bootId) return { ...kiosk, boot };
  return { ...kiosk, oldBoots: withEntry(kiosk.oldBoots, boot.bootId, boot) };
}

export function newBoot(kioskId: KioskId, bootId: BootId, at: Millis): Boot {
  return { kioskId, bootId, firstSeenAt: at, bornAt: null, diedAt: null, deathReason: null, seen: [] };
}
