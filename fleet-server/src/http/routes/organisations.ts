// Firms, and in which contracts they work for which devices.
import {
  ContractFirmChange,
  ContractFirmList,
  ContractId,
  NewOrganisation,
  OrganisationChange,
  OrganisationId,
  OrganisationList,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { FirmApi } from "../../vendor-api.ts";
import { holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: ContractId });
const firmParams = params.extend({ organisationId: OrganisationId });

export const organisationRoutes: FastifyPluginAsyncZod<{ firms: FirmApi }> = async (app, { firms }) => {
  app.get(
    "/organisations",
    {
      config: { access: holderOf("organisation.read") },
      schema: { response: { 200: OrganisationList, ...problems } },
    },
    async (request) => firms.organisations(request.caller),
  );

  app.post(
    "/organisations",
    {
      config: { access: holderOf("organisation.manage") },
      schema: { body: NewOrganisation, response: { 201: OrganisationList, ...problems } },
    },
    async (request, reply) => {
      const answer = await firms.addOrganisation(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.put(
    "/organisations/:id",
    {
      config: { access: holderOf("organisation.manage") },
      schema: {
        params: z.object({ id: OrganisationId }),
        body: OrganisationChange,
        response: { 200: OrganisationList, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await firms.changeOrganisation(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/organisations",
    {
      config: { access: holderAt("organisation.read", "contract") },
      schema: { params, response: { 200: ContractFirmList, ...problems } },
    },
    async (request, reply) => {
      const answer = firms.firms(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/contracts/:id/organisations/:organisationId",
    {
      config: { access: holderAt("setting.change", "contract") },
      schema: { params: firmParams, body: ContractFirmChange, response: { 200: ContractFirmList, ...problems } },
    },
    async (request, reply) => {
      const { id, organisationId } = request.params;
      const answer = await firms.setFirm(request.caller, id, organisationId, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
