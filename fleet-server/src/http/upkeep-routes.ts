// The routes of upkeep, each in a file of routes/.
import type { FastifyPluginAsync } from "fastify";
import type { UpkeepDesks } from "../upkeep-desks.ts";
import { fieldRoutes } from "./routes/field.ts";
import { guaranteeRoutes } from "./routes/guarantees.ts";
import { inspectionRoutes } from "./routes/inspections.ts";
import { kioskShellRoutes } from "./routes/kiosk-shell.ts";
import { problemRoutes } from "./routes/problems.ts";
import { reportRoutes } from "./routes/reports.ts";
import { routeRoutes } from "./routes/routes.ts";
import { selfInspectionRoutes } from "./routes/self-inspections.ts";
import { packageRoutes, publisherRoutes, shelfRoutes } from "./routes/shelf.ts";
import { stockRoutes } from "./routes/stock.ts";
import { supplyRoutes } from "./routes/supplies.ts";
import { voiceRoutes } from "./routes/voices.ts";

export const upkeepRoutes: FastifyPluginAsync<{ upkeep: UpkeepDesks }> = async (app, { upkeep }) => {
  await app.register(selfInspectionRoutes, upkeep);
  await app.register(inspectionRoutes, upkeep);
  await app.register(supplyRoutes, upkeep);
  await app.register(stockRoutes, upkeep);
  await app.register(fieldRoutes, upkeep);
  await app.register(guaranteeRoutes, upkeep);
  await app.register(problemRoutes, upkeep);
  await app.register(routeRoutes, upkeep);
  await app.register(reportRoutes, upkeep);
  await app.register(publisherRoutes, upkeep);
  await app.register(packageRoutes, upkeep);
  await app.register(shelfRoutes, upkeep);
  await app.register(voiceRoutes, upkeep);
  await app.register(kioskShellRoutes, upkeep);
};
