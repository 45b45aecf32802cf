import { NotifyTestRequest, NotifyTestResult } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { NotifyTestApi } from "../../fleet/notify-test-desk.ts";
import { holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

export interface NotifyRouteOptions {
  readonly notifyTest: NotifyTestApi;
}

/** Channels are the installation's and belong to no contract. */
export const notifyRoutes: FastifyPluginAsyncZod<NotifyRouteOptions> = async (app, { notifyTest }) => {
  app.post(
    "/notify/channels/:id/test",
    {
      config: { access: holderOf("notify.test") },
      schema: {
        params: z.object({ id: z.string().min(1).max(100) }),
        body: NotifyTestRequest,
        response: { 200: NotifyTestResult, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await notifyTest.test(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
