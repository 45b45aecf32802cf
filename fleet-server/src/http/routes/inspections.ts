// 巡检: what is owed, what is done, and by which lists.
import {
  Checklist,
  ChecklistChange,
  ChecklistList,
  ChecklistQuery,
  ClientId,
  CompleteInspection,
  ContractId,
  InspectionList,
  InspectionPlan,
  InspectionPlanQuery,
  InspectionQuery,
  InspectionRulesChange,
  InspectionRulesList,
  InspectionView,
  KioskId,
  KioskInspections,
  RecordChecks,
  StartInspection,
  VoidInspection,
  WaiverList,
  WaiveWindows,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Inspections } from "../../fleet/inspections.ts";
import { bodyField, holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: ContractId });
const one = z.object({ id: ClientId });
const reads = { access: holderAt("inspection.read", "contract") } as const;
const rules = { access: holderAt("inspection.rule", "contract") } as const;
const performs = { access: holderAt("inspection.perform", "inspection") } as const;
const shown = { 200: InspectionView, ...problems } as const;

export const inspectionRoutes: FastifyPluginAsyncZod<Inspections> = async (app, desks) => {
  const { inspections, inspectionRules } = desks;

  app.get(
    "/inspections",
    {
      config: { access: holderOf("inspection.read") },
      schema: { querystring: InspectionQuery, response: { 200: InspectionList, ...problems } },
    },
    async (request) => inspections.list(request.caller, request.query),
  );

  app.post(
    "/inspections",
    {
      config: { access: holderAt("inspection.perform", "kiosk", bodyField("kioskId")) },
      schema: { body: StartInspection, response: { 201: InspectionView, ...problems } },
    },
    async (request, reply) => {
      const answer = await inspections.start(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/inspections/:id",
    { config: { access: holderAt("inspection.read", "inspection") }, schema: { params: one, response: shown } },
    async (request, reply) => {
      const answer = await inspections.read(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/inspections/:id/checks",
    { config: performs, schema: { params: one, body: RecordChecks, response: shown } },
    async (request, reply) => {
      const answer = await inspections.record(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/inspections/:id/completion",
    { config: performs, schema: { params: one, body: CompleteInspection, response: shown } },
    async (request, reply) => {
      const answer = await inspections.complete(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/inspections/:id/void",
    { config: performs, schema: { params: one, body: VoidInspection, response: shown } },
    async (request, reply) => {
      const answer = await inspections.void(request.caller, request.params.id, request.body.why);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/kiosks/:id/inspections",
    {
      config: { access: holderAt("inspection.read", "kiosk") },
      schema: { params: z.object({ id: KioskId }), response: { 200: KioskInspections, ...problems } },
    },
    async (request, reply) => {
      const answer = await inspections.ofKiosk(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/inspection-plan",
    {
      config: reads,
      schema: { params, querystring: InspectionPlanQuery, response: { 200: InspectionPlan, ...problems } },
    },
    async (request, reply) => {
      const answer = await inspections.plan(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/inspection-rules",
    { config: reads, schema: { params, response: { 200: InspectionRulesList, ...problems } } },
    async (request, reply) => {
      const answer = await inspectionRules.rules(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/contracts/:id/inspection-rules",
    {
      config: rules,
      schema: { params, body: InspectionRulesChange, response: { 200: InspectionRulesList, ...problems } },
    },
    async (request, reply) => {
      const answer = await inspectionRules.changeRules(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/inspection-waivers",
    { config: reads, schema: { params, response: { 200: WaiverList, ...problems } } },
    async (request, reply) => {
      const answer = await inspectionRules.waivers(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/inspection-waivers",
    { config: rules, schema: { params, body: WaiveWindows, response: { 201: WaiverList, ...problems } } },
    async (request, reply) => {
      const answer = await inspectionRules.waive(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/contracts/:id/inspection-waivers/:waiverId/end",
    {
      config: rules,
      schema: {
        params: params.extend({ waiverId: z.string().min(1).max(100) }),
        response: { 200: WaiverList, ...problems },
      },
    },
    async (request, reply) => {
      const { id, waiverId } = request.params;
      const answer = await inspectionRules.endWaiver(request.caller, id, waiverId);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/checklists",
    {
      config: { access: holderOf("inspection.read") },
      schema: { querystring: ChecklistQuery, response: { 200: ChecklistList, ...problems } },
    },
    async (request, reply) => {
      const answer = await inspectionRules.checklists(request.caller, request.query.contract);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/checklists",
    {
      config: { access: holderAt("inspection.rule", "contract", bodyField("contractId")) },
      schema: { body: ChecklistChange, response: { 201: Checklist, ...problems } },
    },
    async (request, reply) => {
      const answer = await inspectionRules.changeChecklist(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );
};
