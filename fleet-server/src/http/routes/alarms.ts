import { AlarmList, AlarmListQuery, NotifyView } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { problems, type RouteOptions } from "./route-options.ts";

export const alarmRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/alarms",
    { schema: { querystring: AlarmListQuery, response: { 200: AlarmList, ...problems } } },
    async (request) => api.alarms(request.query),
  );

  app.get("/notify", { schema: { response: { 200: NotifyView, ...problems } } }, async () => api.notifyView());
};
