// The routes of upkeep, each in a file of routes/.
import type { FastifyPluginAsync } from "fastify";
import type { UpkeepDesks } from "../upkeep-desks.ts";
import { selfInspectionRoutes } from "./routes/self-inspections.ts";

export const upkeepRoutes: FastifyPluginAsync<{ upkeep: UpkeepDesks }> = async (app, { upkeep }) => {
  await app.register(selfInspectionRoutes, upkeep);
};
