// The points of the map, by themselves: all of a filter at once and nothing else of them.
import { KioskFilter, KioskPoints } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { KioskPointsApi } from "../../fleet/kiosk-queries.ts";
import { holderOf } from "../access.ts";
import { problems } from "./route-options.ts";

export const kioskPointRoutes: FastifyPluginAsyncZod<{ kioskPoints: KioskPointsApi }> = async (
  app,
  { kioskPoints },
) => {
  app.get(
    "/kiosk-points",
    {
      config: { access: holderOf("kiosk.read") },
      schema: { querystring: KioskFilter, response: { 200: KioskPoints, ...problems } },
    },
    async (request) => kioskPoints.points(request.caller, request.query),
  );
};
