import type { ShellProblemCode } from "@kiosk/contract";
import type { Done, Refused } from "./ports.ts";

export function refuse(code: ShellProblemCode, detail = ""): Refused {
  return { ok: false, code, detail };
}

export function done<T>(value: T): Done<T> {
  return { ok: true, value };
}
