import type { DeviceId, faultStates, KioskId } from "@kiosk/contract";
import { type FaultCode, faultCodeInfo, type Route, routeOfAction } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";

export type FaultState = (typeof faultStates)[number];

export interface Fault {
  readonly id: string;
  readonly kioskId: KioskId;
  /** null: the terminal as a whole */
  readonly deviceId: DeviceId | null;
  readonly code: FaultCode;
  readonly part: string;
  readonly state: FaultState;
  readonly detail: string;
  readonly raw: string;
  /** when the condition was first seen */
  readonly firstAt: Millis;
  /** when the present state began */
  readonly stateAt: Millis;
  /** pending: when it will be raised; clearing: when it will be cleared; else null */
  readonly dueAt: Millis | null;
  readonly raisedAt: Millis | null;
  readonly clearedAt: Millis | null;
  /** how often the condition came, within this fault */
  readonly occurrences: number;
  readonly flapping: boolean;
  /** the fault that explains this one */
  readonly causeId: string | null;
  /** whom the device itself wants (RFC 3805 prtAlertTrainingLevel); null: it does not say */
  readonly toldRoute: Route | null;
}

/** Who is to deal with it first: whom the device wants, else whoever can do what helps. */
export function routeOf({ code, toldRoute }: Pick<Fault, "code" | "toldRoute">): Route {
  return toldRoute ?? routeOfAction[faultCodeInfo(code).action];
}

/** One cause, one key: what is merged and what never gets two work orders. */
export function faultKey(f: { deviceId: string | null; code: string; part: string }): string {
  return `${f.deviceId ?? ""}/${f.code}/${f.part}`;
}

export function isOpen(fault: Fault): boolean {
  return fault.state === "raised" || fault.state === "clearing";
}
