// Day plans of technicians, what they are worked out from, and their calendars.
import {
  ContractId,
  DayPlan,
  DayPlanQuery,
  InsertUrgent,
  LocalDate,
  MovedVisit,
  MoveVisit,
  NewRouteFeed,
  PlanCalendar,
  PlanCalendarQuery,
  PlanDayRequest,
  PlanWindowRequest,
  PublishPlan,
  RouteFeedList,
  RouteFeedMade,
  RouteSettings,
  RouteSettingsChange,
  TechnicianProfileChange,
  TechnicianProfileList,
  TravelImport,
  TravelImportQuery,
  travelLimitBytes,
  UrgentInsertion,
  UserId,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { RoutePlanApi } from "../../fleet/route-desk.ts";
import type { RouteFeedApi } from "../../fleet/route-feeds.ts";
import type { RouteSettingsApi } from "../../fleet/route-settings-desk.ts";
import { holderAt, openToAll } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: ContractId });
/** one that is in the calendar: 2026-02-30 is none */
const CalendarDate = LocalDate.refine((text) => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}, "not a day");
const dayParams = z.object({ id: ContractId, date: CalendarDate });
const reads = { access: holderAt("route.read", "contract") } as const;
const plans = { access: holderAt("route.plan", "contract") } as const;

export interface RouteRouteOptions {
  readonly plans: RoutePlanApi;
  readonly routeSettings: RouteSettingsApi;
  readonly routeFeeds: RouteFeedApi;
}

export const routeRoutes: FastifyPluginAsyncZod<RouteRouteOptions> = async (app, options) => {
  const { plans: desk, routeSettings: settings, routeFeeds: feeds } = options;
  app.addContentTypeParser("text/csv", { parseAs: "string", bodyLimit: travelLimitBytes }, (_request, body, done) =>
    done(null, body),
  );

  app.get(
    "/contracts/:id/route-calendar",
    { config: reads, schema: { params, querystring: PlanCalendarQuery, response: { 200: PlanCalendar, ...problems } } },
    async (request, reply) => {
      const answer = await desk.calendar(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/route-plans",
    { config: plans, schema: { params, body: PlanWindowRequest, response: { 200: PlanCalendar, ...problems } } },
    async (request, reply) => {
      const answer = await desk.planWindow(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/route-plans/:date",
    {
      config: reads,
      schema: { params: dayParams, querystring: DayPlanQuery, response: { 200: DayPlan, ...problems } },
    },
    async (request, reply) => {
      const { id, date } = request.params;
      const answer = await desk.day(request.caller, id, date, request.query.stage);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/route-plans/:date/plan",
    { config: plans, schema: { params: dayParams, body: PlanDayRequest, response: { 200: DayPlan, ...problems } } },
    async (request, reply) => {
      const { id, date } = request.params;
      const answer = await desk.planDay(request.caller, id, date, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/route-plans/:date/move",
    { config: plans, schema: { params: dayParams, body: MoveVisit, response: { 200: MovedVisit, ...problems } } },
    async (request, reply) => {
      const { id, date } = request.params;
      const answer = await desk.move(request.caller, id, date, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/route-plans/:date/urgent",
    {
      config: plans,
      schema: { params: dayParams, body: InsertUrgent, response: { 200: UrgentInsertion, ...problems } },
    },
    async (request, reply) => {
      const { id, date } = request.params;
      const answer = await desk.urgent(request.caller, id, date, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/route-plans/:date/publish",
    { config: plans, schema: { params: dayParams, body: PublishPlan, response: { 200: DayPlan, ...problems } } },
    async (request, reply) => {
      const { id, date } = request.params;
      const answer = await desk.publish(request.caller, id, date, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/technicians",
    { config: reads, schema: { params, response: { 200: TechnicianProfileList, ...problems } } },
    async (request, reply) => {
      const answer = await settings.technicians(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/contracts/:id/technicians/:userId",
    {
      config: plans,
      schema: {
        params: z.object({ id: ContractId, userId: UserId }),
        body: TechnicianProfileChange,
        response: { 200: TechnicianProfileList, ...problems },
      },
    },
    async (request, reply) => {
      const { id, userId } = request.params;
      const answer = await settings.changeTechnician(request.caller, id, userId, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/route-settings",
    { config: reads, schema: { params, response: { 200: RouteSettings, ...problems } } },
    async (request, reply) => {
      const answer = await settings.settings(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/contracts/:id/route-settings",
    { config: plans, schema: { params, body: RouteSettingsChange, response: { 200: RouteSettings, ...problems } } },
    async (request, reply) => {
      const answer = await settings.changeSettings(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/travel-matrix",
    {
      bodyLimit: travelLimitBytes,
      config: { ...plans, limit: "upload" },
      schema: { params, querystring: TravelImportQuery, response: { 200: TravelImport, ...problems } },
    },
    async (request, reply) => {
      const body: unknown = request.body;
      const text = typeof body === "string" ? body : "";
      const commit = request.query.commit === "true";
      const answer = await settings.importTravel(request.caller, request.params.id, text, commit);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/route-feeds",
    { config: plans, schema: { params, response: { 200: RouteFeedList, ...problems } } },
    async (request, reply) => {
      const answer = await feeds.feeds(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/route-feeds",
    { config: plans, schema: { params, body: NewRouteFeed, response: { 201: RouteFeedMade, ...problems } } },
    async (request, reply) => {
      const answer = await feeds.make(request.caller, request.params.id, request.body.technicianId);
      if (!answer.ok) return refuse(reply, answer);
      // the address is shown this once
      reply.code(201).header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.delete(
    "/contracts/:id/route-feeds/:feedId",
    {
      config: plans,
      schema: {
        params: z.object({ id: ContractId, feedId: z.string().min(1).max(60) }),
        response: { 200: RouteFeedList, ...problems },
      },
    },
    async (request, reply) => {
      const { id, feedId } = request.params;
      const answer = await feeds.revoke(request.caller, id, feedId);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/route-feeds/:secret/calendar.ics",
    {
      config: { access: openToAll, limit: "link" },
      schema: { params: z.object({ secret: z.string().regex(/^[\w-]{43}$/) }) },
    },
    async (request, reply) => {
      const answer = await feeds.read(request.params.secret);
      if (!answer.ok) return reply.send(refuse(reply, answer));
      return reply.type("text/calendar; charset=utf-8").header("cache-control", "private, no-store").send(answer.value);
    },
  );
};
