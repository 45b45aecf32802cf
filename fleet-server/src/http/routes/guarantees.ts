// 重大保障.
import { ContractId, GuaranteeChange, GuaranteeDeclaration, GuaranteeList, GuaranteeView } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { GuaranteeApi } from "../../fleet/guarantee-desk.ts";
import { bodyField, holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: z.string().min(1).max(60) });

export const guaranteeRoutes: FastifyPluginAsyncZod<{ guarantees: GuaranteeApi }> = async (app, { guarantees }) => {
  app.get(
    "/guarantees",
    {
      config: { access: holderOf("guarantee.read") },
      schema: {
        querystring: z.object({ contract: ContractId.optional() }),
        response: { 200: GuaranteeList, ...problems },
      },
    },
    async (request) => guarantees.list(request.caller, request.query.contract),
  );

  app.get(
    "/guarantees/:id",
    {
      config: { access: holderAt("guarantee.read", "guarantee") },
      schema: { params, response: { 200: GuaranteeView, ...problems } },
    },
    async (request, reply) => {
      const answer = await guarantees.read(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/guarantees",
    {
      config: { access: holderAt("guarantee.declare", "contract", bodyField("contractId")) },
      schema: { body: GuaranteeDeclaration, response: { 201: GuaranteeView, ...problems } },
    },
    async (request, reply) => {
      const answer = await guarantees.declare(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/guarantees/:id/changes",
    {
      config: { access: holderAt("guarantee.declare", "guarantee") },
      schema: { params, body: GuaranteeChange, response: { 200: GuaranteeView, ...problems } },
    },
    async (request, reply) => {
      const answer = await guarantees.change(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
