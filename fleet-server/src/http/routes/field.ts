// What technicians' phones take along and bring back; what of it needs somebody; the codes on terminals.
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import {
  ClientId,
  ContractId,
  DecidePosition,
  FieldAnswer,
  FieldAttention,
  FieldAttentionQuery,
  FieldBundle,
  FieldLog,
  FieldLogQuery,
  FieldUpload,
  KioskId,
  KioskTags,
  PhotoUpload,
  PositionProposal,
  PositionProposals,
  photoChunkLimitBytes,
  SettleFieldItem,
} from "@kiosk/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { FieldRoom } from "../../fleet/field-room.ts";
import { holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const uses = { access: holderOf("field.use") } as const;
const attends = { access: holderAt("field.attend", "field-item") } as const;
const photoParams = z.object({ photoId: ClientId });
/** an item's id, or that and a number */
const itemParams = z.object({ id: z.string().max(60) });

const gzipped = promisify(gzip);

/** A day's data are a tenth of their length when packed, and a phone may have one bar of signal. */
async function packed(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  reply.header("vary", "accept-encoding");
  const takes = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  if (!takes || typeof payload !== "string" || reply.statusCode !== 200) return payload;
  reply.header("content-encoding", "gzip");
  return gzipped(payload);
}

export const fieldRoutes: FastifyPluginAsyncZod<{ field: FieldRoom }> = async (app, { field }) => {
  app.addContentTypeParser(
    ["image/jpeg", "image/png", "application/octet-stream"],
    { parseAs: "buffer", bodyLimit: photoChunkLimitBytes },
    (_request, body, done) => done(null, body),
  );

  app.get(
    "/field/bundle",
    { config: uses, onSend: packed, schema: { response: { 200: FieldBundle, 304: z.null(), ...problems } } },
    async (request, reply) => {
      const { userId } = request.caller;
      if (userId === null) return refuse(reply, { ok: false, code: "access.denied", detail: "field.use" });
      const bundle = await field.bundles.bundle(request.caller, userId);
      const etag = `"${bundle.etag}"`;
      reply.header("etag", etag);
      if (request.headers["if-none-match"] !== etag) return bundle;
      reply.code(304);
      return null;
    },
  );

  app.post(
    "/field/items",
    { config: uses, schema: { body: FieldUpload, response: { 200: FieldAnswer, ...problems } } },
    (request) => field.desk.take(request.caller, request.body),
  );

  app.get(
    "/field/photos/:photoId",
    { config: uses, schema: { params: photoParams, response: { 200: PhotoUpload, ...problems } } },
    async (request, reply) => {
      const answer = await field.photos.standing(request.caller, request.params.photoId.toLowerCase());
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.put(
    "/field/photos/:photoId",
    {
      bodyLimit: photoChunkLimitBytes,
      config: uses,
      schema: {
        params: photoParams,
        querystring: z.object({ offset: z.coerce.number().int().min(0) }),
        response: { 200: PhotoUpload, ...problems },
      },
      errorHandler: (error, _request, reply) => {
        if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
        return reply.send(refuse(reply, { ok: false, code: "field.photo-too-large", detail: "" }));
      },
    },
    async (request, reply) => {
      const body: unknown = request.body;
      const bytes = body instanceof Uint8Array ? body : new Uint8Array();
      const photoId = request.params.photoId.toLowerCase();
      const answer = await field.photos.take(request.caller, photoId, request.query.offset, bytes);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/field/attention",
    {
      config: { access: holderOf("field.attend") },
      schema: { querystring: FieldAttentionQuery, response: { 200: FieldAttention, ...problems } },
    },
    (request) => field.desk.attention(request.caller, request.query),
  );

  app.post(
    "/field/attention/:id/settle",
    {
      config: attends,
      schema: {
        params: itemParams,
        body: SettleFieldItem,
        response: { 200: z.object({ key: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const answer = await field.desk.settle(request.caller, request.params.id, request.body.why);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/field/attention/:id/retry",
    {
      config: attends,
      schema: { params: itemParams, response: { 200: FieldAnswer.shape.items.element, ...problems } },
    },
    async (request, reply) => {
      const answer = await field.desk.retry(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/kiosks/:id/field-log",
    {
      config: { access: holderAt("inspection.read", "kiosk") },
      schema: {
        params: z.object({ id: KioskId }),
        querystring: FieldLogQuery,
        response: { 200: FieldLog, ...problems },
      },
    },
    (request) => field.desk.log(request.caller, request.params.id, request.query),
  );

  app.get(
    "/kiosk-positions",
    {
      config: { access: holderOf("kiosk.manage") },
      schema: { response: { 200: PositionProposals, ...problems } },
    },
    (request) => field.positions.proposals(request.caller),
  );

  app.post(
    "/kiosks/:id/positions/:proposalId",
    {
      config: { access: holderAt("kiosk.manage", "kiosk") },
      schema: {
        params: z.object({ id: KioskId, proposalId: z.string().max(60) }),
        body: DecidePosition,
        response: { 200: PositionProposal, ...problems },
      },
    },
    async (request, reply) => {
      const { id, proposalId } = request.params;
      const answer = await field.positions.decide(request.caller, id, proposalId, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.get(
    "/contracts/:id/kiosk-tags",
    {
      config: { access: holderAt("kiosk.enrol", "contract") },
      schema: { params: z.object({ id: ContractId }), response: { 200: KioskTags, ...problems } },
    },
    async (request, reply) => {
      const answer = field.tags.tags(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};
