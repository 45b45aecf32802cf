import { ServerHealth } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { signedIn } from "../access.ts";
import { problems, type RouteOptions } from "./route-options.ts";

export const healthRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/health",
    { config: { access: signedIn }, schema: { response: { 200: ServerHealth, ...problems } } },
    async () => api.health(),
  );
};
