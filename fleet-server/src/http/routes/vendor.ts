// A firm's own orders, parts and month; the month also as the buyer asks for it.
import {
  ContractId,
  OrganisationId,
  ScoreQuery,
  VendorOrderList,
  VendorOrderQuery,
  VendorPartList,
  VendorPlace,
  VendorScores,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { VendorApi } from "../../vendor-api.ts";
import { holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const orderParams = z.object({ id: z.string().min(1).max(100) });
const firmParams = z.object({ id: ContractId, organisationId: OrganisationId });

export const vendorRoutes: FastifyPluginAsyncZod<{ vendor: VendorApi }> = async (app, { vendor }) => {
  app.get(
    "/vendor/orders",
    {
      config: { access: holderOf("order.read") },
      schema: { querystring: VendorOrderQuery, response: { 200: VendorOrderList, ...problems } },
    },
    async (request) => vendor.orders(request.caller, request.query),
  );

  app.get(
    "/vendor/orders/:id/place",
    {
      config: { access: holderAt("order.read", "order") },
      schema: { params: orderParams, response: { 200: VendorPlace, ...problems } },
    },
    async (request, reply) => {
      const answer = await vendor.place(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/vendor/parts",
    { config: { access: holderOf("order.read") }, schema: { response: { 200: VendorPartList, ...problems } } },
    async (request) => vendor.parts(request.caller),
  );

  app.get(
    "/vendor/score",
    {
      config: { access: holderOf("order.read") },
      schema: { querystring: ScoreQuery, response: { 200: VendorScores, ...problems } },
    },
    async (request) => vendor.scores(request.caller, request.query),
  );

  app.get(
    "/contracts/:id/organisations/:organisationId/score",
    {
      config: { access: holderAt("statement.read", "contract") },
      schema: {
        params: firmParams,
        querystring: ScoreQuery.pick({ month: true }),
        response: { 200: VendorScores, ...problems },
      },
    },
    async (request, reply) => {
      const { id, organisationId } = request.params;
      const answer = await vendor.scoreOf(request.caller, id, organisationId, request.query.month);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
