import {
  DutyPhone,
  EnrolmentCode,
  KioskDetail,
  KioskId,
  KioskList,
  KioskListQuery,
  KioskRow,
  NewKiosk,
  OpeningHours,
  ReplacementEntry,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { bodyField, holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems, type RouteOptions } from "./route-options.ts";

const params = z.object({ id: KioskId });

export const kioskRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/kiosks",
    {
      config: { access: holderOf("kiosk.read") },
      schema: { querystring: KioskListQuery, response: { 200: KioskList, ...problems } },
    },
    async (request) => api.kiosks(request.caller, request.query),
  );

  app.post(
    "/kiosks",
    {
      config: { access: holderAt("kiosk.manage", "contract", bodyField("contractId")) },
      schema: { body: NewKiosk, response: { 201: KioskRow, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.createKiosk(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/kiosks/:id",
    {
      config: { access: holderAt("kiosk.read", "kiosk") },
      schema: { params, response: { 200: KioskDetail, ...problems } },
    },
    async (request, reply) => {
      const answer = api.kiosk(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/kiosks/:id/opening-hours",
    {
      config: { access: holderAt("kiosk.manage", "kiosk") },
      schema: {
        params,
        body: z.strictObject({ openingHours: OpeningHours.nullable() }),
        response: { 200: KioskRow, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await api.setOpeningHours(request.caller, request.params.id, request.body.openingHours);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/kiosks/:id/duty-phone",
    {
      config: { access: holderAt("kiosk.manage", "kiosk") },
      schema: {
        params,
        body: z.strictObject({ dutyPhone: DutyPhone.nullable() }),
        response: { 200: KioskRow, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await api.setDutyPhone(request.caller, request.params.id, request.body.dutyPhone);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/kiosks/:id/enrolment-codes",
    {
      config: { access: holderAt("kiosk.enrol", "kiosk") },
      schema: { params, response: { 201: EnrolmentCode, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.issueEnrolmentCode(request.caller, request.params.id);
      if (!answer.ok) return refuse(reply, answer);
      // the code is shown this once: no cache between here and the screen may keep it
      reply.code(201).header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.post(
    "/kiosks/:id/replacements",
    {
      config: { access: holderAt("kiosk.replace", "kiosk") },
      schema: { params, body: ReplacementEntry, response: { 202: z.object({ commandId: z.string() }), ...problems } },
    },
    async (request, reply) => {
      const answer = await api.enterReplacement(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(202);
      return answer.value;
    },
  );
};
