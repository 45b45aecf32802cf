// An account and what it may be signed in with. Plain records; secrets are hashes, or sealed with the key outside the database.
import type { Grant, OrganisationId, SessionStage, UserId } from "@kiosk/contract";
import type { Millis } from "../time.ts";

export interface User {
  readonly id: UserId;
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  readonly disabled: boolean;
  /** Argon2id with its parameters, as the PHC string has it */
  readonly passwordHash: string;
  readonly passwordChangedAt: Millis;
  /** set by somebody else: the first thing to do is to change it */
  readonly mustChangePassword: boolean;
  /** latest first */
  readonly formerHashes: readonly string[];
  /** wrong passwords and codes since the last right one */
  readonly failures: number;
  readonly lockedUntil: Millis | null;
  /** sealed; null: none */
  readonly totpSecret: string | null;
  /** the last time step a code was taken for: a code is good once (RFC 6238, 5.2) */
  readonly totpStep: number;
  /** SHA-256 of the recovery codes that are left */
  readonly recoveryHashes: readonly string[];
  readonly grants: readonly Grant[];
  readonly createdAt: Millis;
  readonly lastSignInAt: Millis | null;
  readonly version: number;
}

/** An account as it begins: nobody has signed in with it yet. */
export function newUser(
  facts: Pick<User, "id" | "login" | "name" | "phone" | "passwordHash" | "mustChangePassword" | "grants" | "createdAt">,
): User {
  return {
    ...facts,
    disabled: false,
    passwordChangedAt: facts.createdAt,
    formerHashes: [],
    failures: 0,
    lockedUntil: null,
    totpSecret: null,
    totpStep: 0,
    recoveryHashes: [],
    lastSignInAt: null,
    version: 1,
  };
}

export interface Session {
  /** SHA-256 of what the cookie carries: who reads the database cannot use it */
  readonly id: string;
  readonly kind: "person" | "link" | "wall";
  readonly userId: UserId | null;
  /** of links and walls: whose grants these are */
  readonly subject: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly orderId: string | null;
  readonly stage: SessionStage;
  readonly createdAt: Millis;
  readonly lastSeenAt: Millis;
  /** ends at the latest then, whatever is done with it */
  readonly endsAt: Millis;
  readonly endedAt: Millis | null;
  readonly from: string;
  readonly agent: string;
}

export interface Organisation {
  readonly id: OrganisationId;
  readonly zh: string;
  readonly en: string;
}
