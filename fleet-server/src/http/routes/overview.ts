import { Overview, OverviewQuery } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { holderOf } from "../access.ts";
import { problems, type RouteOptions } from "./route-options.ts";

export const overviewRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/overview",
    {
      config: { access: holderOf("overview.read") },
      schema: { querystring: OverviewQuery, response: { 200: Overview, ...problems } },
    },
    async (request) => api.overview(request.caller, request.query),
  );
};
