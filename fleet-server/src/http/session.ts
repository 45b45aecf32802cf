// The cookie of a session. @fastify/session makes its value, signs it and sets it; what it stands for is a record of ours, written
// by the fleet's one writer in the transaction of its audit line. That is why no library that brings its own tables is used
// here (better-auth): it would be a second writer on the file, and a revoked session would live on in its cache.
import { createHash } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import fastifySession from "@fastify/session";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Opening, SessionKeeper } from "../fleet/session-keeper.ts";

declare module "fastify" {
  interface Session {
    opening?: Opening;
  }
}

const cookieName = "kiosk_session";

/** What the database knows a cookie's value by. */
function hashOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

/** The id of the session a request came with; undefined when it came with none that was ever opened. */
export function sessionIdOf(request: FastifyRequest): string | undefined {
  const { session } = request;
  return typeof session?.sessionId === "string" ? hashOf(session.sessionId) : undefined;
}

export async function registerSessions(
  app: FastifyInstance,
  options: { sessions: SessionKeeper; secret: string; secure: boolean },
): Promise<void> {
  const { sessions, secret, secure } = options;
  await app.register(fastifyCookie);
  await app.register(fastifySession, {
    secret,
    cookieName,
    // no age: it goes with the browser, and the server ends it long before
    cookie: { path: "/", httpOnly: true, sameSite: "strict", secure },
    saveUninitialized: false,
    rolling: false,
    store: {
      get(value, done) {
        const visitor = sessions.visitor(hashOf(value), "");
        done(null, visitor === undefined ? null : { cookie: { originalMaxAge: null } });
      },
      set(value, session, done) {
        const { opening } = session;
        if (opening === undefined) return done();
        sessions.open(hashOf(value), opening).then(() => done(), done);
      },
      destroy(_value, done) {
        // ended by name, with who and why, in `endSession`
        done();
      },
    },
  });
}

/** A new session in place of the one the request came with; its cookie goes out with the answer. Durable when it resolves. */
export async function openSession(request: FastifyRequest, sessions: SessionKeeper, opening: Opening): Promise<string> {
  if (request.visit !== null) await sessions.end(request.visit.id, request.caller, "session.replaced");
  request.session.opening = opening;
  await request.session.regenerate(["opening"]);
  return hashOf(request.session.sessionId);
}
