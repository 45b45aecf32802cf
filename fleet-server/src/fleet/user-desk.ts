// The accounts of others: made and kept by the system administrator, given their roles by the security administrator.
import type {
  ErrorCode,
  FirstPassword,
  GrantsChange,
  NewUser,
  SecurityPolicy,
  SessionView,
  UserChange,
  UserId,
  UserView,
} from "@kiosk/contract";
import { UserId as UserIdSchema } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { grantsProblem } from "../domain/account/grants.ts";
import { lockedUntil } from "../domain/account/lockout.ts";
import { newUser, type User } from "../domain/account/user.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock, PasswordHasher, Random } from "../ports.ts";
import { newFirstPassword } from "./first-password.ts";
import { SessionKeeper } from "./session-keeper.ts";

interface Parts {
  readonly state: FleetState;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: PasswordHasher;
  readonly sessions: SessionKeeper;
}

export class UserDesk {
  readonly #o: Parts;

  constructor(parts: Parts) {
    this.#o = parts;
  }

  list(): UserView[] {
    const counts = new Map<UserId, number>();
    for (const { userId } of this.#o.state.accounts.sessions) {
      if (userId !== null) counts.set(userId, (counts.get(userId) ?? 0) + 1);
    }
    return [...this.#o.state.accounts.users]
      .map((user) => this.#view(user, counts.get(user.id) ?? 0))
      .sort((a, b) => (a.login < b.login ? -1 : 1));
  }

  /** Without any role: who may do what is the security administrator's to say. */
  async create(by: Caller, input: NewUser): Promise<Answer<FirstPassword>> {
    const answer = await this.createTogether(by, [{ ...input, grants: [] }]);
    if (!answer.ok) return answer;
    const [made] = answer.value;
    return made === undefined ? refuse("account.exists", input.login) : { ok: true, value: made };
  }

  /** All of them or none: half of the first administrators could never make the others. */
  async createTogether(
    by: Caller,
    inputs: readonly (NewUser & Pick<User, "grants">)[],
    allowed: () => boolean = () => true,
  ): Promise<Answer<FirstPassword[]>> {
    const { hasher, random, commit, clock } = this.#o;
    const drafts: { input: (typeof inputs)[number]; password: string; passwordHash: string }[] = [];
    for (const input of inputs) {
      const password = newFirstPassword(random);
      drafts.push({ input, password, passwordHash: await hasher.hash(password) });
    }
    return commit.run((unit): Answer<FirstPassword[]> => {
      if (!allowed()) return refuse("setup.closed", "");
      const taken = inputs.find(({ login }) => unit.userByLogin(login) !== undefined);
      if (taken !== undefined) return refuse("account.exists", taken.login);
      const at = clock.now();
      const made = drafts.map(({ input, password, passwordHash }) => {
        const id = UserIdSchema.parse(random.uuid());
        unit.put("user", newUser({ id, ...input, passwordHash, mustChangePassword: true, createdAt: at }));
        audit(unit, by, { action: "user.manage", target: id, after: input }, at);
        return { userId: id, login: input.login, name: input.name, password };
      });
      return { ok: true, value: made };
    });
  }

  async change(by: Caller, id: UserId, input: UserChange): Promise<Answer<UserView>> {
    const { name, phone, disabled, seenVersion } = input;
    if (disabled && by.userId === id) return refuse("account.own", "disabled");
    const answer = await this.#edit(by, id, seenVersion, "user.manage", (user) => ({
      user: { ...user, name, phone, disabled },
      before: { name: user.name, phone: user.phone, disabled: user.disabled },
      after: { name, phone, disabled },
    }));
    if (answer.ok && disabled) await this.#endAll(by, id);
    return answer;
  }

  changeGrants(by: Caller, id: UserId, { grants, seenVersion }: GrantsChange): Promise<Answer<UserView>> {
    const problem = grantsProblem(grants);
    if (problem !== null)
      return Promise.resolve(refuse("account.roles-exclude", `${problem.path}: ${problem.message}`));
    // nobody gives a role to themselves, or takes the last security administrator away by mistake
    if (by.userId === id) return Promise.resolve(refuse("account.own", "grants"));
    for (const [n, { contractId, organisationId }] of grants.entries()) {
      if (contractId !== null && this.#o.state.contract(contractId) === undefined) {
        return Promise.resolve(refuse("resource.not-found", `grants.${n}.contractId: ${contractId}`));
      }
      if (organisationId !== null && this.#o.state.organisation(organisationId) === undefined) {
        return Promise.resolve(refuse("resource.not-found", `grants.${n}.organisationId: ${organisationId}`));
      }
    }
    return this.#edit(by, id, seenVersion, "grant.change", (user) => ({
      user: { ...user, grants },
      before: user.grants,
      after: grants,
    }));
  }

  /** A new first password; every session ends. */
  async resetPassword(by: Caller, id: UserId): Promise<Answer<FirstPassword>> {
    const password = newFirstPassword(this.#o.random);
    const passwordHash = await this.#o.hasher.hash(password);
    const at = this.#o.clock.now();
    const answer = await this.#edit(by, id, null, "user.manage", (user) => ({
      user: {
        ...user,
        passwordHash,
        passwordChangedAt: at,
        mustChangePassword: true,
        formerHashes: [user.passwordHash, ...user.formerHashes],
        failures: 0,
        lockedUntil: null,
      },
      before: null,
      after: { password: "reset" },
    }));
    if (!answer.ok) return answer;
    await this.#endAll(by, id);
    const { login, name } = answer.value;
    return { ok: true, value: { userId: id, login, name, password } };
  }

  unlock(by: Caller, id: UserId): Promise<Answer<UserView>> {
    return this.#edit(by, id, null, "session.revoke", (user) => ({
      user: { ...user, failures: 0, lockedUntil: null },
      before: { lockedUntil: user.lockedUntil },
      after: { lockedUntil: null },
    }));
  }

  /** For a lost telephone: the next sign-in asks for a new one where the role needs it. */
  async removeSecondFactor(by: Caller, id: UserId): Promise<Answer<UserView>> {
    if (by.userId === id) return refuse("account.own", "second factor");
    const answer = await this.#edit(by, id, null, "session.revoke", (user) => ({
      user: { ...user, totpSecret: null, totpStep: 0, recoveryHashes: [] },
      before: { secondFactor: user.totpSecret !== null },
      after: { secondFactor: false },
    }));
    if (answer.ok) await this.#endAll(by, id);
    return answer;
  }

  sessions(id: UserId): Answer<SessionView[]> {
    if (this.#o.state.user(id) === undefined) return refuse("resource.not-found", id);
    const own = [...this.#o.state.accounts.sessions].filter((s) => s.userId === id);
    return { ok: true, value: own.map((s) => this.#o.sessions.viewOf(s, null)) };
  }

  async endSession(by: Caller, id: UserId, sessionId: string): Promise<Answer<SessionView[]>> {
    const session = this.#o.state.session(sessionId);
    if (session?.userId !== id) return refuse("resource.not-found", sessionId);
    await this.#o.sessions.end(sessionId, by, "session.revoke");
    return this.sessions(id);
  }

  async changePolicy(
    by: Caller,
    policy: SecurityPolicy,
    seenVersion: number,
  ): Promise<Answer<{ policy: SecurityPolicy; version: number }>> {
    return this.#o.commit.run((unit): Answer<{ policy: SecurityPolicy; version: number }> => {
      // of the unit: two changes may stand in one transaction
      const before = this.#o.sessions.policyOf(unit);
      if (before.version !== seenVersion) return refuse("account.stale", `version ${before.version}`);
      const version = before.version + 1;
      unit.put("meta", SessionKeeper.policyRow(policy, version));
      const facts = { target: `v${version}`, before: before.policy, after: policy };
      audit(unit, by, { action: "security.change", ...facts }, this.#o.clock.now());
      return { ok: true, value: { policy, version } };
    });
  }

  async #edit(
    by: Caller,
    id: UserId,
    seenVersion: number | null,
    action: string,
    change: (user: User) => { user: User; before: unknown; after: unknown },
  ): Promise<Answer<UserView>> {
    const answer = await this.#o.commit.run((unit: Unit): Answer<User> => {
      const user = unit.user(id);
      if (user === undefined) return refuse("resource.not-found", id);
      if (seenVersion !== null && user.version !== seenVersion)
        return refuse("account.stale", `version ${user.version}`);
      const edited = change(user);
      const next = { ...edited.user, version: user.version + 1 };
      unit.put("user", next);
      audit(unit, by, { action, target: id, before: edited.before, after: edited.after }, this.#o.clock.now());
      return { ok: true, value: next };
    });
    if (!answer.ok) return answer;
    const open = [...this.#o.state.accounts.sessions].filter((s) => s.userId === id).length;
    return { ok: true, value: this.#view(answer.value, open) };
  }

  async #endAll(by: Caller, id: UserId): Promise<void> {
    for (const session of [...this.#o.state.accounts.sessions]) {
      if (session.userId === id) await this.#o.sessions.end(session.id, by, "session.revoke");
    }
  }

  #view(user: User, sessions: number): UserView {
    const { id, login, name, phone, disabled, createdAt, lastSignInAt, passwordChangedAt, mustChangePassword } = user;
    return {
      id,
      login,
      name,
      phone,
      disabled,
      lockedUntil: lockedUntil(user, this.#o.clock.now()),
      createdAt,
      lastSignInAt,
      passwordChangedAt,
      mustChangePassword,
      secondFactor: user.totpSecret !== null,
      sessions,
      grants: [...user.grants],
      version: user.version,
    };
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
