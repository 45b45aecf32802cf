// Whether a terminal is there. Said by its birth, its heartbeats and its last will; doubted by a sweep; never inferred
// from a server restart.
import type { KioskBirth, KioskDeath, KioskHeartbeat } from "@kiosk/contract";
import { type Millis, secondMs } from "../time.ts";
import { serverTime } from "./fold.ts";
import { type Boot, findBoot, type Kiosk, type KioskStatus, newBoot, type Presence, withBoot } from "./kiosk.ts";

/** Heartbeats come every 20 s; after two and a half of them a terminal is offline (must be within 60 s). */
export const silentAfterMs = 50 * secondMs;
/** After a server restart terminals get this long to come back before their silence means anything. */
export const restartGraceMs = 60 * secondMs;
/** A clock this far off is shown as skewed. */
export const skewNoticeMs = 60 * secondMs;

function withPresence(status: KioskStatus, presence: Presence, at: Millis): KioskStatus {
  return status.presence === presence ? status : { ...status, presence, presenceSince: at };
}

export interface PresenceChange {
  readonly kiosk: Kiosk;
  readonly boot: Boot | null;
  readonly went: "online" | "offline" | null;
  /** a boot that was not the current one before */
  readonly newBoot: boolean;
}

/** A birth: this boot is now the one whose reports count, and the terminal is online. */
export function applyBirth(kiosk: Kiosk, birth: KioskBirth, at: Millis): PresenceChange {
  const known = findBoot(kiosk, birth.bootId) ?? newBoot(kiosk.master.id, birth.bootId, at);
  const boot: Boot = { ...known, bornAt: at, diedAt: null, deathReason: null };
  const isNew = kiosk.status.bootId !== birth.bootId;
  const oldBoots = new Map(kiosk.oldBoots);
  if (isNew && kiosk.boot !== null) oldBoots.set(kiosk.boot.bootId, kiosk.boot);
  oldBoots.delete(birth.bootId);
  const wasOnline = kiosk.status.presence === "online";
  const status: KioskStatus = {
    ...withPresence(kiosk.status, "online", at),
    bootId: birth.bootId,
    // by server time: the kiosk's own stamp is only as good as its clock
    bootedAt: at - Math.max(0, birth.sentAt - birth.bootedAt),
    agentVersion: birth.agentVersion,
    lastSeenAt: at,
    skewMs: birth.sentAt - at,
    reportedMacs: birth.macs,
    declared: birth.devices,
    outbox: birth.outbox,
  };
  const declared = new Set(birth.devices.map((d) => d.deviceId));
  // a device that is no longer configured leaves the matrix; its history stays in the log
  const devices = new Map([...kiosk.devices].filter(([id]) => declared.has(id)));
  const consumables = new Map([...kiosk.consumables].filter(([, c]) => declared.has(c.deviceId)));
  return {
    kiosk: { ...kiosk, status, devices, consumables, boot, oldBoots },
    boot,
    went: wasOnline ? null : "online",
    newBoot: isNew,
  };
}

/** Any sign of life over an authenticated connection. A heartbeat of a boot we do not follow still proves presence. */
export function applySign(kiosk: Kiosk, sign: { sentAt: Millis }, at: Millis): PresenceChange {
  const wasOnline = kiosk.status.presence === "online";
  const status: KioskStatus = {
    ...withPresence(kiosk.status, "online", at),
    lastSeenAt: at,
    skewMs: sign.sentAt - at,
  };
  return { kiosk: { ...kiosk, status }, boot: null, went: wasOnline ? null : "online", newBoot: false };
}

/** A heartbeat also says when each device last answered: what was reported before still holds then. */
export function applyHeartbeat(kiosk: Kiosk, beat: KioskHeartbeat, at: Millis): PresenceChange {
  const change = applySign(kiosk, beat, at);
  const status = { ...change.kiosk.status, outbox: beat.outbox };
  if (status.bootId !== beat.bootId) return { ...change, kiosk: { ...change.kiosk, status } };
  const devices = new Map(kiosk.devices);
  for (const { deviceId, at: stamped } of beat.answered) {
    const device = devices.get(deviceId);
    if (device !== undefined) devices.set(deviceId, { ...device, answeredAt: serverTime(stamped, beat.sentAt, at) });
  }
  return { ...change, kiosk: { ...change.kiosk, status, devices } };
}

/** A death counts only for the boot it belongs to: the will of an old connection must not kill the new one. */
export function applyDeath(kiosk: Kiosk, death: KioskDeath, at: Millis): PresenceChange {
  const known = findBoot(kiosk, death.bootId) ?? newBoot(kiosk.master.id, death.bootId, at);
  const boot: Boot = { ...known, diedAt: at, deathReason: death.reason };
  const told = withBoot(kiosk, boot);
  if (kiosk.status.bootId !== death.bootId || kiosk.status.presence !== "online") {
    return { kiosk: told, boot, went: null, newBoot: false };
  }
  const status = withPresence(kiosk.status, "offline", at);
  return { kiosk: { ...told, status }, boot, went: "offline", newBoot: false };
}

/** What silence means by now. `heardAgoMs` and `upMs` are monotonic durations, so no clock jump can empty the map. */
export function sweepPresence(kiosk: Kiosk, at: Millis, heardAgoMs: number | null, upMs: number): Kiosk | null {
  const { status } = kiosk;
  if (status.presence === "online" && heardAgoMs !== null && heardAgoMs > silentAfterMs) {
    return { ...kiosk, status: withPresence(status, "offline", at) };
  }
  if (status.presence === "unverified" && upMs > restartGraceMs) {
    return { ...kiosk, status: { ...status, presence: "offline", presenceSince: status.lastSeenAt ?? at } };
  }
  return null;
}

/** At server start nobody has been heard of yet: what was online is unverified, and that is what the screen says. */
export function doubtPresence(kiosk: Kiosk, at: Millis): Kiosk {
  return kiosk.status.presence === "online"
    ? { ...kiosk, status: withPresence(kiosk.status, "unverified", at) }
    : kiosk;
}
