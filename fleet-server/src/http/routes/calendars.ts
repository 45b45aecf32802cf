import { CalendarImport, CalendarImported, CalendarList } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { holderOf } from "../access.ts";
import { problems, type RouteOptions } from "./route-options.ts";

export const calendarRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/calendars",
    { config: { access: holderOf("calendar.read") }, schema: { response: { 200: CalendarList, ...problems } } },
    async (request) => api.calendars(request.caller),
  );

  app.post(
    "/calendars/import",
    {
      config: { access: holderOf("calendar.import") },
      schema: { body: CalendarImport, response: { 200: CalendarImported, ...problems } },
    },
    async (request) => api.importCalendar(request.caller, request.body),
  );
};
