// 问题复盘 and 应急演练.
import {
  ContractId,
  DrillList,
  DrillView,
  NewDrill,
  NewProblem,
  ProblemChange,
  ProblemList,
  ProblemQuery,
  ProblemView,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ProblemApi } from "../../fleet/problem-desk.ts";
import { bodyField, holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: z.string().min(1).max(60) });
const ofContract = z.object({ id: ContractId });

export const problemRoutes: FastifyPluginAsyncZod<{ problems: ProblemApi }> = async (app, { problems: desk }) => {
  app.get(
    "/problems",
    {
      config: { access: holderOf("report.read") },
      schema: { querystring: ProblemQuery, response: { 200: ProblemList, ...problems } },
    },
    async (request) => desk.list(request.caller, request.query),
  );

  app.get(
    "/problems/:id",
    {
      config: { access: holderAt("report.read", "problem") },
      schema: { params, response: { 200: ProblemView, ...problems } },
    },
    async (request, reply) => {
      const answer = await desk.read(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/problems",
    {
      config: { access: holderAt("problem.change", "kiosk", bodyField("kioskId")) },
      schema: { body: NewProblem, response: { 201: ProblemView, ...problems } },
    },
    async (request, reply) => {
      const answer = await desk.open(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.put(
    "/problems/:id",
    {
      config: { access: holderAt("problem.change", "problem") },
      schema: { params, body: ProblemChange, response: { 200: ProblemView, ...problems } },
    },
    async (request, reply) => {
      const answer = await desk.change(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/drills",
    {
      config: { access: holderAt("report.read", "contract") },
      schema: { params: ofContract, response: { 200: DrillList, ...problems } },
    },
    async (request, reply) => {
      const answer = await desk.drills(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/drills",
    {
      config: { access: holderAt("problem.change", "contract") },
      schema: { params: ofContract, body: NewDrill, response: { 201: DrillView, ...problems } },
    },
    async (request, reply) => {
      const answer = await desk.enterDrill(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );
};
