import { ContractList } from "@kiosk/contract";
import { afterEach, expect, test, vi } from "vitest";
import { ApiError, isProblem } from "./api-error.ts";
import { type RequestOptions, request } from "./request.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

type Peer = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A peer in the place of the network: it gets the real URL and options and answers with a real Response. */
function ask(peer: Peer, options?: RequestOptions): Promise<unknown> {
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => peer(url, init));
  return request(ContractList, "/contracts", options);
}

const silent: Peer = (_url, init) =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const error: unknown = await promise.then(
    () => "no error",
    (e: unknown) => e,
  );
  return error instanceof ApiError ? error.failure : error;
}

test("an answer is parsed and empty query values are left out", async () => {
  let asked = "";
  const value = await ask(
    (url) => {
      asked = url;
      return Response.json({ contracts: [] });
    },
    { query: { q: "虹桥 1", street: undefined, health: "" } },
  );
  expect(value).toEqual({ contracts: [] });
  expect(asked).toBe("/api/v1/contracts?q=%E8%99%B9%E6%A1%A5+1");
});

test("a problem body becomes a typed refusal with its code", async () => {
  const body = { code: "order.refused", zh: "不允许", en: "refused", issues: [] };
  const promise = ask(() => Response.json(body, { status: 409 }));
  const error: unknown = await promise.catch((e: unknown) => e);
  expect(isProblem(error, "order.refused")).toBe(true);
  expect(isProblem(error, "order.duplicate")).toBe(false);
});

test("an answer that breaks the contract names the field", async () => {
  const promise = ask(() => Response.json({ contracts: [{ id: "cn" }] }));
  expect(await failureOf(promise)).toEqual({ name: "malformed", status: 200, where: "contracts.0.zh" });
});

test("a page of HTML in place of an answer is malformed, not a crash", async () => {
  const promise = ask(() => new Response("<!doctype html>"));
  expect(await failureOf(promise)).toMatchObject({ name: "malformed", status: 200 });
});

test("an error answer without a problem body keeps its status", async () => {
  const promise = ask(() => new Response("bad gateway", { status: 502 }));
  expect(await failureOf(promise)).toEqual({ name: "malformed", status: 502, where: "" });
});

test("a server that never answers is a timeout", async () => {
  expect(await failureOf(ask(silent, { timeoutMs: 5 }))).toEqual({ name: "timeout", afterMs: 5 });
});

test("a connection that breaks is a network failure", async () => {
  const promise = ask(() => Promise.reject(new TypeError("Failed to fetch")));
  expect(await failureOf(promise)).toEqual({ name: "network" });
});

test("the caller's own abort is not dressed up as a failure", async () => {
  const controller = new AbortController();
  const promise = ask(silent, { signal: controller.signal });
  controller.abort();
  expect(await failureOf(promise)).toMatchObject({ name: "AbortError" });
});

test.each([
  { who: "nobody at the desk", navigator: { userActivation: { isActive: false } }, says: "1" },
  { who: "somebody who just clicked", navigator: { userActivation: { isActive: true } }, says: null },
  { who: "a browser that cannot tell", navigator: {}, says: null },
])("asked with $who before it, it says so: $says", async ({ navigator, says }) => {
  vi.stubGlobal("navigator", navigator);
  const asked: (string | null)[] = [];
  const peer: Peer = (_url, init) => {
    asked.push(new Headers(init.headers).get("x-kiosk-background"));
    return Response.json({ contracts: [] });
  };
  for (const options of [{}, { method: "POST", body: {} }, { method: "POST", file: new Blob(["x"]) }] as const) {
    await ask(peer, options);
  }
  expect(asked).toEqual([says, says, says]);
  await ask(peer, { byPerson: true });
  expect(asked[3]).toBeNull();
});
