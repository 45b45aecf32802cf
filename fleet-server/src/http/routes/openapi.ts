import type { FastifyPluginAsync } from "fastify";
import { signedIn } from "../access.ts";

export const openapiRoutes: FastifyPluginAsync = async (app) => {
  // built once, when the first asks and every route is there
  let text: string | undefined;
  app.get("/openapi.json", { config: { access: signedIn }, schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.type("application/json; charset=utf-8").send(text);
  });
};
