// A sheet comes as the bare body of a request; what it is follows from its bytes, whatever the request calls it.
import {
  importLimitBytes,
  KioskImportCommit,
  KioskImported,
  KioskImportPreview,
  KioskImportQuery,
} from "@kiosk/contract";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { KioskImportApi } from "../../fleet/kiosk-import-desk.ts";
import { holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const templateName = encodeURIComponent("终端导入模板.xlsx");

function contractOf({ query }: FastifyRequest): unknown {
  return typeof query === "object" && query !== null && "contract" in query ? query.contract : undefined;
}

export interface KioskImportRouteOptions {
  readonly kioskImport: KioskImportApi;
}

export const kioskImportRoutes: FastifyPluginAsyncZod<KioskImportRouteOptions> = async (app, { kioskImport }) => {
  app.addContentTypeParser(
    ["application/octet-stream", "text/csv", xlsxType, "application/vnd.ms-excel"],
    { parseAs: "buffer", bodyLimit: importLimitBytes },
    (_request, body, done) => done(null, body),
  );

  app.get(
    "/kiosk-imports/template",
    { config: { access: holderOf("kiosk.manage"), limit: "export" } },
    async (_, reply) =>
      reply
        .type(xlsxType)
        .header("content-disposition", `attachment; filename*=UTF-8''${templateName}`)
        .send(Buffer.from(kioskImport.template())),
  );

  app.post(
    "/kiosk-imports",
    {
      bodyLimit: importLimitBytes,
      config: { access: holderAt("kiosk.manage", "contract", contractOf), limit: "upload" },
      schema: { querystring: KioskImportQuery, response: { 200: KioskImportPreview, ...problems } },
      errorHandler: (error, _request, reply) => {
        if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
        return reply.send(refuse(reply, { ok: false, code: "import.too-large", detail: "" }));
      },
    },
    async (request, reply) => {
      const body: unknown = request.body;
      const bytes = body instanceof Uint8Array ? body : new Uint8Array();
      const answer = await kioskImport.preview(request.caller, request.query, bytes);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/kiosk-imports/:digest",
    {
      config: { access: holderAt("kiosk.manage", "contract", contractOf), limit: "upload" },
      schema: {
        params: z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
        querystring: KioskImportQuery.pick({ contract: true }),
        body: KioskImportCommit,
        response: { 201: KioskImported, ...problems },
      },
    },
    async (request, reply) => {
      const { contract } = request.query;
      const answer = await kioskImport.commit(request.caller, contract, request.params.digest, request.body.take);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );
};
