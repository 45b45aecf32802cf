import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestServer } from "./server-harness.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-console-"));
const dist = join(folder, "dist");

/** The address goes out as it is written, dots and all. */
async function ask({ app }: TestServer, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(app.httpUrl);
  const request = get({ hostname, port, path, headers });
  const [response] = await once(request, "response");
  const body = await text(response);
  return { statusCode: Number(response.statusCode), body, headers: new Headers(response.headers) };
}

afterAll(() => rmSync(folder, { recursive: true }));

describe("a built console", () => {
  let app: TestServer;
  beforeAll(async () => {
    mkdirSync(join(dist, "assets"), { recursive: true });
    writeFileSync(join(dist, "index.html"), "<title>console</title>");
    writeFileSync(join(dist, "assets", "app-1a2b3c.js"), "run()");
    writeFileSync(join(dist, "assets", "app-1a2b3c.js.br"), brotliCompressSync("run()"));
    writeFileSync(join(folder, "secret.txt"), "not for the browser");
    app = await TestServer.start({ consoleDir: dist });
  });
  afterAll(() => app.stop());

  test.each(["/", "/terminals/cn-001", "/work-orders?state=all"])("%s is the page, never cached", async (url) => {
    const response = await ask(app, url);
    expect([response.statusCode, response.body]).toEqual([200, "<title>console</title>"]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-type")).toContain("text/html");
  });

  test("an asset with its hash in the name is cached for ever", async () => {
    const response = await ask(app, "/assets/app-1a2b3c.js");
    expect(response.body).toBe("run()");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  test("an asset goes out as the build compressed it, to a browser that takes it", async () => {
    const taken = await ask(app, "/assets/app-1a2b3c.js", { "accept-encoding": "gzip, br" });
    expect(taken.headers.get("content-encoding")).toBe("br");
    expect(taken.headers.get("content-type")).toContain("javascript");
    expect(taken.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const plain = await ask(app, "/assets/app-1a2b3c.js");
    expect(plain.headers.get("content-encoding")).toBeNull();
  });

  test("an asset that is not there is not found, rather than being the page", async () => {
    expect((await ask(app, "/assets/app-gone.js")).statusCode).toBe(404);
  });

  test("a map configuration that nobody made is an empty answer, one that somebody made is that file", async () => {
    expect((await ask(app, "/map-config.json")).statusCode).toBe(204);
    writeFileSync(join(dist, "map-config.json"), "{}");
    expect((await ask(app, "/map-config.json")).body).toBe("{}");
  });

  test("an unknown interface address is not the page", async () => {
    const response = await ask(app, "/api/v2/kiosks");
    expect([response.statusCode, JSON.parse(response.body).code]).toEqual([404, "resource.not-found"]);
  });

  test.each(["/../secret.txt", "/..%2fsecret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"])(
    "%s does not leave the folder",
    async (url) => {
      const response = await ask(app, url);
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.body).not.toContain("not for the browser");
    },
  );
});

describe("a console that was not built", () => {
  test("each page says so, in both languages, and the interface works", async () => {
    const app = await TestServer.start({ consoleDir: null });
    const page = await ask(app, "/terminals");
    expect(page.statusCode).toBe(503);
    expect(page.body).toContain("控制台尚未构建");
    expect(page.body).toContain("has not been built");
    expect((await ask(app, "/api/v1/health")).statusCode).toBe(401);
    expect((await ask(app, "/assets/app.js")).statusCode).toBe(404);
    await app.stop();
  });
});
