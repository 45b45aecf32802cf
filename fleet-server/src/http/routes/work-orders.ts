import {
  ActionPreview,
  DerivationQuery,
  NewOrder,
  OrderActionRequest,
  OrderDerivation,
  OrderDetail,
  OrderList,
  OrderListQuery,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { bodyField, holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems, type RouteOptions } from "./route-options.ts";

const params = z.object({ id: z.string().min(1).max(100) });
const asOfQuery = z.object({ asOf: z.coerce.number().int().optional() });
/** The console says who it is, so that an order opened by a person is told from one another system sent. */
const consoleHeader = "x-kiosk-console";

export const workOrderRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/work-orders",
    {
      config: { access: holderOf("order.read") },
      schema: { querystring: OrderListQuery, response: { 200: OrderList, ...problems } },
    },
    async (request) => api.orders(request.caller, request.query),
  );

  app.post(
    "/work-orders",
    {
      config: { access: holderAt("order.open", "kiosk", bodyField("kioskId")) },
      schema: { body: NewOrder, response: { 201: OrderDetail, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.openOrder(
        request.caller,
        request.body,
        request.headers[consoleHeader] === "1" ? "person" : "api",
      );
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/work-orders/:id",
    {
      config: { access: holderAt("order.read", "order") },
      schema: { params, querystring: asOfQuery, response: { 200: OrderDetail, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.order(request.caller, request.params.id, request.query.asOf);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/work-orders/:id/actions",
    {
      config: { access: holderAt("order.act", "order") },
      schema: { params, body: OrderActionRequest, response: { 200: OrderDetail, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.actOnOrder(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/work-orders/:id/preview",
    {
      config: { access: holderAt("order.act", "order") },
      schema: { params, body: OrderActionRequest, response: { 200: ActionPreview, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.previewAction(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/work-orders/:id/derivation",
    {
      config: { access: holderAt("order.read", "order") },
      schema: { params, querystring: DerivationQuery, response: { 200: OrderDerivation, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.derivation(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
