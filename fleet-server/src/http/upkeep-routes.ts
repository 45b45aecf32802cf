// The routes of upkeep, each in a file of routes/.
import type { FastifyPluginAsync } from "fastify";
import type { UpkeepDesks } from "../upkeep-desks.ts";

export const upkeepRoutes: FastifyPluginAsync<{ upkeep: UpkeepDesks }> = async (_app, _options) => {};
