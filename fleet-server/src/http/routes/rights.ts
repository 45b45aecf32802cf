// Who may do what, as the server enforces it: for whoever has to answer for it.
import { RightsTable } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { holders } from "../../domain/account/rights.ts";
import { terminalRights } from "../../domain/account/terminal-rights.ts";
import { type AccessTable, holderOf } from "../access.ts";
import { problems } from "./route-options.ts";

export const rightsRoutes: FastifyPluginAsyncZod<{ accessTable: AccessTable }> = async (app, { accessTable }) => {
  app.get(
    "/rights",
    { config: { access: holderOf("user.read") }, schema: { response: { 200: RightsTable, ...problems } } },
    async () => ({
      rights: Object.entries(holders).map(([right, roles]) => ({ right, roles: [...roles] })),
      terminals: Object.entries(terminalRights).map(([leaf, right]) => ({ leaf, right })),
      routes: accessTable.map(({ method, url, access }) => ({
        method,
        url,
        who: access.who,
        right: access.who === "holder" ? access.right : null,
        on: access.who === "holder" ? access.on.kind : null,
      })),
    }),
  );
};
