// Screens on the wall: the snapshot they draw, and the tokens they come in with.
import type {
  ContractId,
  KioskId,
  NewWallToken,
  Wall,
  WallTokenIssued,
  WallTokenList,
  WallTokenView,
} from "@kiosk/contract";
import { type Caller, inReach, may } from "../domain/account/caller.ts";
import { type Millis, minuteMs, secondMs } from "../domain/time.ts";
import { orderRow } from "../domain/work-order/view.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, FaultHistory, Random } from "../ports.ts";
import type { WallToken } from "../tables.ts";
import type { Opening } from "./session-keeper.ts";
import { type SlowParts, slowParts, wallOf } from "./wall.ts";

export interface WallApi {
  snapshot(by: Caller): Promise<Answer<Wall>>;
  tokens(by: Caller, contract: ContractId | undefined): WallTokenList;
  issue(by: Caller, request: NewWallToken): Promise<Answer<WallTokenIssued>>;
  /** Screens that came in with it are out at once. */
  revoke(by: Caller, id: string): Promise<Answer<WallTokenView>>;
  /** A session for who shows this token. */
  enter(token: string, from: string, agent: string): Promise<Answer<Opening>>;
}

interface WallDeskParts {
  readonly state: FleetState;
  readonly history: FaultHistory;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  /** SHA-256, hex */
  readonly hash: (text: string) => string;
  readonly sessionEnded: (sessionId: string) => void;
}

interface Kept<T> {
  readonly at: Millis;
  readonly value: Promise<T>;
}

/** Ten screens cost what one does. */
const fastForMs = 5 * secondMs;
const slowForMs = minuteMs;
const tokenBytes = 32;

export class WallDesk implements WallApi {
  readonly #o: WallDeskParts;
  readonly #fast = new Map<ContractId, Kept<Wall>>();
  readonly #slow = new Map<ContractId, Kept<SlowParts>>();

  constructor(parts: WallDeskParts) {
    this.#o = parts;
  }

  async snapshot(by: Caller): Promise<Answer<Wall>> {
    const contractId = by.grants[0]?.contractId ?? null;
    const contract = contractId === null ? undefined : this.#o.state.contract(contractId);
    if (contract === undefined || !may(by, "wall.read", { contractId: contract.id })) return missing("");
    const at = this.#o.clock.now();
    const value = await kept(this.#fast, contract.id, at, fastForMs, async () => {
      const { state, history } = this.#o;
      const kiosks = [...state.kiosks].filter((k) => k.master.contractId === contract.id);
      const slow = await kept(this.#slow, contract.id, at, slowForMs, () =>
        slowParts(history, contract.id, kiosks, at),
      );
      const around = { law: state, kiosk: (id: KioskId) => state.kiosk(id), faultsFrom: "terminal" } as const;
      const orders = kiosks.flatMap((k) => [...k.orders.values()]).map((order) => orderRow(order, around, at));
      return wallOf(contract, kiosks, orders, state.marks, slow, state.settings(contract.id), at);
    });
    return { ok: true, value };
  }

  tokens(by: Caller, contract: ContractId | undefined): WallTokenList {
    const at = this.#o.clock.now();
    const tokens = [...this.#o.state.marks.wallTokens]
      .filter((t) => contract === undefined || t.contractId === contract)
      .filter((t) => inReach(by, "wall.issue", t.contractId) && t.expiresAt > at);
    return { at, tokens: tokens.map(tokenView).sort((a, b) => b.createdAt - a.createdAt) };
  }

  async issue(by: Caller, { contractId, name, lifetimeMs }: NewWallToken): Promise<Answer<WallTokenIssued>> {
    const { random, clock, commit, hash } = this.#o;
    if (this.#o.state.contract(contractId) === undefined) return missing(contractId);
    const at = clock.now();
    const secret = Buffer.from(random.bytes(tokenBytes)).toString("base64url");
    const token: WallToken = {
      id: random.uuid(),
      contractId,
      name,
      tokenHash: hash(secret),
      createdAt: at,
      createdBy: by.name,
      expiresAt: at + lifetimeMs,
      revokedAt: null,
      revokedBy: null,
      lastSeenAt: null,
    };
    await commit.run((unit) => {
      unit.put("wallToken", token);
      const after = { name, expiresAt: token.expiresAt };
      audit(unit, by, { action: "wall.issue", target: `wall:${token.id}`, contractId, after }, at);
    });
    return { ok: true, value: { token: tokenView(token), path: `/wall#${secret}` } };
  }

  async revoke(by: Caller, id: string): Promise<Answer<WallTokenView>> {
    const at = this.#o.clock.now();
    const token = this.#o.state.wallToken(id);
    if (token === undefined || !inReach(by, "wall.issue", token.contractId)) return missing(id);
    const sessions = [...this.#o.state.accounts.sessions].filter((s) => s.subject === subjectOf(id));
    const revoked = await this.#o.commit.run((unit) => {
      const present = unit.wallToken(id);
      if (present === undefined) return undefined;
      const after: WallToken = { ...present, revokedAt: at, revokedBy: by.name };
      unit.put("wallToken", after);
      for (const session of sessions) {
        const open = unit.session(session.id);
        if (open !== undefined) unit.put("session", { ...open, endedAt: at });
      }
      const { name, contractId } = present;
      audit(unit, by, { action: "wall.issue", target: subjectOf(id), contractId, before: { name }, after: null }, at);
      return after;
    });
    if (revoked === undefined) return missing(id);
    for (const session of sessions) this.#o.sessionEnded(session.id);
    return { ok: true, value: tokenView(revoked) };
  }

  async enter(secret: string, from: string, agent: string): Promise<Answer<Opening>> {
    const at = this.#o.clock.now();
    const tokenHash = this.#o.hash(secret);
    const token = [...this.#o.state.marks.wallTokens].find((t) => t.tokenHash === tokenHash);
    if (token === undefined || token.expiresAt <= at) return { ok: false, code: "wall.token-invalid", detail: "" };
    await this.#o.commit.run((unit) => {
      const present = unit.wallToken(token.id);
      if (present !== undefined) unit.put("wallToken", { ...present, lastSeenAt: at });
    });
    const { name, contractId, expiresAt: endsAt } = token;
    return {
      ok: true,
      value: {
        kind: "wall",
        userId: null,
        subject: subjectOf(token.id),
        name,
        grants: [{ role: "district_viewer", contractId, organisationId: null }],
        orderId: null,
        stage: "open",
        endsAt,
        from,
        agent: agent.slice(0, 200),
      },
    };
  }
}

function subjectOf(id: string): string {
  return `wall:${id}`;
}

function tokenView({ tokenHash: _, ...token }: WallToken): WallTokenView {
  return token;
}

/** The value worked out at most so long ago, or worked out now; a failure is not kept. */
function kept<T>(
  cache: Map<ContractId, Kept<T>>,
  id: ContractId,
  at: Millis,
  forMs: number,
  make: () => Promise<T>,
): Promise<T> {
  const known = cache.get(id);
  if (known !== undefined && at - known.at < forMs) return known.value;
  const value = make();
  cache.set(id, { at, value });
  value.catch(() => {
    if (cache.get(id)?.value === value) cache.delete(id);
  });
  return value;
}

function missing(what: string): { ok: false; code: "resource.not-found"; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
