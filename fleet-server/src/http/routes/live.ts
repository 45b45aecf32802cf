import { LiveEvent } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { signedIn } from "../access.ts";
import type { LiveHub } from "../live-hub.ts";
import { problems } from "./route-options.ts";

/** Server-sent events; the response stays open until one side goes. */
export const liveRoutes: FastifyPluginAsyncZod<{ hub: LiveHub }> = async (app, { hub }) => {
  app.get(
    "/live",
    {
      exposeHeadRoute: false,
      config: { access: signedIn },
      schema: {
        description: "Server-sent events: each `data` is one LiveEvent.",
        response: { 200: { content: { "text/event-stream": { schema: LiveEvent } } }, ...problems },
      },
    },
    (request, reply) => {
      const lastEventId = request.headers["last-event-id"];
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      raw.on("close", () => hub.leave(raw));
      raw.on("error", () => hub.leave(raw));
      const session = request.visit?.id ?? null;
      hub.join(raw, typeof lastEventId === "string" ? lastEventId : undefined, { session, from: request.ip });
    },
  );
};
