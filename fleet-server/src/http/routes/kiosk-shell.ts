// The citizens' screen of one terminal.
import { IssuedStaffCode, KioskId, KioskShell, NewStaffCode } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ScreenApi } from "../../fleet/shelf-screens.ts";
import { holderAt } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: KioskId });

export const kioskShellRoutes: FastifyPluginAsyncZod<{ screens: ScreenApi }> = async (app, { screens }) => {
  app.get(
    "/kiosks/:id/shell",
    {
      config: { access: holderAt("shelf.read", "kiosk") },
      schema: { params, response: { 200: KioskShell, ...problems } },
    },
    async (request, reply) => {
      const answer = await screens.shell(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/kiosks/:id/staff-codes",
    {
      config: { access: holderAt("staffcode.issue", "kiosk") },
      schema: { params, body: NewStaffCode, response: { 201: IssuedStaffCode, ...problems } },
    },
    async (request, reply) => {
      const answer = await screens.issueStaffCode(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      // read once, by whoever asked
      reply.code(201).header("cache-control", "no-store");
      return answer.value;
    },
  );
};
