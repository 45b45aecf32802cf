// Accounts of others, for the administrators.
import {
  FirstPassword,
  GrantsChange,
  NewUser,
  SecurityPolicyChange,
  SecurityPolicyView,
  SessionList,
  UserChange,
  UserId,
  UserList,
  UserView,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SessionKeeper } from "../../fleet/session-keeper.ts";
import type { UserDesk } from "../../fleet/user-desk.ts";
import type { Clock } from "../../ports.ts";
import { holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: UserId });

export const userRoutes: FastifyPluginAsyncZod<{ users: UserDesk; sessions: SessionKeeper; clock: Clock }> = async (
  app,
  { users, sessions, clock },
) => {
  const read = { access: holderOf("user.read") };
  const manage = { access: holderOf("user.manage") };
  const grant = { access: holderOf("grant.change") };
  const revoke = { access: holderOf("session.revoke") };
  const policy = { access: holderOf("security.change") };

  app.get("/users", { config: read, schema: { response: { 200: UserList, ...problems } } }, async () => ({
    at: clock.now(),
    users: users.list(),
  }));

  app.post(
    "/users",
    { config: manage, schema: { body: NewUser, response: { 201: FirstPassword, ...problems } } },
    async (request, reply) => {
      const answer = await users.create(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      // shown this once
      reply.code(201).header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.put(
    "/users/:id",
    { config: manage, schema: { params, body: UserChange, response: { 200: UserView, ...problems } } },
    async (request, reply) => {
      const answer = await users.change(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/users/:id/grants",
    { config: grant, schema: { params, body: GrantsChange, response: { 200: UserView, ...problems } } },
    async (request, reply) => {
      const answer = await users.changeGrants(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/users/:id/password",
    { config: manage, schema: { params, response: { 200: FirstPassword, ...problems } } },
    async (request, reply) => {
      const answer = await users.resetPassword(request.caller, request.params.id);
      if (!answer.ok) return refuse(reply, answer);
      reply.header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.post(
    "/users/:id/unlock",
    { config: revoke, schema: { params, response: { 200: UserView, ...problems } } },
    async (request, reply) => {
      const answer = await users.unlock(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.delete(
    "/users/:id/second-factor",
    { config: revoke, schema: { params, response: { 200: UserView, ...problems } } },
    async (request, reply) => {
      const answer = await users.removeSecondFactor(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/users/:id/sessions",
    { config: read, schema: { params, response: { 200: SessionList, ...problems } } },
    async (request, reply) => {
      const answer = users.sessions(request.params.id);
      return answer.ok ? { at: clock.now(), sessions: answer.value } : refuse(reply, answer);
    },
  );

  app.delete(
    "/users/:id/sessions/:session",
    {
      config: revoke,
      schema: { params: params.extend({ session: z.string().max(100) }), response: { 200: SessionList, ...problems } },
    },
    async (request, reply) => {
      const answer = await users.endSession(request.caller, request.params.id, request.params.session);
      return answer.ok ? { at: clock.now(), sessions: answer.value } : refuse(reply, answer);
    },
  );

  app.get(
    "/security-policy",
    { config: read, schema: { response: { 200: SecurityPolicyView, ...problems } } },
    async () => sessions.policy,
  );

  app.put(
    "/security-policy",
    { config: policy, schema: { body: SecurityPolicyChange, response: { 200: SecurityPolicyView, ...problems } } },
    async (request, reply) => {
      const { policy: wanted, seenVersion } = request.body;
      const answer = await users.changePolicy(request.caller, wanted, seenVersion);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
