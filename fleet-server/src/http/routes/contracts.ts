import { ContractList } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { problems, type RouteOptions } from "./route-options.ts";

export const contractRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get("/contracts", { schema: { response: { 200: ContractList, ...problems } } }, async () => api.contracts());
};
