// Who may reach which route. Every route says it in its `config.access`; one that says nothing stops the server from starting.
import type { KioskId, Right } from "@kiosk/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { type Caller, may, mayAnywhere } from "../domain/account/caller.ts";
import { personalRights } from "../domain/account/rights.ts";
import type { Session as OpenSession } from "../domain/account/user.ts";
import type { AuditDesk } from "../fleet/audit-desk.ts";
import type { SessionKeeper } from "../fleet/session-keeper.ts";
import type { TerminalDoor } from "../fleet/terminal-desk.ts";
import type { ThingKind, Whereabouts } from "../fleet/whereabouts.ts";
import type { Log } from "../ports.ts";
import { sendProblem } from "./failures.ts";
import { sessionIdOf } from "./session.ts";

/** What a right is used on. */
export type Subject =
  /** of no contract, or a list that the handler cuts to the caller's reach */
  { readonly kind: "anywhere" } | { readonly kind: ThingKind; readonly from: (request: FastifyRequest) => unknown };

export type Access =
  | { readonly who: "public" }
  /** one's own account; `unfinished`: also before the session is open */
  | { readonly who: "signed-in"; readonly unfinished?: true }
  | { readonly who: "holder"; readonly right: Right; readonly on: Subject }
  /** a terminal, as itself */
  | { readonly who: "terminal" };

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller;
    visit: OpenSession | null;
    /** the terminal that asks; null: a person does */
    terminal: KioskId | null;
  }
}

export const openToAll: Access = { who: "public" };
export const signedIn: Access = { who: "signed-in" };
export const ofTerminal: Access = { who: "terminal" };
export const signingIn: Access = { who: "signed-in", unfinished: true };

export function holderOf(right: Right): Access {
  return { who: "holder", right, on: { kind: "anywhere" } };
}

/** @param from where the request names the thing; the `id` of its path when left out */
export function holderAt(right: Right, kind: ThingKind, from: (request: FastifyRequest) => unknown = idOf): Access {
  return { who: "holder", right, on: { kind, from } };
}

function idOf({ params }: FastifyRequest): unknown {
  return typeof params === "object" && params !== null && "id" in params ? params.id : undefined;
}

/** A field of the body, for what is named there. */
export function bodyField(name: string): (request: FastifyRequest) => unknown {
  return ({ body }) => (typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined);
}

/** @throws where the route lets others in than terminals */
export function terminalOf({ terminal }: Pick<FastifyRequest, "terminal">): KioskId {
  if (terminal === null) throw new Error("a route for terminals without its check");
  return terminal;
}

export interface DoorOptions {
  readonly terminals: TerminalDoor;
  readonly sessions: Pick<SessionKeeper, "visitor" | "note">;
  readonly places: Pick<Whereabouts, "locate">;
  readonly auditDesk: Pick<AuditDesk, "note">;
  readonly log: Log;
}

/** Somebody who has not signed in. */
function stranger(from: string): Caller {
  return { kind: "person", id: "anonymous", userId: null, name: "", from, grants: [], onlyOrder: null };
}

/** Requests the page makes by itself do not keep a session from being idle. */
const backgroundHeader = "x-kiosk-background";

/** Every route registered after {@link guardRoutes}, as it is guarded. */
export type AccessTable = readonly { readonly method: string; readonly url: string; readonly access: Access }[];

/**
 * Adds the checks to every route registered after it.
 * @returns the table, which grows with each route
 * @throws at registration of a route without access
 */
export function guardRoutes(
  app: FastifyInstance,
  { sessions, terminals, places, auditDesk, log }: DoorOptions,
): AccessTable {
  const table: { method: string; url: string; access: Access }[] = [];
  app.decorateRequest("visit", null);
  app.decorateRequest("caller");
  app.decorateRequest("terminal", null);

  app.addHook("onRoute", (route) => {
    // what is no interface is the console's files, which anybody may have
    if (!/^\/(?:api|terminal)\//.test(route.url)) return;
    const access = accessOf(route);
    if (access === undefined) throw new Error(`route without access: ${String(route.method)} ${route.url}`);
    for (const method of [route.method].flat()) table.push({ method, url: route.url, access });
  });

  app.addHook("onRequest", async (request, reply) => {
    const from = request.ip;
    if (request.routeOptions.config.access?.who === "terminal") return admit(request, reply);
    const id = sessionIdOf(request);
    const visitor = id === undefined ? undefined : sessions.visitor(id, from);
    request.visit = visitor?.session ?? null;
    request.caller = visitor?.caller ?? stranger(from);
    if (visitor !== undefined && !isBackground(request)) sessions.note(visitor.session);
    const access = request.routeOptions.config.access;
    if (access === undefined || access.who === "public") return undefined;
    if (visitor === undefined) return sendProblem(reply, "auth.sign-in-needed");
    const unfinished = access.who === "signed-in" && access.unfinished === true;
    if (visitor.session.stage !== "open" && !unfinished) {
      return sendProblem(reply, "auth.stage", [{ path: "", message: visitor.session.stage }]);
    }
    // before anything of the body is read
    if (access.who !== "holder" || mayAnywhere(request.caller, access.right)) return undefined;
    return deny(request, reply, access.right, "access.denied");
  });

  app.addHook("preHandler", async (request, reply) => {
    const access = request.routeOptions.config.access;
    if (access?.who !== "holder") return undefined;
    const { right, on } = access;
    if (on.kind !== "anywhere") {
      const id = on.from(request);
      const spots = typeof id === "string" ? await places.locate(on.kind, id, request.caller) : [];
      const allowed = spots.some((where) => may(request.caller, right, where));
      if (!allowed) {
        const own = spots.some(({ contractId }) => request.caller.grants.some((g) => g.contractId === contractId));
        // somebody else's and nobody's are not told apart
        const vendorsOnly = request.caller.grants.every((g) => g.role === "vendor");
        return deny(request, reply, right, own && !vendorsOnly ? "access.denied" : "resource.not-found");
      }
    }
    if (!personalRights.includes(right) || request.method !== "GET") return undefined;
    await auditDesk.note(request.caller, { action: right, target: request.url.slice(0, 200) });
    return undefined;
  });

  return table;

  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    request.caller = stranger(request.ip);
    const admission = await terminals.admit(request.headers.authorization, request.ip);
    if (!admission.ok) return sendProblem(reply.header("www-authenticate", "Basic"), admission.code);
    request.terminal = admission.kioskId;
    return undefined;
  }

  async function deny(
    request: FastifyRequest,
    reply: FastifyReply,
    right: Right,
    code: "access.denied" | "resource.not-found",
  ): Promise<FastifyReply> {
    const target = `${request.method} ${request.url.slice(0, 200)}`;
    await auditDesk
      .note(request.caller, { action: right, target, result: code })
      .catch((error: unknown) => log.warn("audit.not-noted", { message: String(error) }));
    return sendProblem(reply, code, code === "access.denied" ? [{ path: "", message: right }] : []);
  }
}

/** The live feed comes back by itself, and cannot carry a header of ours. */
function isBackground({ headers }: FastifyRequest): boolean {
  return headers[backgroundHeader] === "1" || headers.accept === "text/event-stream";
}

function accessOf(route: RouteOptions): Access | undefined {
  return route.config?.access;
}
