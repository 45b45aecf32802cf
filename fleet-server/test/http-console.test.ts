import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttpServer } from "../src/http/http-server.ts";
import { FakeFeed, FakeFleet, fixedClock, NotingLog } from "./http-fake-fleet.ts";

const folder = mkdtempSync(join(tmpdir(), "kiosk-console-"));
const dist = join(folder, "dist");

function server(consoleDir: string | null): Promise<FastifyInstance> {
  return createHttpServer({
    api: new FakeFleet(),
    feed: new FakeFeed(),
    consoleDir,
    log: new NotingLog(),
    clock: fixedClock,
  });
}

afterAll(() => rmSync(folder, { recursive: true }));

describe("a built console", () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    mkdirSync(join(dist, "assets"), { recursive: true });
    writeFileSync(join(dist, "index.html"), "<title>console</title>");
    writeFileSync(join(dist, "assets", "app-1a2b3c.js"), "run()");
    writeFileSync(join(folder, "secret.txt"), "not for the browser");
    app = await server(dist);
  });
  afterAll(() => app.close());

  test.each(["/", "/terminals/cn-001", "/work-orders?state=all"])("%s is the page, never cached", async (url) => {
    const response = await app.inject(url);
    expect([response.statusCode, response.body]).toEqual([200, "<title>console</title>"]);
    expect(response.headers["cache-control"]).toBe("no-cache");
    expect(response.headers["content-type"]).toContain("text/html");
  });

  test("an asset with its hash in the name is cached for ever", async () => {
    const response = await app.inject("/assets/app-1a2b3c.js");
    expect(response.body).toBe("run()");
    expect(response.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  test("an asset that is not there is not found, rather than being the page", async () => {
    expect((await app.inject("/assets/app-gone.js")).statusCode).toBe(404);
  });

  test("a map configuration that nobody made is an empty answer, one that somebody made is that file", async () => {
    expect((await app.inject("/map-config.json")).statusCode).toBe(204);
    writeFileSync(join(dist, "map-config.json"), "{}");
    expect((await app.inject("/map-config.json")).body).toBe("{}");
  });

  test("an unknown interface address is not the page", async () => {
    const response = await app.inject("/api/v2/kiosks");
    expect([response.statusCode, response.json().code]).toEqual([404, "resource.not-found"]);
  });

  test.each(["/../secret.txt", "/..%2fsecret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"])(
    "%s does not leave the folder",
    async (url) => {
      const response = await app.inject(url);
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.body).not.toContain("not for the browser");
    },
  );

  test("the page may load from here alone, and its address is never turned into https", async () => {
    const { headers } = await app.inject("/");
    const policy = String(headers["content-security-policy"]).split(";");
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
      ]),
    );
    expect(policy).not.toContain("upgrade-insecure-requests");
    expect(headers["strict-transport-security"]).toBeUndefined();
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });
});

describe("a console that was not built", () => {
  test("each page says so, in both languages, and the interface works", async () => {
    const app = await server(null);
    const page = await app.inject("/terminals");
    expect(page.statusCode).toBe(503);
    expect(page.body).toContain("控制台尚未构建");
    expect(page.body).toContain("has not been built");
    expect((await app.inject("/api/v1/health")).statusCode).toBe(200);
    expect((await app.inject("/assets/app.js")).statusCode).toBe(404);
    await app.close();
  });
});
