// What a password must be. Length and kinds as 等级保护 inspections ask for them; no word list is shipped.
import type { SecurityPolicy } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import { dayMs } from "../time.ts";
import type { User } from "./user.ts";

export const defaultSecurityPolicy: SecurityPolicy = {
  minLength: 10,
  minKinds: 3,
  history: 5,
  rotateAfterDays: 90,
  lockAfterFailures: 5,
  lockForMinutes: 15,
  idleLogoutMinutes: 30,
  maxSessionHours: 12,
  secondFactorRoles: ["system_admin", "security_admin", "audit_admin"],
};

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/] as const;

/** @returns which rule it breaks; null: none */
export function weakness(password: string, login: string, policy: SecurityPolicy): string | null {
  if ([...password].length < policy.minLength) return `minLength ${policy.minLength}`;
  const used = kinds.filter((kind) => kind.test(password)).length;
  if (used < policy.minKinds) return `minKinds ${policy.minKinds}`;
  if (password.toLowerCase().includes(login.toLowerCase())) return "login";
  if (new Set(password).size < 5) return "repetition";
  return null;
}

export function hasRunOut(user: User, policy: SecurityPolicy, at: Millis): boolean {
  return policy.rotateAfterDays > 0 && at - user.passwordChangedAt >= policy.rotateAfterDays * dayMs;
}
