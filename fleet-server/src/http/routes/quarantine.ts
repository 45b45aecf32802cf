import { QuarantineDetail, QuarantineList } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems, type RouteOptions } from "./route-options.ts";

export const quarantineRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/quarantine",
    { config: { access: holderOf("quarantine.read") }, schema: { response: { 200: QuarantineList, ...problems } } },
    async (request) => api.quarantine(request.caller),
  );

  app.get(
    "/quarantine/:id",
    {
      config: { access: holderAt("quarantine.read", "message") },
      schema: {
        params: z.object({ id: z.string().min(1).max(100) }),
        response: { 200: QuarantineDetail, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await api.quarantined(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
