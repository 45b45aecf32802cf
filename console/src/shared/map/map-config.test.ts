import { afterEach, expect, test, vi } from "vitest";
import { loadMapConfig } from "./map-config.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

function load(response: Response) {
  vi.stubGlobal("fetch", async () => response);
  return loadMapConfig(new AbortController().signal);
}

test("an absent file means no tiles, however a server says so", async () => {
  expect(await load(new Response("", { status: 404 }))).toBeUndefined();
  expect(await load(new Response(null, { status: 204 }))).toBeUndefined();
});

test("the page itself in place of the file means no tiles", async () => {
  expect(await load(new Response("<!doctype html>", { headers: { "content-type": "text/html" } }))).toBeUndefined();
});

test("a file that breaks the schema means no tiles", async () => {
  expect(await load(Response.json({ tiles: { url: 7 } }))).toBeUndefined();
});

test("a good file gives the tiles with usual zooms", async () => {
  const config = await load(Response.json({ tiles: { url: "/tiles/{z}/{x}/{y}.png", attribution: "天地图" } }));
  expect(config?.tiles).toMatchObject({ url: "/tiles/{z}/{x}/{y}.png", minZoom: 3, maxZoom: 18 });
});
