// What is read about one terminal from disk.
import { KioskId, ReportList, ReportQuery, TimelinePage, TimelineQuery } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { KioskHistoryApi } from "../../fleet/kiosk-history.ts";
import { holderAt } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: KioskId });

export const kioskHistoryRoutes: FastifyPluginAsyncZod<{ kioskHistory: KioskHistoryApi }> = async (
  app,
  { kioskHistory },
) => {
  const config = { access: holderAt("kiosk.read", "kiosk") };

  app.get(
    "/kiosks/:id/timeline",
    { config, schema: { params, querystring: TimelineQuery, response: { 200: TimelinePage, ...problems } } },
    async (request, reply) => {
      const answer = await kioskHistory.timeline(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/kiosks/:id/reports",
    { config, schema: { params, querystring: ReportQuery, response: { 200: ReportList, ...problems } } },
    async (request, reply) => {
      const answer = await kioskHistory.reports(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
