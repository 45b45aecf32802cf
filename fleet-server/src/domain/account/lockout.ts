// Wrong passwords and codes: counted, and after so many the account stands locked for a while. Both factors share one count.
import type { Millis } from "../time.ts";
import type { User } from "./user.ts";

export interface LockPolicy {
  readonly lockAfterFailures: number;
  readonly lockForMinutes: number;
}

/** @returns until when it is locked; null when it is not */
export function lockedUntil(user: User, at: Millis): Millis | null {
  return user.lockedUntil !== null && user.lockedUntil > at ? user.lockedUntil : null;
}

/** One more failure. A lock that has run out begins the count anew. */
export function afterFailure(user: User, policy: LockPolicy, at: Millis): User {
  const expired = user.lockedUntil !== null && user.lockedUntil <= at;
  const failures = (expired ? 0 : user.failures) + 1;
  const locks = failures >= policy.lockAfterFailures;
  return { ...user, failures, lockedUntil: locks ? at + policy.lockForMinutes * 60_000 : null };
}

export function afterSuccess(user: User): User {
  return { ...user, failures: 0, lockedUntil: null };
}
