// A person's own account: signing in with both factors, the password, the sessions. Nothing here tells a wrong name from a
// wrong password.
import { createHash } from "node:crypto";
import type {
  ErrorCode,
  RecoveryCodes,
  SecondFactorEnrolment,
  SecondFactorOffer,
  SessionView,
  UserId,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { afterFailure, afterSuccess, lockedUntil } from "../domain/account/lockout.ts";
import { weakness } from "../domain/account/password-rules.ts";
import { stageOf } from "../domain/account/stage.ts";
import type { Session, User } from "../domain/account/user.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Authenticator, Clock, PasswordHasher, Random } from "../ports.ts";
import type { SecretBox } from "../secrets/secrets.ts";
import type { Opening, SessionKeeper } from "./session-keeper.ts";

const recoveryCodeCount = 10;
/** Digits and letters that are not misread; 32 of them, so five bits a byte without bias. */
const codeAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";

interface Parts {
  readonly state: FleetState;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: PasswordHasher;
  readonly authenticator: Authenticator;
  readonly box: SecretBox;
  readonly sessions: SessionKeeper;
}

export class SignInDesk {
  readonly #o: Parts;
  /** compared with when there is no such account, so that it takes as long */
  readonly #noHash: Promise<string>;
  /** secrets offered and not yet proved, by session */
  readonly #offers = new Map<string, string>();

  constructor(parts: Parts) {
    this.#o = parts;
    this.#noHash = parts.hasher.hash(Buffer.from(parts.random.bytes(16)).toString("hex"));
  }

  async signIn(login: string, password: string, from: string, agent: string): Promise<Answer<Opening>> {
    const { state, hasher, sessions, commit, clock } = this.#o;
    const user = state.userByLogin(login.toLowerCase());
    const right = await hasher.verify(password, user?.passwordHash ?? (await this.#noHash));
    return commit.run((unit): Answer<Opening> => {
      const at = clock.now();
      const current = user === undefined ? undefined : unit.user(user.id);
      const refused = this.#refusal(unit, current, right, at, { login, from });
      if (refused !== undefined) return refused;
      if (current === undefined) return refuse("auth.failed", "");
      // a right password does not clear the count while the second factor is still to come
      const signedIn = current.totpSecret === null ? { ...afterSuccess(current), lastSignInAt: at } : current;
      unit.put("user", signedIn);
      return { ok: true, value: sessions.openingOf(signedIn, false, from, agent) };
    });
  }

  #refusal(
    unit: Unit,
    user: User | undefined,
    right: boolean,
    at: number,
    { login, from }: { login: string; from: string },
  ): Refused | undefined {
    const by = user === undefined ? stranger(from) : callerOf(user, from);
    const line = (result: ErrorCode) =>
      audit(unit, by, { action: "session.sign-in", target: login.slice(0, 64), result }, at);
    if (user === undefined) {
      line("auth.failed");
      return refuse("auth.failed", "");
    }
    const until = lockedUntil(user, at);
    if (until !== null) {
      line("auth.locked");
      return refuse("auth.locked", String(until));
    }
    if (right && !user.disabled) return undefined;
    const failed = afterFailure(user, this.#o.sessions.policy.policy, at);
    if (!user.disabled) unit.put("user", failed);
    line(failed.lockedUntil === null ? "auth.failed" : "auth.locked");
    return failed.lockedUntil === null || user.disabled
      ? refuse("auth.failed", "")
      : refuse("auth.locked", String(failed.lockedUntil));
  }

  /** A code of the app, or one of the recovery codes. Each is good once. */
  secondFactor(session: Session, code: string, from: string, agent: string): Promise<Answer<Opening>> {
    const { commit, clock, sessions } = this.#o;
    return commit.run((unit): Answer<Opening> => {
      const at = clock.now();
      const user = session.userId === null ? undefined : unit.user(session.userId);
      if (user === undefined || user.totpSecret === null || session.stage !== "second-factor") {
        return refuse("auth.stage", session.stage);
      }
      const by = callerOf(user, from);
      const until = lockedUntil(user, at);
      if (until !== null) return refuse("auth.locked", String(until));
      const spent = this.#spend(user, code, at);
      if (spent === undefined) {
        const failed = afterFailure(user, sessions.policy.policy, at);
        unit.put("user", failed);
        audit(unit, by, { action: "session.second-factor", target: user.login, result: "auth.code-wrong" }, at);
        return failed.lockedUntil === null
          ? refuse("auth.code-wrong", "")
          : refuse("auth.locked", String(failed.lockedUntil));
      }
      const signedIn = { ...afterSuccess(spent), lastSignInAt: at };
      unit.put("user", signedIn);
      audit(unit, by, { action: "session.second-factor", target: user.login }, at);
      return { ok: true, value: sessions.openingOf(signedIn, true, from, agent) };
    });
  }

  /** The account with the code used up; undefined when it is none. */
  #spend(user: User, code: string, at: number): User | undefined {
    if (/^\d{6}$/.test(code)) {
      const secret = this.#o.box.open(user.totpSecret ?? "", purposeOf(user.id));
      const step = this.#o.authenticator.stepOf(secret, code, at);
      return step === null || step <= user.totpStep ? undefined : { ...user, totpStep: step };
    }
    const hash = recoveryHash(code);
    if (!user.recoveryHashes.includes(hash)) return undefined;
    return { ...user, recoveryHashes: user.recoveryHashes.filter((h) => h !== hash) };
  }

  offerSecondFactor(session: Session): Answer<SecondFactorOffer> {
    const user = session.userId === null ? undefined : this.#o.state.user(session.userId);
    if (user === undefined || session.stage === "second-factor") return refuse("auth.stage", session.stage);
    const secret = this.#o.authenticator.newSecret();
    this.#offers.set(session.id, secret);
    return { ok: true, value: { uri: this.#o.authenticator.uri(secret, user.login), secret } };
  }

  /**
   * The offered secret becomes the account's once a code of it was given. An open session is not enough to replace one that is
   * there: a desk somebody walked away from would be.
   */
  async enrolSecondFactor(
    session: Session,
    { code, password }: SecondFactorEnrolment,
    from: string,
  ): Promise<Answer<{ opening: Opening; codes: RecoveryCodes["codes"] }>> {
    const { state, commit, clock, authenticator, box, random, sessions } = this.#o;
    const secret = this.#offers.get(session.id);
    const known = session.userId === null ? undefined : state.user(session.userId);
    if (secret === undefined || known === undefined) return refuse("auth.stage", "no offer");
    const refused = known.totpSecret === null ? undefined : await this.#passwordRefusal(known, password ?? "", from);
    if (refused !== undefined) return refused;
    const at = clock.now();
    const step = authenticator.stepOf(secret, code, at);
    if (step === null) return refuse("auth.code-wrong", "");
    const codes = Array.from({ length: recoveryCodeCount }, () =>
      [...random.bytes(10)]
        .map((b) => codeAlphabet[b & 31] ?? "a")
        .join("")
        .replace(/^(.{5})/, "$1-"),
    );
    const answer = await commit.run((unit): Answer<Opening> => {
      const user = unit.user(known.id);
      if (user === undefined) return refuse("auth.stage", "");
      // what the password was asked for has changed since
      if (user.totpSecret !== known.totpSecret || user.passwordHash !== known.passwordHash) {
        return refuse("account.stale", "");
      }
      const enrolled: User = {
        ...(known.totpSecret === null ? user : afterSuccess(user)),
        totpSecret: box.seal(secret, purposeOf(user.id)),
        totpStep: step,
        recoveryHashes: codes.map(recoveryHash),
        version: user.version + 1,
      };
      unit.put("user", enrolled);
      audit(unit, callerOf(user, from), { action: "account.second-factor", target: user.login }, at);
      return { ok: true, value: sessions.openingOf(enrolled, true, from, session.agent) };
    });
    if (!answer.ok) return answer;
    this.#offers.delete(session.id);
    return { ok: true, value: { opening: answer.value, codes } };
  }

  /** Of somebody signed in: counted and locked as at the sign-in. */
  async #passwordRefusal(user: User, password: string, from: string): Promise<Refused | undefined> {
    const { hasher, commit, clock, sessions } = this.#o;
    const isRight = await hasher.verify(password, user.passwordHash);
    return commit.run((unit): Refused | undefined => {
      const at = clock.now();
      const current = unit.user(user.id) ?? user;
      const until = lockedUntil(current, at);
      if (until !== null) return refuse("auth.locked", String(until));
      if (isRight) return undefined;
      const failed = afterFailure(current, sessions.policy.policy, at);
      unit.put("user", failed);
      const result = failed.lockedUntil === null ? "auth.failed" : "auth.locked";
      audit(unit, callerOf(user, from), { action: "account.second-factor", target: user.login, result }, at);
      return refuse(result, failed.lockedUntil === null ? "password" : String(failed.lockedUntil));
    });
  }

  /** Ends every other session of the person: whoever else has one had the old password. */
  async changePassword(session: Session, current: string, next: string, from: string): Promise<Answer<Opening>> {
    const { state, hasher, sessions, commit, clock } = this.#o;
    const { policy } = sessions.policy;
    const user = session.userId === null ? undefined : state.user(session.userId);
    if (user === undefined || session.stage === "second-factor") return refuse("auth.stage", session.stage);
    const until = lockedUntil(user, clock.now());
    if (until !== null) return refuse("auth.locked", String(until));
    if (!(await hasher.verify(current, user.passwordHash))) {
      return commit.run((unit): Refused => {
        const at = clock.now();
        const failed = afterFailure(unit.user(user.id) ?? user, policy, at);
        unit.put("user", failed);
        const code = failed.lockedUntil === null ? "auth.failed" : "auth.locked";
        audit(unit, callerOf(user, from), { action: "account.password", target: user.login, result: code }, at);
        return refuse(code, failed.lockedUntil === null ? "current" : String(failed.lockedUntil));
      });
    }
    const weak = weakness(next, user.login, policy);
    if (weak !== null) return refuse("password.weak", weak);
    for (const former of [user.passwordHash, ...user.formerHashes.slice(0, policy.history)]) {
      if (await hasher.verify(next, former)) return refuse("password.reused", "");
    }
    const passwordHash = await hasher.hash(next);
    const others = [...state.accounts.sessions].filter((s) => s.userId === user.id && s.id !== session.id);
    const answer = await commit.run((unit): Answer<Opening> => {
      const at = clock.now();
      const now = unit.user(user.id);
      if (now === undefined || now.passwordHash !== user.passwordHash) return refuse("account.stale", "");
      const changed: User = {
        ...afterSuccess(now),
        passwordHash,
        passwordChangedAt: at,
        mustChangePassword: false,
        formerHashes: [now.passwordHash, ...now.formerHashes].slice(0, policy.history),
        version: now.version + 1,
      };
      unit.put("user", changed);
      for (const { id } of others) {
        const open = unit.session(id);
        if (open !== undefined) unit.put("session", { ...open, endedAt: at });
      }
      const facts = { action: "account.password", target: user.login, after: { endedSessions: others.length } };
      audit(unit, callerOf(user, from), facts, at);
      const opening = sessions.openingOf(changed, true, from, session.agent);
      return { ok: true, value: { ...opening, stage: stageOf(changed, policy, true, at) } };
    });
    for (const { id } of others) sessions.forget(id);
    return answer;
  }

  ownSessions(session: Session): SessionView[] {
    const own = [...this.#o.state.accounts.sessions].filter((s) => s.userId !== null && s.userId === session.userId);
    return own.map((s) => this.#o.sessions.viewOf(s, session.id)).sort((a, b) => b.lastSeenAt - a.lastSeenAt);
  }

  /** @returns whether it was one of theirs */
  async endOwn(by: Caller, session: Session, id: string): Promise<boolean> {
    const target = this.#o.state.session(id);
    if (target === undefined || target.userId === null || target.userId !== session.userId) return false;
    return this.#o.sessions.end(id, by, "session.revoke-own");
  }
}

type Refused = { ok: false; code: ErrorCode; detail: string };

function refuse(code: ErrorCode, detail: string): Refused {
  return { ok: false, code, detail };
}

function purposeOf(id: UserId): string {
  return `totp:${id}`;
}

/** As typed from paper: capitals, blanks and hyphens do not matter. 50 random bits and a lock need no slow hash. */
function recoveryHash(code: string): string {
  return createHash("sha256")
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .digest("hex");
}

function callerOf(user: User, from: string): Caller {
  return { kind: "person", id: user.id, userId: user.id, name: user.name, from, grants: user.grants, onlyOrder: null };
}

function stranger(from: string): Caller {
  return { kind: "person", id: "anonymous", userId: null, name: "", from, grants: [], onlyOrder: null };
}
