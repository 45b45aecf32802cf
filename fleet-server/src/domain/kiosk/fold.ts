// Folding a report into what is known of a terminal.
import type { DeviceReport, KioskReport } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import type { Device, Kiosk } from "./kiosk.ts";

/**
 * Server time of something the kiosk stamped `at` in a message it stamped `sentAt`. Only the age between the two stamps
 * is used, so a clock that is years off does not matter; an age below zero (the clock jumped) counts as none.
 */
export function serverTime(at: Millis, sentAt: Millis, receivedAt: Millis): Millis {
  return receivedAt - Math.max(0, Math.min(sentAt - at, receivedAt));
}

/** True when the report tells of now. A backlog of this boot or another one is history: stored, but it changes no state. */
export function isCurrent(kiosk: Kiosk, report: Pick<KioskReport, "bootId">): boolean {
  return kiosk.status.bootId === report.bootId;
}

/** The device as the report has it, or null when what is known is newer (live data overtakes the backlog). */
export function foldDevice(kiosk: Kiosk, report: KioskReport, device: DeviceReport, receivedAt: Millis): Device | null {
  const known = kiosk.devices.get(device.deviceId);
  if (known !== undefined && known.bootId === report.bootId && known.seq >= report.seq) return null;
  const toServer = (at: Millis) => serverTime(at, report.sentAt, receivedAt);
  return {
    kioskId: kiosk.master.id,
    deviceId: device.deviceId,
    deviceClass: device.deviceClass,
    profileId: device.profileId,
    state: device.state,
    since: toServer(device.since),
    observedAt: toServer(report.at),
    receivedAt,
    answeredAt: device.answeredAt === undefined ? null : toServer(device.answeredAt),
    bootId: report.bootId,
    seq: report.seq,
    readings: device.readings,
    conditions: device.conditions,
    exchange: device.exchange,
    droppedBytes: device.droppedBytes,
  };
}
