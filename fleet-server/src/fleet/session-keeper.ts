// Open sessions: whether one still holds, whose it is, and that it was used. The cookie's value is hashed before it comes here.
import { type Me, rights, type SecurityPolicy, SecurityPolicyView, type SessionView } from "@kiosk/contract";
import { type Caller, contractsOf, mayAnywhere } from "../domain/account/caller.ts";
import { homeOf } from "../domain/account/home.ts";
import { stageOf } from "../domain/account/stage.ts";
import type { Session, User } from "../domain/account/user.ts";
import type { Millis } from "../domain/time.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, Log } from "../ports.ts";

/** What a new session is opened with; the rest follows. */
export type Opening = Pick<
  Session,
  "kind" | "userId" | "subject" | "name" | "grants" | "orderId" | "stage" | "endsAt" | "from" | "agent"
>;

export interface Visitor {
  readonly caller: Caller;
  readonly session: Session;
}

/** Uses are written at most so often; in between they are known in memory. */
const noteEveryMs = 60_000;
const policyKey = "securityPolicy";

export class SessionKeeper {
  readonly #o: {
    readonly state: FleetState;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly log: Log;
    readonly firstPolicy: SecurityPolicy;
  };
  #policy: { readonly text: string; readonly policy: SecurityPolicy; readonly version: number } | undefined;
  readonly #seen = new Map<string, Millis>();
  readonly #ended = new Set<(sessionId: string) => void>();

  constructor(options: {
    state: FleetState;
    commit: GroupCommit;
    clock: Clock;
    log: Log;
    firstPolicy: SecurityPolicy;
  }) {
    this.#o = options;
  }

  get policy(): { readonly policy: SecurityPolicy; readonly version: number } {
    return this.policyOf(this.#o.state);
  }

  policyOf(view: { meta(key: string): string | undefined }): {
    readonly policy: SecurityPolicy;
    readonly version: number;
  } {
    const text = view.meta(policyKey);
    if (text === undefined) return { policy: this.#o.firstPolicy, version: 0 };
    // asked for with every request
    if (this.#policy?.text !== text) this.#policy = { text, ...SecurityPolicyView.parse(JSON.parse(text)) };
    const { policy, version } = this.#policy;
    return { policy, version };
  }

  static policyRow(policy: SecurityPolicy, version: number) {
    return { key: policyKey, value: JSON.stringify({ policy, version }) };
  }

  /** The session and who it belongs to; undefined when it has ended, run out or stood idle for too long. */
  visitor(id: string, from: string): Visitor | undefined {
    const session = this.#o.state.session(id);
    if (session === undefined || !this.#holds(session)) return undefined;
    if (session.kind !== "person") {
      const { subject, name, grants, orderId, kind } = session;
      return { session, caller: { kind, id: subject, userId: null, name, from, grants, onlyOrder: orderId } };
    }
    const user = session.userId === null ? undefined : this.#o.state.user(session.userId);
    if (user === undefined || user.disabled) return undefined;
    const { name, grants } = user;
    return {
      session,
      caller: { kind: "person", id: user.id, userId: user.id, name, from, grants, onlyOrder: null },
    };
  }

  #holds(session: Session): boolean {
    const now = this.#o.clock.now();
    if (session.endsAt <= now) return false;
    // a wall screen only looks: it is never idle
    if (session.kind === "wall") return true;
    return now - this.lastSeen(session) < this.policy.policy.idleLogoutMinutes * 60_000;
  }

  lastSeen(session: Session): Millis {
    return Math.max(session.lastSeenAt, this.#seen.get(session.id) ?? 0);
  }

  /** Somebody did something with it: it is not idle. */
  note(session: Session): void {
    const now = this.#o.clock.now();
    this.#seen.set(session.id, now);
    if (now - session.lastSeenAt < noteEveryMs) return;
    this.#o.commit
      .run((unit) => {
        const current = unit.session(session.id);
        if (current !== undefined && now - current.lastSeenAt >= noteEveryMs) {
          unit.put("session", { ...current, lastSeenAt: now });
        }
      })
      .catch((error: unknown) => this.#o.log.warn("session.not-noted", { message: String(error) }));
  }

  /** Durable when it resolves. Opening the same id twice is opening it once. */
  async open(id: string, opening: Opening): Promise<void> {
    const now = this.#o.clock.now();
    await this.#o.commit.run((unit) => {
      if (unit.session(id) !== undefined) return;
      const session: Session = { ...opening, id, createdAt: now, lastSeenAt: now, endedAt: null };
      unit.put("session", session);
      const { kind, subject, name, from, grants, orderId } = session;
      const caller: Caller = { kind, id: subject, userId: session.userId, name, from, grants, onlyOrder: orderId };
      audit(
        unit,
        caller,
        { action: "session.open", target: id.slice(0, 12), after: { kind, stage: session.stage } },
        now,
      );
    });
  }

  /** @returns whether there was one to end */
  async end(id: string, by: Caller, why: string): Promise<boolean> {
    const now = this.#o.clock.now();
    const ended = await this.#o.commit.run((unit) => {
      const session = unit.session(id);
      if (session === undefined) return false;
      unit.put("session", { ...session, endedAt: now });
      audit(unit, by, { action: why, target: id.slice(0, 12), before: { subject: session.subject } }, now);
      return true;
    });
    this.forget(id);
    return ended;
  }

  /** Tells whoever holds something open for a session that it is over. */
  forget(id: string): void {
    this.#seen.delete(id);
    for (const listener of this.#ended) listener(id);
  }

  onEnded(listener: (sessionId: string) => void): () => void {
    this.#ended.add(listener);
    return () => this.#ended.delete(listener);
  }

  openingOf(user: User, proved: boolean, from: string, agent: string): Opening {
    const now = this.#o.clock.now();
    const { policy } = this.policy;
    return {
      kind: "person",
      userId: user.id,
      subject: user.id,
      name: user.name,
      grants: [],
      orderId: null,
      stage: stageOf(user, policy, proved, now),
      endsAt: now + policy.maxSessionHours * 3_600_000,
      from,
      agent: agent.slice(0, 200),
    };
  }

  me({ caller, session }: Visitor): Me {
    const user = caller.userId === null ? undefined : this.#o.state.user(caller.userId);
    const open = session.stage === "open";
    return {
      userId: caller.userId,
      login: user?.login ?? null,
      name: caller.name,
      kind: session.kind,
      stage: session.stage,
      secondFactor: user !== undefined && user.totpSecret !== null,
      grants: [...caller.grants],
      can: open ? rightsHeld(caller) : [],
      home: homeFor(caller),
      orderId: caller.onlyOrder,
      idleLimitMs: this.policy.policy.idleLogoutMinutes * 60_000,
    };
  }

  viewOf(session: Session, current: string | null): SessionView {
    const { id, createdAt, from, agent } = session;
    return { id, createdAt, lastSeenAt: this.lastSeen(session), from, agent, current: id === current };
  }
}

function homeFor(caller: Caller): string {
  if (caller.kind === "wall") return "/wall";
  if (caller.onlyOrder !== null) return `/portal/orders/${caller.onlyOrder}`;
  return homeOf(caller.grants.map((grant) => grant.role));
}

function rightsHeld(caller: Caller): Me["can"] {
  return rights.flatMap((right) => {
    if (!mayAnywhere(caller, right)) return [];
    const reach = contractsOf(caller, right);
    return [{ right, contracts: reach === "all" ? null : [...reach] }];
  });
}
