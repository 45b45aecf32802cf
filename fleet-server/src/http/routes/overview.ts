import { Overview, OverviewQuery } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { problems, type RouteOptions } from "./route-options.ts";

export const overviewRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/overview",
    { schema: { querystring: OverviewQuery, response: { 200: Overview, ...problems } } },
    async (request) => api.overview(request.query),
  );
};
