import { LiveEvent } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { signedIn } from "../access.ts";
import { sendProblem } from "../failures.ts";
import { rawHeaders } from "../headers.ts";
import { LiveSeats } from "../limits-live.ts";
import type { LiveHub } from "../live-hub.ts";
import { problems } from "./route-options.ts";

/** Server-sent events; the response stays open until one side goes. */
export const liveRoutes: FastifyPluginAsyncZod<{ hub: LiveHub }> = async (app, { hub }) => {
  const seats = new LiveSeats();
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
    (request, reply): void => {
      const lastEventId = request.headers["last-event-id"];
      const giveBack = seats.take(request.visit?.id ?? request.ip);
      if (giveBack === undefined) return void sendProblem(reply, "live.too-many");
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...rawHeaders(reply),
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
      });
      raw.on("close", () => {
        giveBack();
        hub.leave(raw);
      });
      raw.on("error", () => hub.leave(raw));
      const session = request.visit?.id ?? null;
      hub.join(raw, typeof lastEventId === "string" ? lastEventId : undefined, { session, from: request.ip });
    },
  );
};
