// What a device's trouble is to a citizen's session: one code, and a fault code or keyword. An error's own text never goes
// on: nobody can say what a device or a library quotes in it.
import { decode, type Field, type Profile } from "@kiosk/firmware-profiles";
import { failureOf } from "../../drivers/failure.ts";
import type { Refused } from "../ports.ts";
import { refuse } from "../refusal.ts";

export const cancelled: Refused = refuse("call.cancelled");

/** The line failed: what that means is in the profile, as for monitoring. */
export function lineFailed(profile: Profile, error: unknown): Refused {
  const { name } = failureOf(error);
  return refuse("device.failed", profile.failures[name]?.fault ?? "comm.no-answer");
}

/** The device answers nothing, or nothing whole. */
export function noAnswer(profile: Profile, isGarbled: boolean): Refused {
  const fault = profile.failures[isGarbled ? "garbled" : "noAnswer"]?.fault;
  return refuse("device.failed", fault ?? (isGarbled ? "comm.garbled" : "comm.no-answer"));
}

/** The device says so itself. @param at ms, kiosk clock @param fallback where the profile knows no fault for it */
export function faultSaid(profile: Profile, fields: readonly Field[], at: number, fallback: string): Refused {
  return refuse("device.failed", decode(profile, fields, at).conditions[0]?.code ?? fallback);
}
