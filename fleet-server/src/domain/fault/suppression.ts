// A known trouble that need not be told for a while. It belongs to the cause at its terminal and not to one coming of it, and
// ends by itself. It stops no order and no clock.
import { type ContractId, type DeviceId, type KioskId, maxSuppressionMs, type SkipReason } from "@kiosk/contract";
import type { FaultCode } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";
import { markable, type Noted, type Person } from "./acknowledgement.ts";
import type { Fault } from "./fault.ts";

export interface Suppression {
  readonly id: string;
  /** which cause at which terminal (work-order/open.ts, causeKeyOf) */
  readonly causeKey: string;
  readonly kioskId: KioskId;
  readonly contractId: ContractId;
  readonly deviceId: DeviceId | null;
  readonly code: FaultCode;
  readonly part: string;
  readonly at: Millis;
  readonly by: string;
  readonly name: string;
  readonly until: Millis;
  readonly reason: string;
  readonly endedAt: Millis | null;
  readonly endedBy: string | null;
  readonly endedHow: "lifted" | "expired" | null;
}

/** False from `until` on, whether or not anybody has written down yet that it ended. */
export function suppresses(suppression: Suppression | undefined, at: Millis): boolean {
  return suppression !== undefined && suppression.endedAt === null && at < suppression.until;
}

/** Whether somebody may choose this end; the past and more than 30 days ahead are refused. */
export function isEndAllowed(until: Millis, at: Millis): boolean {
  return until > at && until - at <= maxSuppressionMs;
}

export function suppress(
  fault: Fault,
  about: { readonly id: string; readonly causeKey: string; readonly contractId: ContractId },
  seen: { readonly occurrences: number; readonly before: Suppression | undefined },
  who: Person,
  end: { readonly until: Millis; readonly reason: string },
  at: Millis,
): Noted<Suppression> {
  const hindered: SkipReason | null = markable(fault, seen.occurrences);
  if (hindered !== null) return { ok: false, reason: hindered };
  if (suppresses(seen.before, at)) return { ok: false, reason: "suppressed" };
  const { kioskId, deviceId, code, part } = fault;
  return {
    ok: true,
    value: {
      ...about,
      kioskId,
      deviceId,
      code,
      part,
      at,
      by: who.id,
      name: who.name,
      ...end,
      endedAt: null,
      endedBy: null,
      endedHow: null,
    },
  };
}

export function lift(suppression: Suppression, who: Person, at: Millis): Suppression {
  return { ...suppression, endedAt: at, endedBy: who.name, endedHow: "lifted" };
}

export function expire(suppression: Suppression): Suppression {
  return { ...suppression, endedAt: suppression.until, endedBy: null, endedHow: "expired" };
}
