// 系统巡检: what a terminal measured of itself.
import { KioskId, SystemEvidence } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SelfInspectionApi } from "../../fleet/self-inspection-desk.ts";
import { holderAt } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: KioskId });

export const selfInspectionRoutes: FastifyPluginAsyncZod<{ selfInspections: SelfInspectionApi }> = async (
  app,
  { selfInspections },
) => {
  app.get(
    "/kiosks/:id/system-evidence",
    {
      config: { access: holderAt("inspection.read", "kiosk") },
      schema: { params, response: { 200: SystemEvidence, ...problems } },
    },
    async (request, reply) => {
      const answer = await selfInspections.evidence(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/kiosks/:id/system-evidence",
    {
      config: { access: holderAt("inspection.perform", "kiosk") },
      schema: { params, response: { 202: SystemEvidence, ...problems } },
    },
    async (request, reply) => {
      const answer = await selfInspections.ask(request.caller, request.params.id);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(202);
      return answer.value;
    },
  );
};
