// Serves the built console: hashed assets for ever, index.html always fresh and for every page address; field.html, the phone's
// page, for those under /field, and the worker that keeps it there.
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "./failures.ts";
import { sendPage, sendPlainPage, workerPolicy } from "./headers.ts";

const indexPage = "index.html";
const fieldPage = "field.html";
const fieldWorker = "field-worker.js";
const pages: readonly string[] = [`/${indexPage}`, `/${fieldPage}`];
/** An option of the installation that every map asks for; where it is absent that is an answer and no error. */
const mapConfig = "/map-config.json";

/** A page address of the console: not the API, and no file name at its end. */
function isPageAddress(request: FastifyRequest): boolean {
  const path = request.url.split("?")[0] ?? "";
  const reads = request.method === "GET" || request.method === "HEAD";
  return reads && !/^\/api(?:\/|$)/.test(path) && !(path.split("/").at(-1) ?? "").includes(".");
}

function isFieldAddress({ url }: FastifyRequest): boolean {
  return /^\/field(?:[/?]|$)/.test(url);
}

/** Routes of the console; `consoleDir` null: it was not built, and each page says so. */
export async function serveConsole(app: FastifyInstance, consoleDir: string | null): Promise<void> {
  if (consoleDir === null) {
    app.setNotFoundHandler((request, reply) =>
      isPageAddress(request) ? sendNotBuilt(reply) : sendProblem(reply, "resource.not-found"),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: consoleDir,
    cacheControl: false,
    schemaHide: true,
    // the page goes out with a nonce of its own, and only so
    index: false,
    // the build puts them beside its assets; nothing is compressed while somebody waits
    preCompressed: true,
    allowedPath: (path) => !pages.includes(path),
    setHeaders: (reply, path) => {
      if (basename(path) === fieldWorker) void reply.header("content-security-policy", workerPolicy);
      const hashed = /[\\/]assets[\\/]/.test(path);
      void reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  // read each time: a build may have replaced it
  const read = (name: string) => readFile(join(consoleDir, name), "utf8");
  const page = async (reply: FastifyReply) => sendPage(reply, await read(indexPage));
  app.get("/", { schema: { hide: true } }, (_request, reply) => page(reply));
  app.setNotFoundHandler(async (request, reply) => {
    if (isPageAddress(request)) {
      return isFieldAddress(request) ? sendPlainPage(reply, await read(fieldPage)) : page(reply);
    }
    if (request.url === mapConfig) return reply.code(204).send();
    return sendProblem(reply, "resource.not-found");
  });
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .type("text/html; charset=utf-8")
    .send(`<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>控制台未构建</title>
<p>控制台尚未构建。请运行 <code>npm run build</code>，然后重新启动服务器。接口仍可使用：<a href="/api/openapi.json">/api/openapi.json</a></p>
<p lang="en">The console has not been built. Run <code>npm run build</code> and start the server again. The interface works: <a href="/api/openapi.json">/api/openapi.json</a></p>
</html>
`);
}
