import {
  ContractId,
  ForecastList,
  ForecastQuery,
  KioskId,
  NewTask,
  ReplacementTask,
  SupplyDays,
  SupplyHistoryQuery,
  SupplySettingChange,
  SupplySettings,
  SupplySwap,
  SwapEntry,
  SwapList,
  SwapQuery,
  TaskList,
  TaskQuery,
  WithdrawTask,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SupplyApi } from "../../supply-api.ts";
import { bodyField, holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const lists = { access: holderOf("supply.read") } as const;
const kioskParams = z.object({ id: KioskId });
const contractParams = z.object({ id: ContractId });
const taskParams = kioskParams.extend({ task: z.string().max(60) });

export const supplyRoutes: FastifyPluginAsyncZod<{ supplies: SupplyApi }> = async (app, { supplies }) => {
  app.get(
    "/supply-forecasts",
    { config: lists, schema: { querystring: ForecastQuery, response: { 200: ForecastList, ...problems } } },
    async (request, reply) => {
      const answer = await supplies.forecasts(request.caller, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/replacement-tasks",
    { config: lists, schema: { querystring: TaskQuery, response: { 200: TaskList, ...problems } } },
    async (request, reply) => {
      const answer = await supplies.tasks(request.caller, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/kiosks/:id/replacement-tasks",
    {
      config: { access: holderAt("kiosk.replace", "kiosk") },
      schema: { params: kioskParams, body: NewTask, response: { 201: ReplacementTask, ...problems } },
    },
    async (request, reply) => {
      const answer = await supplies.openTask(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/kiosks/:id/replacement-tasks/:task/withdraw",
    {
      config: { access: holderAt("kiosk.replace", "kiosk") },
      schema: { params: taskParams, body: WithdrawTask, response: { 200: ReplacementTask, ...problems } },
    },
    async (request, reply) => {
      const { id, task } = request.params;
      const answer = await supplies.withdrawTask(request.caller, id, task, request.body.reason);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/supply-swaps",
    { config: lists, schema: { querystring: SwapQuery, response: { 200: SwapList, ...problems } } },
    async (request, reply) => {
      const answer = await supplies.swaps(request.caller, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/supply-swaps",
    {
      config: { access: holderAt("kiosk.replace", "kiosk", bodyField("kioskId")) },
      schema: { body: SwapEntry, response: { 201: SupplySwap, ...problems } },
    },
    async (request, reply) => {
      const answer = await supplies.enterSwap(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/kiosks/:id/supply-days",
    {
      config: { access: holderAt("supply.read", "kiosk") },
      schema: { params: kioskParams, querystring: SupplyHistoryQuery, response: { 200: SupplyDays, ...problems } },
    },
    async (request, reply) => {
      const answer = await supplies.history(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/supply-setting",
    {
      config: { access: holderAt("supply.read", "contract") },
      schema: { params: contractParams, response: { 200: SupplySettings, ...problems } },
    },
    async (request, reply) => {
      const answer = await supplies.settings(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/supply-setting",
    {
      config: { access: holderAt("setting.change", "contract") },
      schema: { params: contractParams, body: SupplySettingChange, response: { 201: SupplySettings, ...problems } },
    },
    async (request, reply) => {
      const answer = await supplies.changeSettings(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );
};
