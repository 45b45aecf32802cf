// 大屏: the snapshot of a screen, its tokens, and the exchange of a token for a session. The token comes in a body, never in an
// address, so that it stands in no log.
import { ContractId, Me, NewWallToken, Wall, WallTokenIssued, WallTokenList, WallTokenView } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SessionKeeper } from "../../fleet/session-keeper.ts";
import type { WallApi } from "../../fleet/wall-desk.ts";
import { bodyField, holderAt, holderOf, openToAll } from "../access.ts";
import { refuse } from "../problem.ts";
import { openSession } from "../session.ts";
import { problems } from "./route-options.ts";

export interface WallRouteOptions {
  readonly wall: WallApi;
  readonly sessions: SessionKeeper;
}

export const wallRoutes: FastifyPluginAsyncZod<WallRouteOptions> = async (app, { wall, sessions }) => {
  app.get(
    "/wall",
    { config: { access: holderOf("wall.read") }, schema: { response: { 200: Wall, ...problems } } },
    async (request, reply) => {
      const answer = await wall.snapshot(request.caller);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/session/wall",
    {
      config: { access: openToAll, limit: "link" },
      schema: { body: z.strictObject({ token: z.string().min(20).max(100) }), response: { 200: Me, ...problems } },
    },
    async (request, reply) => {
      const answer = await wall.enter(request.body.token, request.ip, request.headers["user-agent"] ?? "");
      if (!answer.ok) return refuse(reply, answer);
      const id = await openSession(request, sessions, answer.value);
      const visitor = sessions.visitor(id, request.ip);
      if (visitor === undefined) throw new Error("a session that was just opened does not hold");
      return sessions.me(visitor);
    },
  );

  app.get(
    "/wall-tokens",
    {
      config: { access: holderOf("wall.issue") },
      schema: {
        querystring: z.object({ contract: ContractId.optional() }),
        response: { 200: WallTokenList, ...problems },
      },
    },
    async (request) => wall.tokens(request.caller, request.query.contract),
  );

  app.post(
    "/wall-tokens",
    {
      config: { access: holderAt("wall.issue", "contract", bodyField("contractId")) },
      schema: { body: NewWallToken, response: { 201: WallTokenIssued, ...problems } },
    },
    async (request, reply) => {
      const answer = await wall.issue(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201).header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.delete(
    "/wall-tokens/:id",
    {
      config: { access: holderOf("wall.issue") },
      schema: { params: z.object({ id: z.string().min(1).max(100) }), response: { 200: WallTokenView, ...problems } },
    },
    async (request, reply) => {
      const answer = await wall.revoke(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
