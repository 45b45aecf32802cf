// What a terminal fetches, as itself: contract/src/shelf/terminal.ts. Not of /api/v1, which is people's.
import { Nearby, Sha256, SignedIndex, TerminalShelf } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { TerminalApi } from "../../fleet/terminal-desk.ts";
import { ofTerminal, terminalOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const config = { access: ofTerminal };

export const terminalRoutes: FastifyPluginAsyncZod<{ terminals: TerminalApi }> = async (app, { terminals }) => {
  app.get("/shelf", { config, schema: { response: { 200: TerminalShelf, ...problems } } }, async (request, reply) => {
    const answer = await terminals.shelf(terminalOf(request));
    return answer.ok ? answer.value : refuse(reply, answer);
  });

  app.get(
    "/packages/:digest",
    { config, schema: { params: z.object({ digest: Sha256 }), response: { 200: SignedIndex, ...problems } } },
    async (request, reply) => {
      const answer = await terminals.package(request.params.digest);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/packages/:digest/files/:sha256",
    { config, schema: { params: z.object({ digest: Sha256, sha256: Sha256 }) } },
    async (request, reply) => {
      const { digest, sha256 } = request.params;
      const answer = await terminals.file(digest, sha256);
      if (!answer.ok) return reply.send(refuse(reply, answer));
      return reply.type("application/octet-stream").send(Buffer.from(answer.value));
    },
  );

  app.get("/nearby", { config, schema: { response: { 200: Nearby, ...problems } } }, async (request, reply) => {
    const answer = await terminals.nearby(terminalOf(request));
    return answer.ok ? answer.value : refuse(reply, answer);
  });
};
