import {
  ClockStatementQuery,
  ContractId,
  ContractList,
  ContractView,
  NewContract,
  NewTerms,
  PartLedger,
  PartReceipt,
  TermsList,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { holderAt, holderOf, signedIn } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems, type RouteOptions } from "./route-options.ts";

const params = z.object({ id: ContractId });

export const contractRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get(
    "/contracts",
    { config: { access: signedIn }, schema: { response: { 200: ContractList, ...problems } } },
    async (request) => api.contracts(request.caller),
  );

  app.post(
    "/contracts",
    {
      config: { access: holderOf("contract.create") },
      schema: { body: NewContract, response: { 201: ContractView, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.createContract(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/contracts/:id/terms",
    {
      config: { access: holderAt("contract.read", "contract") },
      schema: { params, response: { 200: TermsList, ...problems } },
    },
    async (request, reply) => {
      const answer = api.terms(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/terms",
    {
      config: { access: holderAt("terms.change", "contract") },
      schema: { params, body: NewTerms, response: { 201: TermsList, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.addTerms(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/contracts/:id/parts",
    {
      config: { access: holderAt("part.read", "contract") },
      schema: { params, response: { 200: PartLedger, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.parts(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/parts/receipts",
    {
      config: { access: holderAt("part.receive", "contract") },
      schema: { params, body: PartReceipt, response: { 201: PartLedger, ...problems } },
    },
    async (request, reply) => {
      const answer = await api.receiveParts(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/contracts/:id/clock-statement",
    {
      config: { access: holderAt("statement.read", "contract"), limit: "export" },
      schema: { params, querystring: ClockStatementQuery },
    },
    async (request, reply) => {
      const { asOf } = request.query;
      const answer = await api.clockStatement(request.caller, request.params.id, asOf);
      if (!answer.ok) return reply.send(refuse(reply, answer));
      const name = `clocks-${request.params.id}-${asOf ?? "now"}.csv`;
      reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}"`);
      return reply.send(answer.value);
    },
  );
};
