import {
  ContractId,
  MovementPage,
  MovementQuery,
  NewStockPlace,
  PlaceId,
  StockCount,
  StockItemChange,
  StockMinimum,
  StockMove,
  StockPlaceChange,
  StockView,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { StockApi } from "../../supply-api.ts";
import { holderAt } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: ContractId });
const placeParams = params.extend({ place: PlaceId });
const reads = { access: holderAt("stock.read", "contract") } as const;
const moves = { access: holderAt("stock.move", "contract") } as const;

export const stockRoutes: FastifyPluginAsyncZod<{ stock: StockApi }> = async (app, { stock }) => {
  app.get(
    "/contracts/:id/stock",
    { config: reads, schema: { params, response: { 200: StockView, ...problems } } },
    async (request, reply) => {
      const answer = await stock.stock(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/stock/movements",
    { config: reads, schema: { params, querystring: MovementQuery, response: { 200: MovementPage, ...problems } } },
    async (request, reply) => {
      const answer = await stock.movements(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/stock/moves",
    { config: moves, schema: { params, body: StockMove, response: { 201: StockView, ...problems } } },
    async (request, reply) => {
      const answer = await stock.move(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/contracts/:id/stock/counts",
    { config: moves, schema: { params, body: StockCount, response: { 201: StockView, ...problems } } },
    async (request, reply) => {
      const answer = await stock.count(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/contracts/:id/stock/places",
    { config: moves, schema: { params, body: NewStockPlace, response: { 201: StockView, ...problems } } },
    async (request, reply) => {
      const answer = await stock.addPlace(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.put(
    "/contracts/:id/stock/places/:place",
    {
      config: moves,
      schema: { params: placeParams, body: StockPlaceChange, response: { 200: StockView, ...problems } },
    },
    async (request, reply) => {
      const { id, place } = request.params;
      const answer = await stock.changePlace(request.caller, id, place, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/contracts/:id/stock/items",
    { config: moves, schema: { params, body: StockItemChange, response: { 200: StockView, ...problems } } },
    async (request, reply) => {
      const answer = await stock.changeItem(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/contracts/:id/stock/minimums",
    { config: moves, schema: { params, body: StockMinimum, response: { 200: StockView, ...problems } } },
    async (request, reply) => {
      const answer = await stock.setMinimum(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
