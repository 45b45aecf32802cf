import {
  ContractId,
  Ledger,
  LedgerFileQuery,
  LedgerQuery,
  ledgerKinds,
  NewReport,
  OwedReports,
  Redraft,
  ReportActRequest,
  ReportDetail,
  ReportDetailQuery,
  ReportFileQuery,
  ReportFilter,
  ReportPage,
  ReportTemplateChange,
  ReportTemplates,
  ReportTextChange,
  reportKinds,
  WordFormRemoval,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { wordFormLimitBytes } from "../../domain/report/template.ts";
import { docxType } from "../../fleet/report-files.ts";
import type { ReportApi, ReportFormsApi } from "../../report-api.ts";
import { bodyField, holderAt, holderOf } from "../access.ts";
import { sendStoredFile } from "../headers.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const params = z.object({ id: z.uuid() });
const contract = z.object({ id: ContractId });
const ledger = contract.extend({ ledger: z.enum(ledgerKinds) });
const form = contract.extend({ kind: z.enum(reportKinds) });
/** Header values are ASCII: names of files and reasons come percent-encoded. */
const wordHeaders = z.object({ "x-file-name": z.string().min(1).max(1000).default("form.docx") });
const wordQuery = z.object({ note: WordFormRemoval.shape.note, seenVersion: z.coerce.number().int().min(0) });

const reads = { access: holderAt("report.read", "report") } as const;
const drafts = { access: holderAt("report.draft", "report") } as const;
const readsOf = { access: holderAt("report.read", "contract") } as const;
const shapes = { access: holderAt("report.template", "contract") } as const;

export interface ReportRouteOptions {
  readonly reports: ReportApi;
  readonly reportForms: ReportFormsApi;
}

export const reportRoutes: FastifyPluginAsyncZod<ReportRouteOptions> = async (app, { reports, reportForms }) => {
  app.addContentTypeParser(
    [docxType, "application/octet-stream"],
    { parseAs: "buffer", bodyLimit: wordFormLimitBytes },
    (_request, body, done) => done(null, body),
  );

  app.get(
    "/reports",
    {
      config: { access: holderOf("report.read") },
      schema: { querystring: ReportFilter, response: { 200: ReportPage, ...problems } },
    },
    async (request) => reports.list(request.caller, request.query),
  );

  app.get(
    "/reports/owed",
    {
      config: { access: holderOf("report.read") },
      schema: {
        querystring: z.object({ contract: ContractId.optional() }),
        response: { 200: OwedReports, ...problems },
      },
    },
    async (request) => reports.owed(request.caller, request.query.contract),
  );

  app.post(
    "/reports",
    {
      config: { access: holderAt("report.draft", "contract", bodyField("contractId")) },
      schema: { body: NewReport, response: { 201: ReportDetail, ...problems } },
    },
    async (request, reply) => {
      const answer = await reports.draft(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/reports/:id",
    { config: reads, schema: { params, querystring: ReportDetailQuery, response: { 200: ReportDetail, ...problems } } },
    async (request, reply) => {
      const answer = await reports.read(request.caller, request.params.id, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/reports/:id/drafts",
    { config: drafts, schema: { params, body: Redraft, response: { 201: ReportDetail, ...problems } } },
    async (request, reply) => {
      const answer = await reports.redraft(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.put(
    "/reports/:id/texts",
    { config: drafts, schema: { params, body: ReportTextChange, response: { 200: ReportDetail, ...problems } } },
    async (request, reply) => {
      const answer = await reports.edit(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/reports/:id/acts",
    // which act of which state takes which right: domain/report/machine.ts
    { config: reads, schema: { params, body: ReportActRequest, response: { 200: ReportDetail, ...problems } } },
    async (request, reply) => {
      const answer = await reports.act(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/reports/:id/file",
    { config: reads, schema: { params, querystring: ReportFileQuery } },
    async (request, reply) => {
      const answer = await reports.file(request.caller, request.params.id, request.query);
      return answer.ok ? sendStoredFile(reply, answer.value) : reply.send(refuse(reply, answer));
    },
  );

  app.get(
    "/contracts/:id/ledgers/:ledger",
    { config: readsOf, schema: { params: ledger, querystring: LedgerQuery, response: { 200: Ledger, ...problems } } },
    async (request, reply) => {
      const { id, ledger: kind } = request.params;
      const answer = await reports.ledger(request.caller, id, kind, request.query);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/ledgers/:ledger/file",
    { config: readsOf, schema: { params: ledger, querystring: LedgerFileQuery } },
    async (request, reply) => {
      const { id, ledger: kind } = request.params;
      const answer = await reports.ledgerFile(request.caller, id, kind, request.query);
      return answer.ok ? sendStoredFile(reply, answer.value) : reply.send(refuse(reply, answer));
    },
  );

  app.get(
    "/contracts/:id/report-templates",
    { config: readsOf, schema: { params: contract, response: { 200: ReportTemplates, ...problems } } },
    async (request, reply) => {
      const answer = await reportForms.templates(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/report-templates/:kind",
    {
      config: shapes,
      schema: { params: form, body: ReportTemplateChange, response: { 201: ReportTemplates, ...problems } },
    },
    async (request, reply) => {
      const { id, kind } = request.params;
      const answer = await reportForms.change(request.caller, id, kind, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/contracts/:id/report-templates/:kind/word",
    { config: shapes, schema: { params: form } },
    async (request, reply) => {
      const answer = await reportForms.word(request.caller, request.params.id, request.params.kind);
      return answer.ok ? sendStoredFile(reply, answer.value) : reply.send(refuse(reply, answer));
    },
  );

  app.put(
    "/contracts/:id/report-templates/:kind/word",
    {
      bodyLimit: wordFormLimitBytes,
      config: { ...shapes, limit: "upload" },
      schema: {
        params: form,
        headers: wordHeaders,
        querystring: wordQuery,
        response: { 201: ReportTemplates, ...problems },
      },
      errorHandler: (error, _request, reply) => {
        if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
        return reply.send(refuse(reply, { ok: false, code: "report.word-too-large", detail: "" }));
      },
    },
    async (request, reply) => {
      const { id, kind } = request.params;
      const body: unknown = request.body;
      const bytes = body instanceof Uint8Array ? body : new Uint8Array();
      const name = decoded(request.headers["x-file-name"]);
      const answer = await reportForms.putWord(request.caller, id, kind, { bytes, name }, request.query);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/contracts/:id/report-templates/:kind/word/removal",
    {
      config: shapes,
      schema: { params: form, body: WordFormRemoval, response: { 200: ReportTemplates, ...problems } },
    },
    async (request, reply) => {
      const { id, kind } = request.params;
      const answer = await reportForms.removeWord(request.caller, id, kind, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // a stray percent sign is part of the name
    return text;
  }
}
