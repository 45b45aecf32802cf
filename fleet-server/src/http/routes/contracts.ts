import { ContractList, ContractView, NewContract } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { refuse } from "../problem.ts";
import { problems, type RouteOptions } from "./route-options.ts";

export const contractRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.get("/contracts", { schema: { response: { 200: ContractList, ...problems } } }, async () => api.contracts());

  app.post(
    "/contracts",
    { schema: { body: NewContract, response: { 201: ContractView, ...problems } } },
    async (request, reply) => {
      const answer = await api.createContract(request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );
};
