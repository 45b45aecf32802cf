import { SearchQuery, SearchResult } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { SearchApi } from "../../fleet/search.ts";
import { holderOf } from "../access.ts";
import { problems } from "./route-options.ts";

export const searchRoutes: FastifyPluginAsyncZod<{ search: SearchApi }> = async (app, { search }) => {
  app.get(
    "/search",
    {
      config: { access: holderOf("search.use") },
      schema: { querystring: SearchQuery, response: { 200: SearchResult, ...problems } },
    },
    async (request) => search.search(request.caller, request.query),
  );
};
