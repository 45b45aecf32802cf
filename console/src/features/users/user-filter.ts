// Which people the table shows, and how each account stands.
import type { Role, UserView } from "@kiosk/contract";

export const userStates = ["active", "first-password", "locked", "no-role", "disabled"] as const;
export type UserState = (typeof userStates)[number];

/** One word an account, what stops a person most first. */
export function stateOf(
  user: Pick<UserView, "disabled" | "lockedUntil" | "mustChangePassword" | "grants">,
  now: number,
): UserState {
  if (user.disabled) return "disabled";
  if (user.lockedUntil !== null && user.lockedUntil > now) return "locked";
  if (user.grants.length === 0) return "no-role";
  return user.mustChangePassword ? "first-password" : "active";
}

export interface UserFilter {
  q: string | undefined;
  role: Role | undefined;
  contract: string | undefined;
  state: UserState | undefined;
}

const plain = (text: string) => text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();

export function filterUsers(users: readonly UserView[], filter: UserFilter, now: number): UserView[] {
  const q = plain(filter.q ?? "");
  return users.filter(
    (user) =>
      [user.login, user.name, user.phone].some((text) => plain(text).includes(q)) &&
      (filter.role === undefined || user.grants.some((g) => g.role === filter.role)) &&
      (filter.contract === undefined || user.grants.some((g) => g.contractId === filter.contract)) &&
      (filter.state === undefined || stateOf(user, now) === filter.state),
  );
}
