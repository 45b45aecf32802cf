// 自助办管理平台: packages and their publishers, and what is offered on the terminals of a contract.
import {
  ContractId,
  ContractShelf,
  NewPublisher,
  NewShelfChange,
  NewVersionStep,
  PackageList,
  PackageVersion,
  Publisher,
  PublisherList,
  Sha256,
  ShelfChange,
  ShelfPreview,
} from "@kiosk/contract";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ShelfApi } from "../../fleet/shelf-desk.ts";
import { packedLimitBytes } from "../../fleet/shelf-intake.ts";
import type { PackageApi } from "../../fleet/shelf-packages.ts";
import type { PublisherApi } from "../../fleet/shelf-publishers.ts";
import { holderAt, holderOf } from "../access.ts";
import { refuse } from "../problem.ts";
import { problems } from "./route-options.ts";

const ofPackage = z.object({ digest: Sha256 });
const ofContract = z.object({ id: ContractId });
const ofChange = z.object({ id: ContractId, changeId: z.uuid() });
const ofKey = z.object({ keyId: z.string().regex(/^[0-9a-f]{16}$/) });

export const packageRoutes: FastifyPluginAsyncZod<{ packages: PackageApi }> = async (app, { packages }) => {
  app.addContentTypeParser(
    ["application/octet-stream", "application/gzip"],
    { parseAs: "buffer", bodyLimit: packedLimitBytes },
    (_request, body, done) => done(null, body),
  );

  app.get(
    "/shelf/packages",
    { config: { access: holderOf("shelf.read") }, schema: { response: { 200: PackageList, ...problems } } },
    async (request) => packages.list(request.caller),
  );

  app.post(
    "/shelf/packages",
    {
      bodyLimit: packedLimitBytes,
      config: { access: holderOf("shelf.publish"), limit: "upload" },
      schema: { response: { 201: PackageVersion, ...problems } },
      errorHandler: (error, _request, reply) => {
        if (error.code !== "FST_ERR_CTP_BODY_TOO_LARGE") throw error;
        return reply.send(refuse(reply, { ok: false, code: "package.too-large", detail: "" }));
      },
    },
    async (request, reply) => {
      const body: unknown = request.body;
      const answer = await packages.upload(request.caller, body instanceof Uint8Array ? body : new Uint8Array());
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  for (const [path, right] of [
    ["tests", "shelf.publish"],
    ["steps", "shelf.review"],
  ] as const) {
    app.post(
      `/shelf/packages/:digest/${path}`,
      {
        config: { access: holderOf(right) },
        schema: { params: ofPackage, body: NewVersionStep, response: { 200: PackageVersion, ...problems } },
      },
      async (request, reply) => {
        const answer = await packages.step(request.caller, request.params.digest, request.body, right);
        return answer.ok ? answer.value : refuse(reply, answer);
      },
    );
  }
};

export const publisherRoutes: FastifyPluginAsyncZod<{ publishers: PublisherApi }> = async (app, { publishers }) => {
  app.get(
    "/shelf/publishers",
    { config: { access: holderOf("shelf.trust") }, schema: { response: { 200: PublisherList, ...problems } } },
    async (request) => publishers.list(request.caller),
  );

  app.post(
    "/shelf/publishers",
    {
      config: { access: holderOf("shelf.trust") },
      schema: { body: NewPublisher, response: { 201: Publisher, ...problems } },
    },
    async (request, reply) => {
      const answer = await publishers.add(request.caller, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  app.post(
    "/shelf/publishers/:keyId/revoke",
    {
      config: { access: holderOf("shelf.trust") },
      schema: { params: ofKey, response: { 200: Publisher, ...problems } },
    },
    async (request, reply) => {
      const answer = await publishers.revoke(request.caller, request.params.keyId);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );
};

export const shelfRoutes: FastifyPluginAsyncZod<{ shelf: ShelfApi }> = async (app, { shelf }) => {
  app.get(
    "/contracts/:id/shelf",
    {
      config: { access: holderAt("shelf.read", "contract") },
      schema: { params: ofContract, response: { 200: ContractShelf, ...problems } },
    },
    async (request, reply) => {
      const answer = await shelf.contract(request.caller, request.params.id);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/shelf/preview",
    {
      config: { access: holderAt("shelf.change", "contract") },
      schema: { params: ofContract, body: NewShelfChange, response: { 200: ShelfPreview, ...problems } },
    },
    async (request, reply) => {
      const answer = await shelf.preview(request.caller, request.params.id, request.body);
      return answer.ok ? answer.value : refuse(reply, answer);
    },
  );

  app.post(
    "/contracts/:id/shelf/changes",
    {
      config: { access: holderAt("shelf.change", "contract") },
      schema: { params: ofContract, body: NewShelfChange, response: { 201: ShelfChange, ...problems } },
    },
    async (request, reply) => {
      const answer = await shelf.change(request.caller, request.params.id, request.body);
      if (!answer.ok) return refuse(reply, answer);
      reply.code(201);
      return answer.value;
    },
  );

  for (const act of ["stop", "undo"] as const) {
    app.post(
      `/contracts/:id/shelf/changes/:changeId/${act}`,
      {
        config: { access: holderAt("shelf.change", "contract") },
        schema: { params: ofChange, response: { 200: ShelfChange, ...problems } },
      },
      async (request, reply) => {
        const answer = await shelf[act](request.caller, request.params.id, request.params.changeId);
        return answer.ok ? answer.value : refuse(reply, answer);
      },
    );
  }
};
