import { connect } from "node:net";
import { text } from "node:stream/consumers";
import {
  ContractList,
  KioskDetail,
  KioskList,
  OrderDetail,
  OrderList,
  Overview,
  Problem,
  QuarantineDetail,
  QuarantineList,
  ServerHealth,
  Timeline,
} from "@kiosk/contract";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { createHttpServer } from "../src/http/http-server.ts";
import { StoreError } from "../src/ports.ts";
import { FakeFeed, FakeFleet, fixedClock, NotingLog, row } from "./http-fake-fleet.ts";

let fleet: FakeFleet;
let log: NotingLog;
let app: FastifyInstance;

beforeEach(async () => {
  fleet = new FakeFleet();
  log = new NotingLog();
  app = await createHttpServer({ api: fleet, feed: new FakeFeed(), consoleDir: null, log, clock: fixedClock });
});
afterEach(() => app.close());

const newKiosk = {
  id: "cn-099",
  contractId: "changning",
  seq: 99,
  name: "新终端",
  district: "",
  street: "",
  address: "某路1号",
  macs: [],
  lon: 121,
  lat: 31,
  confidence: "low",
};
const newOrder = {
  kioskId: "cn-001",
  deviceId: null,
  class: "software",
  title: "黑屏",
  description: "",
  actor: "值班员",
};

/** The answer is a Problem with this status and code and says nothing of the program's inside. */
function expectProblem(response: { statusCode: number; body: string }, status: number, code: string): Problem {
  expect(response.statusCode).toBe(status);
  const body = Problem.strict().parse(JSON.parse(response.body));
  expect(body.code).toBe(code);
  expect(response.body).not.toMatch(/node_modules|at .*\.ts:/);
  return body;
}

describe("each route answers in the contract's words", () => {
  const answers: readonly [string, z.ZodType][] = [
    ["/api/v1/health", ServerHealth],
    ["/api/v1/overview", Overview],
    ["/api/v1/contracts", ContractList],
    ["/api/v1/kiosks", KioskList],
    ["/api/v1/kiosks/cn-001", KioskDetail],
    ["/api/v1/kiosks/cn-001/timeline", Timeline],
    ["/api/v1/work-orders", OrderList],
    ["/api/v1/work-orders/order-1", OrderDetail],
    ["/api/v1/quarantine", QuarantineList],
    ["/api/v1/quarantine/q-1", QuarantineDetail],
  ];
  test("clocks in a list name their clause, those of one order bring its words", async () => {
    const clause = { ref: "C13", text: "故障报告后2小时内首次响应", readingZh: "", readingEn: "" };
    const list = (await app.inject("/api/v1/work-orders")).json();
    expect(list.orders[0].clocks[0].clause).toEqual({ ref: "C13" });
    const detail = (await app.inject("/api/v1/work-orders/order-1")).json();
    expect(detail.order.clocks[0].clause).toEqual(clause);
  });

  test.each(answers)("GET %s", async (url, schema) => {
    const response = await app.inject(url);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(schema.parse(response.json())).toEqual(response.json());
  });

  test("the list's filters reach the fleet", async () => {
    await app.inject("/api/v1/kiosks?contract=changning&q=hq&health=fault&street=%E8%99%B9%E6%A1%A5");
    expect(fleet.told).toEqual([["kiosks", { contract: "changning", q: "hq", health: "fault", street: "虹桥" }]]);
  });

  test("orders are the open ones unless asked otherwise", async () => {
    await app.inject("/api/v1/work-orders");
    expect(fleet.told).toEqual([["orders", { state: "open" }]]);
  });

  test("a created terminal comes back with 201", async () => {
    const response = await app.inject({ method: "POST", url: "/api/v1/kiosks", payload: newKiosk });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ id: "cn-099" });
    expect(fleet.told).toEqual([["createKiosk", newKiosk]]);
  });

  test("opening hours are set and can be taken back", async () => {
    const hours = { week: [{ day: 1, fromMin: 540, toMin: 1020 }] };
    const put = (openingHours: unknown) =>
      app.inject({ method: "PUT", url: "/api/v1/kiosks/cn-001/opening-hours", payload: { openingHours } });
    expect((await put(hours)).json()).toEqual({ ...row, openingHours: hours });
    expect((await put(null)).json()).toEqual(row);
  });

  test("an enrolment code is answered with 201 and may not be cached", async () => {
    const response = await app.inject({ method: "POST", url: "/api/v1/kiosks/cn-001/enrolment-codes" });
    expect(response.statusCode).toBe(201);
    expect(response.headers["cache-control"]).toBe("no-store");
    expect(response.json()).toMatchObject({ code: "ABCD-EFGH-JKLM-NPQR" });
  });

  test("a replacement is accepted with 202 and the command's id", async () => {
    const payload = { deviceId: "ribbon-printer", consumable: "ribbon", part: "", by: "张工" };
    const response = await app.inject({ method: "POST", url: "/api/v1/kiosks/cn-001/replacements", payload });
    expect([response.statusCode, response.json()]).toEqual([202, { commandId: "command-1" }]);
    expect(fleet.told).toEqual([["enterReplacement", payload]]);
  });

  test("an order from the console is a person's, any other is the interface's", async () => {
    const post = (headers: Record<string, string>) =>
      app.inject({ method: "POST", url: "/api/v1/work-orders", headers, payload: newOrder });
    expect((await post({ "x-kiosk-console": "1" })).statusCode).toBe(201);
    await post({});
    await post({ "x-kiosk-console": "yes" });
    expect(fleet.told).toEqual([
      ["openOrder", "黑屏", "person"],
      ["openOrder", "黑屏", "api"],
      ["openOrder", "黑屏", "api"],
    ]);
  });

  test("OpenAPI describes every route, its bodies and its problems", async () => {
    const document = (await app.inject("/api/openapi.json")).json();
    expect(Object.keys(document.paths).toSorted()).toEqual([
      "/api/v1/alarms",
      "/api/v1/calendars",
      "/api/v1/calendars/import",
      "/api/v1/contracts",
      "/api/v1/contracts/{id}/clock-statement",
      "/api/v1/contracts/{id}/parts",
      "/api/v1/contracts/{id}/parts/receipts",
      "/api/v1/contracts/{id}/terms",
      "/api/v1/evidence",
      "/api/v1/evidence/{digest}",
      "/api/v1/health",
      "/api/v1/kiosks",
      "/api/v1/kiosks/{id}",
      "/api/v1/kiosks/{id}/enrolment-codes",
      "/api/v1/kiosks/{id}/opening-hours",
      "/api/v1/kiosks/{id}/replacements",
      "/api/v1/kiosks/{id}/timeline",
      "/api/v1/live",
      "/api/v1/notify",
      "/api/v1/overview",
      "/api/v1/quarantine",
      "/api/v1/quarantine/{id}",
      "/api/v1/work-orders",
      "/api/v1/work-orders/{id}",
      "/api/v1/work-orders/{id}/actions",
      "/api/v1/work-orders/{id}/derivation",
      "/api/v1/work-orders/{id}/preview",
    ]);
    const create = document.paths["/api/v1/kiosks"].post;
    expect(create.requestBody.content["application/json"].schema.required).toContain("address");
    expect(Object.keys(create.responses)).toEqual(["201", "4XX", "5XX"]);
    const code = create.responses["4XX"].content["application/json"].schema.properties.code;
    expect(code.enum).toContain("kiosk.exists");
  });
});

describe("what is refused is a Problem", () => {
  test("a terminal that does not exist", async () => {
    expectProblem(await app.inject("/api/v1/kiosks/cn-404"), 404, "resource.not-found");
  });

  test("an address that does not exist", async () => {
    expectProblem(await app.inject("/api/v1/nothing"), 404, "resource.not-found");
    expectProblem(await app.inject({ method: "DELETE", url: "/api/v1/kiosks/cn-001" }), 404, "resource.not-found");
  });

  test("an address that cannot be decoded", async () => {
    expectProblem(await app.inject("/api/v1/kiosks/%zz"), 400, "request.invalid");
  });

  test("a refusal of the fleet, with its detail", async () => {
    const response = await app.inject({
      method: "POST",
      url: "/api/v1/kiosks",
      payload: { ...newKiosk, id: "cn-001" },
    });
    expect(expectProblem(response, 409, "kiosk.exists").issues).toEqual([{ path: "", message: "cn-001" }]);
  });

  test("an action the order does not allow now", async () => {
    const payload = { type: "verified", actor: "张工", party: "technician", text: "" };
    const response = await app.inject({ method: "POST", url: "/api/v1/work-orders/order-1/actions", payload });
    expectProblem(response, 409, "order.refused");
  });

  test("wrong fields, each by its path", async () => {
    const payload = { ...newKiosk, macs: ["00:11"], lat: 91, colour: "red" };
    const response = await app.inject({ method: "POST", url: "/api/v1/kiosks", payload });
    const { issues } = expectProblem(response, 400, "request.invalid");
    expect(issues.map((issue) => issue.path).toSorted()).toEqual(["", "lat", "macs.0"]);
    expect(issues.find((issue) => issue.path === "")?.message).toContain("colour");
    expect(fleet.told).toEqual([]);
  });

  test("a wrong query, by its name", async () => {
    const { issues } = expectProblem(await app.inject("/api/v1/kiosks?health=purple"), 400, "request.invalid");
    expect(issues.map((issue) => issue.path)).toEqual(["health"]);
  });

  test("a body that is not JSON", async () => {
    const headers = { "content-type": "application/json" };
    const response = await app.inject({ method: "POST", url: "/api/v1/kiosks", headers, payload: "{no" });
    expectProblem(response, 400, "request.invalid");
  });

  test("a body of another kind", async () => {
    const headers = { "content-type": "text/plain" };
    const payload = JSON.stringify(newKiosk);
    expectProblem(
      await app.inject({ method: "POST", url: "/api/v1/kiosks", headers, payload }),
      400,
      "request.invalid",
    );
  });

  test("a body that is missing", async () => {
    expectProblem(await app.inject({ method: "POST", url: "/api/v1/kiosks" }), 400, "request.invalid");
  });

  test("a body above one megabyte", async () => {
    const payload = { ...newKiosk, name: "x".repeat(1024 * 1024) };
    expectProblem(await app.inject({ method: "POST", url: "/api/v1/kiosks", payload }), 413, "wire.too-large");
  });

  test("a database that does not answer, and it is logged", async () => {
    fleet.failure = new StoreError("SQLITE_FULL", "database or disk is full");
    const { issues } = expectProblem(await app.inject("/api/v1/kiosks/cn-001/timeline"), 503, "store.unavailable");
    expect(issues).toEqual([{ path: "", message: "SQLITE_FULL" }]);
    expect(log.lines).toMatchObject([{ event: "http.store-unavailable", fields: { code: "SQLITE_FULL" } }]);
  });

  test("a fault of the program, whose text goes to the log and not to the browser", async () => {
    fleet.failure = new TypeError("secret detail");
    const response = await app.inject("/api/v1/kiosks/cn-001/timeline");
    expectProblem(response, 500, "server.internal");
    expect(response.body).not.toContain("secret detail");
    expect(log.lines).toMatchObject([{ event: "http.failed", fields: { error: "secret detail" } }]);
  });

  test("an answer that breaks the contract, rather than being sent", async () => {
    fleet.health = () => ({ ...new FakeFleet().health(), at: -1 });
    expectProblem(await app.inject("/api/v1/health"), 500, "server.internal");
  });

  test("bytes that are not HTTP", async () => {
    const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
    const socket = connect(Number(address.port), "127.0.0.1");
    socket.write("\x16\x03\x01 this is not HTTP\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expectProblem({ statusCode: 400, body: answer.split("\r\n\r\n")[1] ?? "" }, 400, "request.invalid");
  });
});

describe("only this machine may ask", () => {
  test.each(["10.1.2.3", "::ffff:192.168.1.9", "2001:db8::1"])("a remote address %s is refused", async (address) => {
    const response = await app.inject({ url: "/api/v1/health", remoteAddress: address });
    expectProblem(response, 403, "request.not-loopback");
  });

  test.each(["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])("a remote address %s is served", async (address) => {
    expect((await app.inject({ url: "/api/v1/health", remoteAddress: address })).statusCode).toBe(200);
  });

  test.each(["kiosk.example.com", "127.0.0.1.example.com:8080", "localhost.", "10.0.0.1:8080"])(
    "a host named %s is refused: its name may point here",
    async (host) => {
      expectProblem(await app.inject({ url: "/", headers: { host } }), 403, "request.not-loopback");
    },
  );

  test.each(["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080"])(
    "a host named %s is served",
    async (host) => {
      expect((await app.inject({ url: "/api/v1/health", headers: { host } })).statusCode).toBe(200);
    },
  );

  const host = "127.0.0.1:8080";
  test.each([
    { origin: "http://evil.example" },
    { origin: "http://127.0.0.1:9090" },
    { origin: "https://127.0.0.1:8080" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("a change sent by a foreign page (%j) is refused", async (foreign) => {
    const headers = { host, ...foreign };
    const response = await app.inject({ method: "POST", url: "/api/v1/work-orders", headers, payload: newOrder });
    expectProblem(response, 403, "request.not-loopback");
    expect(fleet.told).toEqual([]);
  });

  test("a change sent by the console's own page is taken", async () => {
    const headers = { host, origin: "http://127.0.0.1:8080", "sec-fetch-site": "same-origin" };
    const response = await app.inject({ method: "POST", url: "/api/v1/work-orders", headers, payload: newOrder });
    expect(response.statusCode).toBe(201);
  });
});
