import { AlarmList, AlarmListQuery, NotifyView } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { holderOf } from "../access.ts";
import { problems, type RouteOptions } from "./route-options.ts";

export const alarmRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/alarms",
    {
      config: { access: holderOf("alarm.read") },
      schema: { querystring: AlarmListQuery, response: { 200: AlarmList, ...problems } },
    },
    async (request) => api.alarms(request.caller, request.query),
  );

  app.get(
    "/notify",
    { config: { access: holderOf("notify.read") }, schema: { response: { 200: NotifyView, ...problems } } },
    async (request) => api.notifyView(request.caller),
  );
};
