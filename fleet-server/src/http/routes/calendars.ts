import { CalendarImport, CalendarImported, CalendarList } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { problems, type RouteOptions } from "./route-options.ts";

export const calendarRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get("/calendars", { schema: { response: { 200: CalendarList, ...problems } } }, async () => api.calendars());

  app.post(
    "/calendars/import",
    { schema: { body: CalendarImport, response: { 200: CalendarImported, ...problems } } },
    async (request) => api.importCalendar(request.body),
  );
};
