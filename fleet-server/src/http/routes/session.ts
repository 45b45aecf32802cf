// Signing in and out, and everything about one's own account.
import {
  Me,
  PasswordChange,
  RecoveryCodes,
  SecondFactorEnrolment,
  SecondFactorOffer,
  SecondFactorRequest,
  SecurityPolicyView,
  SessionList,
  SetupDone,
  SetupRequest,
  SetupState,
  SignInRequest,
} from "@kiosk/contract";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Session } from "../../domain/account/user.ts";
import type { Opening, SessionKeeper } from "../../fleet/session-keeper.ts";
import type { SetupDesk } from "../../fleet/setup-desk.ts";
import type { SignInDesk } from "../../fleet/sign-in-desk.ts";
import type { Clock } from "../../ports.ts";
import { openToAll, signedIn, signingIn } from "../access.ts";
import { refuse } from "../problem.ts";
import { openSession } from "../session.ts";
import { problems } from "./route-options.ts";

export interface SessionRouteOptions {
  readonly signIn: SignInDesk;
  readonly sessions: SessionKeeper;
  readonly setup: SetupDesk;
  readonly clock: Clock;
}

export const sessionRoutes: FastifyPluginAsyncZod<SessionRouteOptions> = async (app, options) => {
  const { signIn, sessions, setup, clock } = options;

  /** Opens the session and says who is signed in now. */
  async function enter(request: FastifyRequest, opening: Opening): Promise<Me> {
    const id = await openSession(request, sessions, opening);
    const visitor = sessions.visitor(id, request.ip);
    if (visitor === undefined) throw new Error("a session that was just opened does not hold");
    return sessions.me(visitor);
  }
  const agentOf = (request: FastifyRequest) => request.headers["user-agent"] ?? "";

  app.get(
    "/setup",
    { config: { access: openToAll }, schema: { response: { 200: SetupState, ...problems } } },
    async () => ({
      open: setup.open,
    }),
  );

  app.post(
    "/setup",
    {
      config: { access: openToAll, limit: "set-up" },
      schema: { body: SetupRequest, response: { 200: SetupDone, ...problems } },
    },
    async (request, reply) => {
      const answer = await setup.setUp(request.body, request.ip);
      if (!answer.ok) return refuse(reply, answer);
      reply.header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.get(
    "/session",
    { config: { access: signingIn }, schema: { response: { 200: Me, ...problems } } },
    async (request) => sessions.me({ caller: request.caller, session: visitOf(request) }),
  );

  app.post(
    "/session",
    {
      config: { access: openToAll, limit: "sign-in" },
      schema: { body: SignInRequest, response: { 200: Me, ...problems } },
    },
    async (request, reply) => {
      const { login, password } = request.body;
      const answer = await signIn.signIn(login, password, request.ip, agentOf(request));
      return answer.ok ? enter(request, answer.value) : refuse(reply, answer);
    },
  );

  app.post(
    "/session/second-factor",
    {
      config: { access: signingIn, limit: "sign-in" },
      schema: { body: SecondFactorRequest, response: { 200: Me, ...problems } },
    },
    async (request, reply) => {
      const answer = await signIn.secondFactor(visitOf(request), request.body.code, request.ip, agentOf(request));
      return answer.ok ? enter(request, answer.value) : refuse(reply, answer);
    },
  );

  app.delete(
    "/session",
    { config: { access: signingIn }, schema: { response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      await sessions.end(visitOf(request).id, request.caller, "session.sign-out");
      reply.code(204);
      return null;
    },
  );

  app.get(
    "/session/policy",
    { config: { access: signingIn }, schema: { response: { 200: SecurityPolicyView, ...problems } } },
    async () => sessions.policy,
  );

  app.get(
    "/account/second-factor-offer",
    { config: { access: signingIn }, schema: { response: { 200: SecondFactorOffer, ...problems } } },
    async (request, reply) => {
      const answer = signIn.offerSecondFactor(visitOf(request));
      reply.header("cache-control", "no-store");
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/account/second-factor",
    {
      config: { access: signingIn, limit: "sign-in" },
      schema: { body: SecondFactorEnrolment, response: { 200: RecoveryCodes, ...problems } },
    },
    async (request, reply) => {
      const answer = await signIn.enrolSecondFactor(visitOf(request), request.body, request.ip);
      if (!answer.ok) return refuse(reply, answer);
      reply.header("cache-control", "no-store");
      return { me: await enter(request, answer.value.opening), codes: answer.value.codes };
    },
  );

  app.post(
    "/account/password",
    {
      config: { access: signingIn, limit: "sign-in" },
      schema: { body: PasswordChange, response: { 200: Me, ...problems } },
    },
    async (request, reply) => {
      const { current, next } = request.body;
      const answer = await signIn.changePassword(visitOf(request), current, next, request.ip);
      return answer.ok ? enter(request, answer.value) : refuse(reply, answer);
    },
  );

  app.get(
    "/account/sessions",
    { config: { access: signedIn }, schema: { response: { 200: SessionList, ...problems } } },
    async (request) => ({ at: clock.now(), sessions: signIn.ownSessions(visitOf(request)) }),
  );

  app.delete(
    "/account/sessions/:id",
    {
      config: { access: signedIn },
      schema: { params: z.object({ id: z.string().max(100) }), response: { 200: SessionList, ...problems } },
    },
    async (request, reply) => {
      const ended = await signIn.endOwn(request.caller, visitOf(request), request.params.id);
      if (!ended) return refuse(reply, { ok: false, code: "resource.not-found", detail: request.params.id });
      return { at: clock.now(), sessions: signIn.ownSessions(visitOf(request)) };
    },
  );
};

function visitOf(request: FastifyRequest): Session {
  if (request.visit === null) throw new Error("a route for people who are signed in was reached without a session");
  return request.visit;
}
