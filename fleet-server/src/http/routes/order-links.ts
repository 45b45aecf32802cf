// One-time links to single orders: made and revoked by the office, exchanged once by whoever has one.
import { LinkExchange, Me, NewOrderLink, NewOrderLinkMade, OrderLinkList } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SessionKeeper } from "../../fleet/session-keeper.ts";
import type { LinkApi } from "../../vendor-api.ts";
import { holderAt, openToAll } from "../access.ts";
import { refuse } from "../problem.ts";
import { openSession } from "../session.ts";
import { problems } from "./route-options.ts";

export interface OrderLinkRouteOptions {
  readonly links: LinkApi;
  readonly sessions: SessionKeeper;
}

const params = z.object({ id: z.string().min(1).max(100) });
const linkParams = params.extend({ linkId: z.string().min(1).max(100) });

export const orderLinkRoutes: FastifyPluginAsyncZod<OrderLinkRouteOptions> = async (app, { links, sessions }) => {
  app.get(
    "/work-orders/:id/links",
    {
      config: { access: holderAt("order.link", "order") },
      schema: { params, response: { 200: OrderLinkList, ...problems } },
    },
    async (request, reply) => {
      const answer = await links.links(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/work-orders/:id/links",
    {
      config: { access: holderAt("order.link", "order") },
      schema: { params, body: NewOrderLink, response: { 201: NewOrderLinkMade, ...problems } },
    },
    async (request, reply) => {
      const answer = await links.createLink(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201).header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.post(
    "/work-orders/:id/links/:linkId/revoke",
    {
      config: { access: holderAt("order.link", "order") },
      schema: { params: linkParams, response: { 200: OrderLinkList, ...problems } },
    },
    async (request, reply) => {
      const { id, linkId } = request.params;
      const answer = await links.revokeLink(request.caller, id, linkId);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  // the page behind the link only explains: a program that looks at links must not use them up
  app.post(
    "/session/link",
    {
      config: { access: openToAll, limit: "link" },
      schema: { body: LinkExchange, response: { 200: Me, ...problems } },
    },
    async (request, reply) => {
      const answer = await links.exchange(request.body.token, request.ip);
      if (!answer.ok) return refuse(reply, answer);
      const { caller, endsAt } = answer.value;
      const { id: subject, name, grants, onlyOrder: orderId, from } = caller;
      const agent = (request.headers["user-agent"] ?? "").slice(0, 200);
      const who = { kind: "link", userId: null, subject, name, grants, orderId, from, agent } as const;
      const opening = { ...who, stage: "open", endsAt } as const;
      const session = await openSession(request, sessions, opening);
      const visitor = sessions.visitor(session, request.ip);
      if (visitor === undefined) throw new Error("a session that was just opened does not hold");
      return sessions.me(visitor);
    },
  );
};
