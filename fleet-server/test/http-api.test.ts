// The interface of a whole server as a signed-in person meets it: answers in the contract's words, refusals as Problems.
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import {
  AuditList,
  ContractList,
  KioskDetail,
  KioskList,
  KioskRow,
  OrderDetail,
  OrderList,
  Overview,
  Problem,
  QuarantineList,
  ServerHealth,
  TimelinePage,
} from "@kiosk/contract";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { SignedIn } from "../../fixtures/people.ts";
import { failureHandler } from "../src/http/failures.ts";
import { StoreError } from "../src/ports.ts";
import { TestServer } from "./server-harness.ts";

let server: TestServer;
let person: SignedIn;

beforeAll(async () => {
  server = await TestServer.start();
  person = await server.allRound();
});
afterAll(() => server.stop());

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
const newOrder = { kioskId: "cn-001", deviceId: null, class: "software", title: "黑屏", description: "" };

/** The answer is a Problem with this status and code. */
function expectProblem(answer: { status: number; body: unknown }, status: number, code: string): Problem {
  expect(answer.status).toBe(status);
  const body = Problem.strict().parse(answer.body);
  expect(body.code).toBe(code);
  expect(body.zh).toMatch(/\p{Script=Han}/u);
  return body;
}

describe("each route answers in the contract's words", () => {
  const answers: readonly [string, z.ZodType][] = [
    ["/health", ServerHealth],
    ["/overview", Overview],
    ["/contracts", ContractList],
    ["/kiosks", KioskList],
    ["/kiosks/cn-001", KioskDetail],
    ["/kiosks/cn-001/timeline", TimelinePage],
    ["/work-orders", OrderList],
    ["/quarantine", QuarantineList],
  ];
  test.each(answers)("GET %s", async (url, schema) => {
    const response = await person.fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const body: unknown = await response.json();
    expect(schema.parse(body)).toEqual(body);
  });

  test("clocks in a list name their clause, those of one order bring its words", async () => {
    const opened = await person.post("/work-orders", newOrder);
    const { order } = OrderDetail.parse(opened.body);
    const list = await person.get(`/work-orders?kiosk=cn-001`, OrderList);
    const row = list.orders.find((o) => o.id === order.id);
    expect(row?.clocks[0]?.clause).toEqual({ ref: order.clocks[0]?.clause.ref });
    expect(order.clocks[0]?.clause.text).toMatch(/\p{Script=Han}/u);
  });

  test("a created terminal comes back with 201, and its filters find it", async () => {
    const created = await person.post("/kiosks", newKiosk);
    expect(created.status).toBe(201);
    expect(KioskRow.parse(created.body).id).toBe("cn-099");
    const { kiosks } = await person.get(`/kiosks?contract=changning&q=${encodeURIComponent("新终端")}`, KioskList);
    expect(kiosks.map((row) => row.id)).toEqual(["cn-099"]);
  });

  test("opening hours are set and can be taken back", async () => {
    const hours = { week: [{ day: 1, fromMin: 540, toMin: 1020 }] };
    const put = (openingHours: unknown) => person.send("PUT", "/kiosks/cn-002/opening-hours", { openingHours });
    expect((await put(hours)).body).toMatchObject({ id: "cn-002", openingHours: hours });
    expect((await put(null)).body).toMatchObject({ openingHours: null });
  });

  test("the telephone of a point is entered and taken back, and each is a line of the audit log", async () => {
    const put = (dutyPhone: unknown) => person.send("PUT", "/kiosks/cn-002/duty-phone", { dutyPhone });
    expect((await put(" 021-62090000转801 ")).body).toMatchObject({ id: "cn-002", dutyPhone: "021-62090000转801" });
    expect((await put(null)).body).toMatchObject({ dutyPhone: null });
    const { entries } = await (await server.people()).auditor.get("/audit?target=cn-002&limit=2", AuditList);
    expect(entries.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      { action: "kiosk.manage", before: { dutyPhone: "021-62090000转801" }, after: { dutyPhone: null } },
      { action: "kiosk.manage", before: { dutyPhone: null }, after: { dutyPhone: "021-62090000转801" } },
    ]);
  });

  test.each(["值班室", "12", "12345\n110", "", 12345])(
    "%j is no telephone of a point, and changes nothing",
    async (wrong) => {
      const { issues } = expectProblem(
        await person.send("PUT", "/kiosks/cn-003/duty-phone", { dutyPhone: wrong }),
        400,
        "request.invalid",
      );
      expect(issues.map(({ path }) => path)).toContain("dutyPhone");
      expect((await person.get("/kiosks/cn-003", KioskDetail)).kiosk.dutyPhone).toBeNull();
    },
  );

  test("a terminal is created with its point's telephone", async () => {
    const withPhone = { ...newKiosk, id: "cn-098", seq: 98, dutyPhone: "12345" };
    expect((await person.post("/kiosks", withPhone)).body).toMatchObject({ dutyPhone: "12345" });
    const wrong = await person.post("/kiosks", { ...withPhone, id: "cn-097", seq: 97, dutyPhone: "值班室" });
    expect(expectProblem(wrong, 400, "request.invalid").issues.map(({ path }) => path)).toEqual(["dutyPhone"]);
  });

  test("an enrolment code is answered with 201 and may not be cached", async () => {
    const response = await person.fetch("/kiosks/cn-001/enrolment-codes", { method: "POST" });
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("an order from the console is a person's, any other is the interface's", async () => {
    const post = async (headers: Record<string, string>) => {
      const body = JSON.stringify(newOrder);
      const all = { "content-type": "application/json", ...headers };
      const response = await person.fetch("/work-orders", { method: "POST", headers: all, body });
      return OrderDetail.parse(await response.json()).order.source;
    };
    expect([await post({ "x-kiosk-console": "1" }), await post({}), await post({ "x-kiosk-console": "yes" })]).toEqual([
      "person",
      "api",
      "api",
    ]);
  });

  test("OpenAPI describes the routes, their bodies and their problems", async () => {
    const cookie = { cookie: person.cookie };
    const response = await fetch(`${server.app.httpUrl}/api/openapi.json`, { headers: cookie });
    const document = OpenApi.parse(await response.json());
    const create = document.paths["/api/v1/kiosks"]?.post;
    expect(create?.requestBody?.content["application/json"].schema.required).toContain("address");
    expect(Object.keys(create?.responses ?? {})).toEqual(["201", "4XX", "5XX"]);
  });
});

const OpenApi = z.object({
  paths: z.record(
    z.string(),
    z.object({
      post: z
        .object({
          requestBody: z
            .object({
              content: z.object({
                "application/json": z.object({ schema: z.object({ required: z.array(z.string()).optional() }) }),
              }),
            })
            .optional(),
          responses: z.record(z.string(), z.unknown()),
        })
        .optional(),
    }),
  ),
});

describe("what is refused is a Problem", () => {
  const raw = async (path: string, init: RequestInit) => {
    const response = await person.fetch(path, init);
    return { status: response.status, body: await response.json() };
  };
  const json = { "content-type": "application/json" };

  test("a terminal that does not exist", async () => {
    expectProblem(await person.send("GET", "/kiosks/cn-404"), 404, "resource.not-found");
  });

  test("an address that does not exist", async () => {
    expectProblem(await person.send("GET", "/nothing"), 404, "resource.not-found");
  });

  test("an address that cannot be decoded", async () => {
    expectProblem(await person.send("GET", "/kiosks/%E0%A4%A"), 400, "request.invalid");
  });

  test("a refusal of the fleet, with its detail", async () => {
    const twin = { ...newKiosk, id: "cn-001", seq: 500 };
    expect(expectProblem(await person.post("/kiosks", twin), 409, "kiosk.exists").issues).toEqual([
      { path: "", message: "cn-001" },
    ]);
  });

  test("wrong fields, each by its path", async () => {
    const { issues } = expectProblem(
      await person.post("/kiosks", { ...newKiosk, lat: "north", address: "" }),
      400,
      "request.invalid",
    );
    expect(issues.map((issue) => issue.path).toSorted()).toEqual(["address", "lat"]);
  });

  test("fields that the request does not have, which is how somebody would make themselves another", async () => {
    for (const more of [{ actor: "别人" }, { source: "rule" }, { state: "done" }, { contractId: "dazhou" }]) {
      expectProblem(await person.post("/work-orders", { ...newOrder, ...more }), 400, "request.invalid");
    }
  });

  test("a wrong query, by its name", async () => {
    const { issues } = expectProblem(await person.send("GET", "/work-orders?state=odd"), 400, "request.invalid");
    expect(issues.map((issue) => issue.path)).toEqual(["state"]);
  });

  test("a body that is not JSON", async () => {
    const init = { method: "POST", headers: json, body: '{"id":' };
    expectProblem(await raw("/kiosks", init), 400, "request.invalid");
  });

  test("a body of another kind", async () => {
    const init = { method: "POST", headers: { "content-type": "text/plain" }, body: "x" };
    expectProblem(await raw("/kiosks", init), 400, "request.invalid");
  });

  test("a body above its limit", async () => {
    const body = JSON.stringify({ ...newKiosk, name: "x".repeat(1024 * 1024) });
    expectProblem(await raw("/kiosks", { method: "POST", headers: json, body }), 413, "wire.too-large");
  });

  test("bytes that are not HTTP", async () => {
    const socket = connect(Number(new URL(server.app.httpUrl).port), "127.0.0.1");
    socket.write("\x16\x03\x01 this is not HTTP\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expectProblem({ status: 400, body: JSON.parse(answer.split("\r\n\r\n")[1] ?? "") }, 400, "request.invalid");
  });
});

describe("what goes wrong inside", () => {
  async function failing(error: Error) {
    const lines: { event: string; fields: Record<string, unknown> }[] = [];
    const note = (event: string, fields: Record<string, unknown> = {}) => void lines.push({ event, fields });
    const app = Fastify();
    app.setErrorHandler(failureHandler({ info: note, warn: note, error: note }));
    app.get("/", () => {
      throw error;
    });
    const response = await app.inject("/");
    await app.close();
    return { lines, answer: { status: response.statusCode, body: response.json() }, text: response.body };
  }

  test("a database that does not answer is said, and logged", async () => {
    const { lines, answer } = await failing(new StoreError("SQLITE_FULL", "database or disk is full"));
    const { issues } = expectProblem(answer, 503, "store.unavailable");
    expect(issues).toEqual([{ path: "", message: "SQLITE_FULL" }]);
    expect(lines).toMatchObject([{ event: "http.store-unavailable", fields: { code: "SQLITE_FULL" } }]);
  });

  test("a fault of the program goes to the log and not to the browser", async () => {
    const { lines, answer, text: body } = await failing(new TypeError("secret detail"));
    expectProblem(answer, 500, "server.internal");
    expect(body).not.toContain("secret detail");
    expect(lines).toMatchObject([{ event: "http.failed", fields: { error: "secret detail" } }]);
  });
});
