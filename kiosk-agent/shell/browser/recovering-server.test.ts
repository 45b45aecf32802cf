import { afterEach, beforeEach, expect, test } from "vitest";
import { type RecoveringServer, startRecoveringServer } from "./recovering-server.ts";

let server: RecoveringServer;
beforeEach(async () => {
  server = await startRecoveringServer(0);
});
afterEach(() => server.close());

const nearest = { name: "周家桥街道社区事务受理服务中心", address: "长宁路2188号", metres: 640 };

test("the page and its parts are there, and nothing else", async () => {
  const page = await (await fetch(server.origin)).text();
  expect(page).toContain("正在恢复");
  for (const [, path] of page.matchAll(/(?:href|src)="([^"]+)"/g)) {
    expect((await fetch(`${server.origin}/${path}`)).status, path).toBe(200);
  }
  expect((await fetch(`${server.origin}/../browser/main.ts`)).status).toBe(404);
  expect((await fetch(server.origin, { method: "POST" })).status).toBe(404);
});

test("the browser goes on when the launcher says so", async () => {
  const goal = async (): Promise<unknown> => (await fetch(`${server.origin}/agent`)).json();
  expect(await goal()).toEqual({ to: null });
  server.setGoal("http://127.0.0.1:8090/");
  expect(await goal()).toEqual({ to: "http://127.0.0.1:8090/" });
});

test("the nearest terminal travels behind the #, which no server sees", () => {
  const url = new URL(server.address(nearest));
  expect(JSON.parse(decodeURIComponent(url.hash.slice(1)))).toEqual(nearest);
  expect(url.pathname + url.search).toBe("/");
  expect(server.address(null)).toBe(`${server.origin}/`);
});
