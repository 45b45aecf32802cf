// The messages of a kiosk as JSON text. They are written without `sentAt`: that is stamped when they leave.
import type { DeviceReport, KioskBirth, KioskDeath, KioskEvent, KioskHeartbeat, KioskReport } from "@kiosk/contract";

type Unsent<T> = Omit<T, "sentAt">;
type Body<T> = Omit<T, "sentAt" | "v" | "id" | "kioskId" | "bootId" | "seq" | "at">;

/** What every message of one boot shares; `id` names the message (a UUID). */
export type Envelope = Pick<KioskDeath, "id" | "kioskId" | "bootId" | "seq" | "at">;

export function reportBody(envelope: Envelope, body: Body<KioskReport>): string {
  const message: Unsent<KioskReport> = { v: 1, ...envelope, ...body };
  return JSON.stringify(message);
}

export function eventBody(envelope: Envelope, body: Body<KioskEvent>): string {
  const message: Unsent<KioskEvent> = { v: 1, ...envelope, ...body };
  return JSON.stringify(message);
}

export function birthBody(envelope: Envelope, body: Body<KioskBirth>): string {
  const message: Unsent<KioskBirth> = { v: 1, ...envelope, ...body };
  return JSON.stringify(message);
}

export function heartbeatBody(envelope: Envelope, body: Body<KioskHeartbeat>): string {
  const message: Unsent<KioskHeartbeat> = { v: 1, ...envelope, ...body };
  return JSON.stringify(message);
}

export function deathBody(envelope: Envelope, body: Body<KioskDeath>): string {
  const message: Unsent<KioskDeath> = { v: 1, ...envelope, ...body };
  return JSON.stringify(message);
}

/** Adds `sentAt` (ms, kiosk clock) to a finished body without parsing it again. */
export function stampSent(body: string, sentAt: number): string {
  return `${body.slice(0, -1)},"sentAt":${sentAt}}`;
}

/**
 * The devices of one report, without their raw bytes where the message would come near the wire's bound. The limit is
 * in characters of JSON; device texts are at most three bytes a character.
 */
export function fitDevices(devices: readonly DeviceReport[], maxCharacters: number): DeviceReport[] {
  if (JSON.stringify(devices).length <= maxCharacters) return [...devices];
  return devices.map((d) => ({ ...d, exchange: [] }));
}
