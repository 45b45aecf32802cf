// Files come as the bare body of a request: nothing is parsed but its first and last bytes.
import { EvidenceDigest, EvidenceView } from "@kiosk/contract";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { evidenceLimitBytes } from "../../domain/evidence/media-type.ts";
import { holderAt, holderOf } from "../access.ts";
import { sendStoredFile } from "../headers.ts";
import { refuse } from "../problem.ts";
import { problems, type RouteOptions } from "./route-options.ts";

/** Header values are ASCII: names of people and files come percent-encoded. */
const headers = z.object({ "x-file-name": z.string().min(1).max(1000) });

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // a stray percent sign is part of the name
    return text;
  }
}

function digestOf({ params }: FastifyRequest): unknown {
  return typeof params === "object" && params !== null && "digest" in params ? params.digest : undefined;
}

export const evidenceRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, { api }) => {
  app.addContentTypeParser(
    ["image/jpeg", "image/png", "application/pdf", "application/octet-stream"],
    { parseAs: "buffer", bodyLimit: evidenceLimitBytes },
    (_request, body, done) => done(null, body),
  );

  app.post(
    "/evidence",
    {
      bodyLimit: evidenceLimitBytes,
      config: { access: holderOf("evidence.add"), limit: "upload" },
      schema: { headers, response: { 201: EvidenceView, ...problems } },
      errorHandler: (error, _request, reply) => {
        if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
        return reply.send(refuse(reply, { ok: false, code: "evidence.too-large", detail: "" }));
      },
    },
    async (request, reply) => {
      const body: unknown = request.body;
      const bytes = body instanceof Uint8Array ? body : new Uint8Array();
      const name = decoded(request.headers["x-file-name"]);
      const answer = await api.addEvidence(request.caller, bytes, name);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.get(
    "/evidence/:digest",
    {
      config: { access: holderAt("evidence.read", "evidence", digestOf) },
      schema: { params: z.object({ digest: EvidenceDigest }) },
    },
    async (request, reply) => {
      const answer = await api.evidence(request.caller, request.params.digest);
      if (!answer.ok) return reply.send(refuse(reply, answer));
      const { view, bytes } = answer.value;
      return sendStoredFile(reply, { ...view, bytes });
    },
  );
};
