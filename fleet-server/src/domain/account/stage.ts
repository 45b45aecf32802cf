// What somebody who gave the right password still has to do, in this order.
import type { SecurityPolicy, SessionStage } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import { hasRunOut } from "./password-rules.ts";
import type { User } from "./user.ts";

/** @param proved the second factor was given in this session */
export function stageOf(user: User, policy: SecurityPolicy, proved: boolean, at: Millis): SessionStage {
  if (user.totpSecret !== null && !proved) return "second-factor";
  if (user.mustChangePassword || hasRunOut(user, policy, at)) return "change-password";
  const needed = user.grants.some((grant) => policy.secondFactorRoles.includes(grant.role));
  return needed && user.totpSecret === null ? "enrol-second-factor" : "open";
}
