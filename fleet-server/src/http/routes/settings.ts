import {
  ContractId,
  EnrolmentRevoked,
  EnrolmentSheet,
  EnrolmentSheetRequest,
  EnrolmentStandings,
  FaultRuleChange,
  FaultRulePreview,
  FaultRuleSettings,
  FaultRuleTrial,
  OpeningHoursChange,
  OpeningHoursChanged,
  PointHoursList,
  ThresholdChange,
  ThresholdSettings,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SettingsApi } from "../../fleet/settings-desk.ts";
import type { PointsApi } from "../../fleet/settings-points.ts";
import { holderAt } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: ContractId });
const reads = { access: holderAt("setting.read", "contract") } as const;
const changes = { access: holderAt("setting.change", "contract") } as const;
const manages = { access: holderAt("kiosk.manage", "contract") } as const;
const enrols = { access: holderAt("kiosk.enrol", "contract") } as const;

export interface SettingRouteOptions {
  readonly settings: SettingsApi;
  readonly points: PointsApi;
}

export const settingRoutes: FastifyPluginAsyncZod<SettingRouteOptions> = async (app, { settings, points }) => {
  app.get(
    "/contracts/:id/thresholds",
    { config: reads, schema: { params, response: { 200: ThresholdSettings, ...problems } } },
    async (request, reply) => {
      const answer = settings.thresholds(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/thresholds",
    { config: changes, schema: { params, body: ThresholdChange, response: { 201: ThresholdSettings, ...problems } } },
    async (request, reply) => {
      const answer = await settings.changeThreshold(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/contracts/:id/fault-rules",
    { config: reads, schema: { params, response: { 200: FaultRuleSettings, ...problems } } },
    async (request, reply) => {
      const answer = settings.faultRules(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/fault-rules",
    { config: changes, schema: { params, body: FaultRuleChange, response: { 201: FaultRuleSettings, ...problems } } },
    async (request, reply) => {
      const answer = await settings.changeFaultRule(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/contracts/:id/fault-rules/preview",
    { config: reads, schema: { params, body: FaultRuleTrial, response: { 200: FaultRulePreview, ...problems } } },
    async (request, reply) => {
      const answer = await settings.previewFaultRule(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/opening-hours",
    {
      config: { access: holderAt("kiosk.read", "contract") },
      schema: { params, response: { 200: PointHoursList, ...problems } },
    },
    async (request, reply) => {
      const answer = points.openingHours(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/contracts/:id/opening-hours",
    {
      config: manages,
      schema: { params, body: OpeningHoursChange, response: { 200: OpeningHoursChanged, ...problems } },
    },
    async (request, reply) => {
      const answer = await points.changeOpeningHours(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/enrolments",
    { config: enrols, schema: { params, response: { 200: EnrolmentStandings, ...problems } } },
    async (request, reply) => {
      const answer = await points.enrolments(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/enrolment-codes",
    {
      config: enrols,
      schema: { params, body: EnrolmentSheetRequest, response: { 201: EnrolmentSheet, ...problems } },
    },
    async (request, reply) => {
      const answer = await points.issueCodes(request.caller, request.params.id, request.body.kioskIds);
      if (!answer.ok) return refuse(reply, answer);
      // the codes are shown this once: no cache between here and the paper may keep them
      reply.code(201).header("cache-control", "no-store");
      return answer.value;
    },
  );

  app.post(
    "/contracts/:id/enrolment-codes/revoke",
    {
      config: enrols,
      schema: { params, body: EnrolmentSheetRequest, response: { 200: EnrolmentRevoked, ...problems } },
    },
    async (request, reply) => {
      const answer = await points.revokeCodes(request.caller, request.params.id, request.body.kioskIds);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
