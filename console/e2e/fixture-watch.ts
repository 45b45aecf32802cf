// The alarm page, quarantine and wall screens at the fixture server: what they are answered, and what becomes of their acts.
import {
  DiscardQuarantined,
  type ErrorCode,
  errorCodes,
  type KioskRow,
  type OrderDetail,
  QuarantineBulk,
  type QuarantineDetail,
  QuarantineList,
  QuarantineTouched,
  ReplayResult,
} from "@kiosk/contract";
import type { Answer } from "./fixture-api.ts";
import { FixtureFaults } from "./fixture-faults.ts";
import { buildMessages } from "./fixture-quarantine.ts";
import { buildWall, FixtureWallTokens, wallSecret } from "./fixture-wall.ts";

const ok = (body: unknown, status = 200): Answer => ({ status, body });
function refuse(code: ErrorCode): Answer {
  const { http, zh, en } = errorCodes[code];
  return { status: http, body: { code, zh, en, issues: [] } };
}

interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  empty: boolean;
  /** who asks */
  name: string;
}

export class FixtureWatch {
  readonly faults = new FixtureFaults();
  readonly tokens = new FixtureWallTokens();
  messages: QuarantineDetail[] = [];
  /** whether this browser came in with a wall's link */
  wallSession = false;
  clock: () => number = Date.now;
  #kiosks: () => readonly KioskRow[] = () => [];
  #orders: () => readonly OrderDetail[] = () => [];

  reset(now: number, kiosks: () => readonly KioskRow[], orders: () => readonly OrderDetail[]): void {
    this.#kiosks = kiosks;
    this.#orders = orders;
    this.faults.reset(now, kiosks(), orders());
    this.tokens.tokens = [];
    this.messages = buildMessages(now);
    this.wallSession = false;
    this.clock = Date.now;
  }

  /** undefined: the path is none of these */
  answer(request: Request): Answer | undefined {
    const [, resource, id, leaf] = request.path.split("/").map(decodeURIComponent);
    const now = this.clock();
    switch (resource) {
      case "faults":
        return this.#ofFaults(request, leaf, now);
      case "suppressions":
        return this.#ofSuppressions(request, id, now);
      case "quarantine":
        return this.#ofQuarantine(request, id, leaf, now);
      case "wall":
        return this.wallSession
          ? ok(buildWall(this.#kiosks(), this.#orders(), now, request.empty))
          : refuse("auth.sign-in-needed");
      case "wall-tokens":
        return this.#ofTokens(request, id, now);
      default:
        return undefined;
    }
  }

  /** The exchange of a wall's link for its session. */
  enter(body: unknown): Answer {
    const token = typeof body === "object" && body !== null && "token" in body ? body.token : undefined;
    if (token !== wallSecret) return refuse("wall.token-invalid");
    this.wallSession = true;
    const nobody = { userId: null, login: null, name: "指挥大厅", kind: "wall", stage: "open", secondFactor: false };
    return ok({ ...nobody, grants: [], can: [], home: "/wall", orderId: null, idleLimitMs: 1_800_000 });
  }

  #ofFaults({ method, query, body, empty, name }: Request, leaf: string | undefined, now: number): Answer {
    if (method === "GET") return ok(this.faults.list(query, now, empty));
    return ok(leaf === "undo" ? this.faults.undo(body, now, name) : this.faults.acknowledge(body, now, name));
  }

  #ofSuppressions({ method, body, empty, name }: Request, id: string | undefined, now: number): Answer {
    if (method === "GET") return ok(this.faults.suppressionList(now, empty));
    if (id !== undefined) {
      const lifted = this.faults.lift(id);
      return lifted === undefined ? refuse("resource.not-found") : ok(lifted);
    }
    const touched = this.faults.suppress(body, now, name);
    return touched === undefined ? refuse("fault.suppression-end") : ok(touched);
  }

  #ofTokens({ method, body, empty }: Request, id: string | undefined, now: number): Answer {
    if (method === "POST") return ok(this.tokens.issue(body, now), 201);
    if (method === "GET") return ok(empty ? { at: now, tokens: [] } : this.tokens.list(now));
    const revoked = this.tokens.revoke(id ?? "");
    return revoked === undefined ? refuse("resource.not-found") : ok(revoked);
  }

  #ofQuarantine(request: Request, id: string | undefined, leaf: string | undefined, now: number): Answer {
    const { method, query, body, empty, name } = request;
    if (id === undefined) return ok(this.#list(query, now, empty));
    if (id === "bulk") {
      const bulk = QuarantineBulk.parse(body);
      const results = bulk.ids.map((one) =>
        this.#act(one, bulk.act === "discard" ? bulk.reason : undefined, name, now),
      );
      return ok(QuarantineTouched.parse({ at: now, results }));
    }
    const found = this.messages.find((m) => m.id === id);
    if (found === undefined) return refuse("resource.not-found");
    if (method === "GET") return ok(found);
    if (leaf === "discard") {
      this.#act(id, DiscardQuarantined.parse(body).reason, name, now);
      return ok(this.messages.find((m) => m.id === id));
    }
    return ok(ReplayResult.parse(this.#act(id, undefined, name, now)));
  }

  /** @param why undefined: once more through the steps, which this server understands for what the schema refused */
  #act(id: string, why: string | undefined, name: string, now: number) {
    const found = this.messages.find((m) => m.id === id);
    const result = { id, reason: null, detail: "" };
    if (found === undefined) return { ...result, outcome: "not-found" as const };
    if (why === undefined && found.reason !== "wire.schema") {
      return { ...result, outcome: "refused" as const, reason: found.reason, detail: found.detail };
    }
    const resolution = why === undefined ? ("replayed" as const) : ("discarded" as const);
    const resolved = { resolution, resolvedAt: now, resolvedBy: name, resolvedWhy: why ?? "taken" };
    this.messages = this.messages.map((m) => (m === found ? { ...m, ...resolved } : m));
    return { ...result, outcome: why === undefined ? ("taken" as const) : ("discarded" as const) };
  }

  #list(query: URLSearchParams, now: number, empty: boolean): QuarantineList {
    const kept = empty ? [] : this.messages.map(({ hex: _hex, truncated: _truncated, ...row }) => row);
    const waiting = kept.filter((m) => m.resolution === null);
    const shown = query.get("view") === "resolved" ? kept.filter((m) => m.resolution !== null) : waiting;
    return QuarantineList.parse({
      ...{ at: now, total: kept.length, waiting: waiting.length, resolved: kept.length - waiting.length },
      discarded: empty ? 0 : 3,
      reasons: [...Map.groupBy(waiting, (m) => m.reason)].map(([reason, rows]) => ({ reason, n: rows.length })),
      rows: shown
        .filter((m) => (query.get("reason") ?? m.reason) === m.reason)
        .filter((m) => (query.get("kiosk") ?? m.kioskId) === m.kioskId),
    });
  }
}
