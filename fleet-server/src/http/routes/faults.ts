// 告警: faults in reach, and what people note on them. Several faults of several contracts may be named in one request: the
// desk checks each of them.
import {
  AcknowledgeFaults,
  ContractId,
  FaultList,
  FaultListQuery,
  FaultsTouched,
  SuppressFaults,
  SuppressionList,
  SuppressionView,
  UndoAcknowledgements,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { WatchDesks } from "../../fleet/watch-desks.ts";
import { holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

export const faultRoutes: FastifyPluginAsyncZod<Pick<WatchDesks, "faults" | "faultNotes">> = async (app, desks) => {
  const { faults, faultNotes } = desks;

  app.get(
    "/faults",
    {
      config: { access: holderOf("fault.read") },
      schema: { querystring: FaultListQuery, response: { 200: FaultList, ...problems } },
    },
    async (request) => faults.list(request.caller, request.query),
  );

  app.post(
    "/faults/acknowledgements",
    {
      config: { access: holderOf("fault.acknowledge") },
      schema: { body: AcknowledgeFaults, response: { 200: FaultsTouched, ...problems } },
    },
    async (request) => faultNotes.acknowledge(request.caller, request.body),
  );

  app.post(
    "/faults/acknowledgements/undo",
    {
      config: { access: holderOf("fault.acknowledge") },
      schema: { body: UndoAcknowledgements, response: { 200: FaultsTouched, ...problems } },
    },
    async (request) => faultNotes.undo(request.caller, request.body),
  );

  app.get(
    "/suppressions",
    {
      config: { access: holderOf("fault.read") },
      schema: {
        querystring: z.object({ contract: ContractId.optional() }),
        response: { 200: SuppressionList, ...problems },
      },
    },
    async (request) => faults.suppressions(request.caller, request.query.contract),
  );

  app.post(
    "/suppressions",
    {
      config: { access: holderOf("fault.suppress") },
      schema: { body: SuppressFaults, response: { 200: FaultsTouched, ...problems } },
    },
    async (request, reply) => {
      const answer = await faultNotes.suppress(request.caller, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/suppressions/:id/lift",
    {
      config: { access: holderOf("fault.suppress") },
      schema: {
        params: z.object({ id: z.string().min(1).max(100) }),
        response: { 200: SuppressionView, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await faultNotes.lift(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
