// How the terminals are used, and what citizens say of them.
import { ContractId, Usage, UsageQuery, Voices } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { VoiceApi } from "../../fleet/voice-desk.ts";
import { holderAt } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: ContractId });

export const voiceRoutes: FastifyPluginAsyncZod<{ voices: VoiceApi }> = async (app, { voices }) => {
  app.get(
    "/contracts/:id/usage",
    {
      config: { access: holderAt("shelf.read", "contract") },
      schema: { params, querystring: UsageQuery, response: { 200: Usage, ...problems } },
    },
    async (request, reply) => {
      const { from, to } = request.query;
      const answer = await voices.usage(request.caller, request.params.id, from, to);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/voices",
    {
      config: { access: holderAt("voice.read", "contract") },
      schema: { params, response: { 200: Voices, ...problems } },
    },
    async (request, reply) => {
      const answer = await voices.voices(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
