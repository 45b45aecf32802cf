import {
  DiscardQuarantined,
  QuarantineBulk,
  QuarantineDetail,
  QuarantineList,
  QuarantineListQuery,
  QuarantineTouched,
  ReplayResult,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { QuarantineApi } from "../../fleet/quarantine-desk.ts";
import { holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: z.string().min(1).max(100) });

export const quarantineRoutes: FastifyPluginAsyncZod<{ quarantine: QuarantineApi }> = async (app, { quarantine }) => {
  app.get(
    "/quarantine",
    {
      config: { access: holderOf("quarantine.read") },
      schema: { querystring: QuarantineListQuery, response: { 200: QuarantineList, ...problems } },
    },
    async (request) => quarantine.list(request.caller, request.query),
  );

  app.get(
    "/quarantine/:id",
    {
      config: { access: holderAt("quarantine.read", "message") },
      schema: { params, response: { 200: QuarantineDetail, ...problems } },
    },
    async (request, reply) => {
      const answer = await quarantine.find(request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/quarantine/:id/replay",
    {
      config: { access: holderAt("quarantine.resolve", "message") },
      schema: { params, response: { 200: ReplayResult, ...problems } },
    },
    async (request, reply) => {
      const answer = await quarantine.replay(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/quarantine/:id/discard",
    {
      config: { access: holderAt("quarantine.resolve", "message") },
      schema: { params, body: DiscardQuarantined, response: { 200: QuarantineDetail, ...problems } },
    },
    async (request, reply) => {
      const answer = await quarantine.discard(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/quarantine/bulk",
    {
      config: { access: holderOf("quarantine.resolve") },
      schema: { body: QuarantineBulk, response: { 200: QuarantineTouched, ...problems } },
    },
    async (request) => quarantine.bulk(request.caller, request.body),
  );
};
