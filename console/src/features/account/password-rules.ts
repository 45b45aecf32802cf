// The rules of a password as they are met while it is typed. The server judges; here they only stand beside the field.
import type { SecurityPolicy } from "@kiosk/contract";

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];
/** fewer different characters are a pattern and no password */
const minDifferent = 5;

export const passwordRules = ["minLength", "minKinds", "login", "repetition", "same"] as const;
export type PasswordRule = (typeof passwordRules)[number];

export interface TypedPassword {
  next: string;
  current: string;
  login: string;
}

/** Every rule with whether it is met. */
export function rulesMet(
  { next, current, login }: TypedPassword,
  policy: Pick<SecurityPolicy, "minLength" | "minKinds">,
): Record<PasswordRule, boolean> {
  const typed = next !== "";
  return {
    minLength: [...next].length >= policy.minLength,
    minKinds: kinds.filter((kind) => kind.test(next)).length >= policy.minKinds,
    login: typed && !next.toLowerCase().includes(login.toLowerCase()),
    repetition: new Set(next).size >= minDifferent,
    same: typed && next !== current,
  };
}
