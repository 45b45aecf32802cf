// The audit log, for its administrator and nobody else.
import { AuditList, AuditQuery, AuditVerification } from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { csvOf } from "../../domain/csv.ts";
import type { AuditDesk } from "../../fleet/audit-desk.ts";
import { holderOf } from "../access.ts";
import { problems } from "./route-options.ts";

/** Lines of one exported sheet: what a spreadsheet program opens. */
const sheetLimit = 100_000;
const pageSize = 500;

export const auditRoutes: FastifyPluginAsyncZod<{ auditDesk: AuditDesk }> = async (app, { auditDesk }) => {
  const config = { access: holderOf("audit.read") };

  app.get(
    "/audit",
    { config, schema: { querystring: AuditQuery, response: { 200: AuditList, ...problems } } },
    async (request) => auditDesk.list(request.query),
  );

  app.get(
    "/audit.csv",
    { config: { ...config, limit: "export" as const }, schema: { querystring: AuditQuery } },
    async (request, reply) => {
      const lines: (readonly unknown[])[] = [];
      let { before } = request.query;
      while (lines.length < sheetLimit) {
        const page = await auditDesk.list({ ...request.query, before, limit: pageSize });
        for (const e of page.entries) {
          const facts = [e.action, e.target, e.contractId ?? "", e.result, json(e.before), json(e.after), e.hash];
          lines.push([e.seq, new Date(e.at).toISOString(), e.by, e.name, e.from, ...facts]);
        }
        if (page.next === null) break;
        before = page.next;
      }
      reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="audit.csv"')
        .header("cache-control", "no-store");
      return reply.send(csvOf(head, lines));
    },
  );

  app.get("/audit/verification", { config, schema: { response: { 200: AuditVerification, ...problems } } }, async () =>
    auditDesk.verify(),
  );
};

const head = ["seq", "at", "by", "name", "from", "action", "target", "contract", "result", "before", "after", "hash"];

function json(value: unknown): string {
  return value === null ? "" : JSON.stringify(value);
}
