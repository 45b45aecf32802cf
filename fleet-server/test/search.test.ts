// Ctrl-K at a whole server: everybody finds what they may see, and nothing else.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OrderDetail, SearchResult } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SignedIn } from "../../fixtures/people.ts";
import { condition, deviceReport, kioskId, reader } from "./sample.ts";
import { TestServer } from "./server-harness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

async function search(q: string, by?: SignedIn): Promise<SearchResult> {
  const person = by ?? (await server.allRound());
  return person.get(`/search?q=${encodeURIComponent(q)}`, SearchResult);
}

const names = ({ hits }: SearchResult) => hits.map((hit) => (hit.kind === "order" ? hit.number : hit.id));

async function order(kiosk: string, title: string, at = server): Promise<OrderDetail> {
  const { status, body } = await at.post("/work-orders", {
    kioskId: kiosk,
    deviceId: null,
    class: "hardware_repair",
    kind: "fault",
    title,
    description: "",
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return OrderDetail.parse(body);
}

describe("a terminal of the seed is found by", () => {
  it.each([
    ["its number", "14", "cn-014"],
    ["its name without its middle dot", "临客公寓荟临居", "cn-020"],
    ["its name without curly quotes", "荟新人才", "cn-001"],
    ["pinyin initials", "hyljdsqsw", "cn-014"],
    ["full pinyin", "huayanglujiedaoshequ", "cn-014"],
    ["its address", "万航渡路1268", "cn-014"],
    ["the last four of its MAC", "7e10", "cn-014"],
    ["its whole MAC with colons", "00:e2:69:26:7e:10", "cn-014"],
    ["its whole MAC, bare", "00E269267E10", "cn-014"],
  ])("%s", async (_, query, id) => {
    expect(names(await search(query))[0]).toBe(id);
  });
});

describe("an order is found", () => {
  it("by its number, its last digits and its title, as soon as it is entered", async () => {
    const { order: made } = await order("cn-014", "触摸屏“失灵”");
    expect(names(await search(made.number))[0]).toBe(made.number);
    expect(names(await search(made.number.slice(-4)))).toContain(made.number);
    expect(names(await search("触摸屏失灵"))).toEqual([made.number]);
  });

  it("also when it is closed and the server has read it from its store", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "search-"));
    const first = await TestServer.start({ dataDir });
    const { order: made } = await order("cn-015", "误报的工单", first);
    const sent = {
      type: "cancelled",
      text: "误报",
      data: { reason: "mistaken" },
      evidence: [],
      seenSeq: 1,
      party: "client",
    };
    expect(await first.post(`/work-orders/${made.id}/actions`, sent)).toMatchObject({ status: 200 });
    const { account } = await first.allRound();
    await first.stop();
    const second = await TestServer.start({ dataDir });
    const { hits } = await search("误报的工单", new SignedIn({ url: second.app.httpUrl }, account));
    await second.stop();
    rmSync(dataDir, { recursive: true, force: true });
    expect(hits).toMatchObject([{ kind: "order", id: made.id, state: "cancelled", kioskSeq: 15 }]);
  });
});

it("an open fault is found by its word", async () => {
  const terminal = await server.terminal(kioskId);
  await terminal.report([
    deviceReport({ deviceId: reader, state: "hardwareError", conditions: [condition("device.self-test-failed")] }),
  ]);
  const { hits } = await search("自检失败");
  expect(hits.find((hit) => hit.kind === "fault")).toMatchObject({ kioskId, kioskSeq: 14 });
});

describe("nobody finds what is not theirs", () => {
  it("of another contract", async () => {
    const people = await server.people();
    const stranger = await people.person("达州人", [{ role: "district_admin", contract: "dazhou" }]);
    await order("cn-016", "长宁独有的工单");
    expect(await search("长宁独有的工单", stranger)).toMatchObject({ hits: [], found: { orders: 0 } });
    expect(await search("华阳路街道社区事务受理服务中心", stranger)).toMatchObject({ hits: [], found: { kiosks: 0 } });
  });

  it("a vendor finds no terminal and only the orders of its own firm", async () => {
    const people = await server.people();
    const firmA = { id: "firm-a", zh: "甲厂", en: "A", contracts: ["changning"] };
    expect(await people.system.post("/organisations", firmA)).toMatchObject({ status: 201 });
    const firm = await people.person("厂商甲", [{ role: "vendor", contract: "changning", organisation: "firm-a" }]);
    const { order: own } = await order("cn-017", "厂商工单一");
    const { order: other } = await order("cn-018", "厂商工单二");
    const sent = {
      type: "assigned",
      text: "",
      data: { organisation: "firm-a" },
      evidence: [],
      seenSeq: 1,
      party: "dispatcher",
    };
    expect(await server.post(`/work-orders/${own.id}/actions`, sent)).toMatchObject({ status: 200 });
    expect(names(await search("厂商工单", firm))).toEqual([own.number]);
    expect(await search(other.number, firm)).toMatchObject({ hits: [], found: { orders: 0 } });
    expect(await search("天山路", firm)).toMatchObject({ hits: [], found: { kiosks: 0, faults: 0 } });
  });

  it("who does not hold the right to search", async () => {
    const people = await server.people();
    const { status, body } = await people.auditor.send("GET", "/search?q=14");
    expect({ status, body }).toMatchObject({ status: 403, body: { code: "access.denied" } });
    const nobody = await fetch(`${server.app.httpUrl}/api/v1/search?q=14`);
    expect(nobody.status).toBe(401);
  });
});

it("an answer is bounded and says how many there are", async () => {
  const { hits, found } = await search("长宁区");
  expect(hits.length).toBeLessThanOrEqual(20);
  const all = await search("街道");
  expect(all.hits).toHaveLength(20);
  expect(all.found.kiosks).toBeGreaterThan(20);
  expect(found.kiosks).toBeGreaterThanOrEqual(0);
});

it("a query that is too long or says nothing is no error of the server", async () => {
  const person = await server.allRound();
  expect((await person.send("GET", `/search?q=${"x".repeat(101)}`)).status).toBe(400);
  expect(await search(" ・ ")).toMatchObject({ hits: [], found: { kiosks: 0, orders: 0, faults: 0 } });
});
