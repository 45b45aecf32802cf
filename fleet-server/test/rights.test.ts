// Every role at every route, in its own contract and in a foreign one. What a role may do is written down here once more, so
// that a change of the table in domain/account/rights.ts is a change that somebody reads.
import { randomUUID } from "node:crypto";
import {
  downTopic,
  KioskId,
  type QuarantineList,
  type Right,
  RightsTable,
  type Role,
  rights,
  roles,
  upLeaves,
  upTopic,
} from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { SignedIn } from "../../fixtures/people.ts";
import { type Places, requestOf, samples } from "./route-samples.ts";
import { eventually } from "./server-harness.ts";
import { assign, givenOrder, sendPicture, setVendorStage, type VendorStage } from "./vendor-stage.ts";

const office = "district_admin project_manager dispatcher technician";
const inHouse = `${office} district_viewer`;
const everybody = `${inHouse} vendor`;

/** Who holds what, by hand. */
const expected: { readonly [R in Right]: string } = {
  "overview.read": inHouse,
  "kiosk.read": inHouse,
  "kiosk.manage": "district_admin project_manager",
  "kiosk.enrol": "project_manager dispatcher",
  "kiosk.replace": "project_manager dispatcher technician",
  "fault.read": inHouse,
  "fault.acknowledge": office,
  "fault.suppress": "district_admin project_manager dispatcher",
  "order.read": everybody,
  "order.open": office,
  "order.act": `${office} vendor`,
  "order.link": "project_manager dispatcher",
  "alarm.read": everybody,
  "evidence.read": everybody,
  "evidence.add": `${office} vendor`,
  "contract.read": inHouse,
  "contract.create": "system_admin",
  "terms.change": "district_admin project_manager",
  "part.read": inHouse,
  "part.receive": "project_manager dispatcher technician",
  "statement.read": "district_admin district_viewer project_manager",
  "calendar.read": `${inHouse} system_admin`,
  "calendar.import": "project_manager system_admin",
  "setting.read": "district_admin district_viewer project_manager dispatcher",
  "setting.change": "district_admin project_manager",
  "notify.read": "district_admin project_manager dispatcher system_admin",
  "notify.test": "project_manager system_admin",
  "quarantine.read": "project_manager dispatcher system_admin",
  "quarantine.resolve": "project_manager system_admin",
  "report.read": inHouse,
  "report.draft": "project_manager dispatcher technician",
  "report.review": "project_manager dispatcher",
  "report.acknowledge": "district_admin",
  "report.template": "district_admin project_manager",
  "inspection.read": inHouse,
  "inspection.perform": "project_manager dispatcher technician",
  "inspection.rule": "district_admin project_manager",
  "route.read": inHouse,
  "route.plan": "project_manager dispatcher",
  "field.use": "project_manager dispatcher technician",
  "field.attend": "project_manager dispatcher",
  "supply.read": inHouse,
  "stock.read": inHouse,
  "stock.move": "project_manager dispatcher technician",
  "guarantee.read": inHouse,
  "guarantee.declare": "district_admin project_manager",
  "problem.change": "project_manager dispatcher technician",
  "shelf.read": inHouse,
  "shelf.publish": "project_manager dispatcher technician",
  "shelf.review": "district_admin project_manager",
  "shelf.change": "district_admin project_manager dispatcher",
  "shelf.trust": "security_admin",
  "voice.read": inHouse,
  "staffcode.issue": "project_manager dispatcher",
  "wall.read": "wall",
  "wall.issue": "district_admin project_manager",
  "search.use": everybody,
  "organisation.read": `${inHouse} system_admin security_admin`,
  "organisation.manage": "system_admin",
  "user.read": "system_admin security_admin",
  "user.manage": "system_admin",
  "grant.change": "security_admin",
  "session.revoke": "security_admin",
  "security.change": "security_admin",
  "audit.read": "audit_admin",
};

/** Reached without an account, each for a reason: the first link, the sign-in, and what is signed by itself. */
const open = [
  "GET /setup",
  "POST /setup",
  "POST /session",
  "POST /session/link",
  "POST /session/wall",
  "GET /route-feeds/:secret/calendar.ics",
];

let stage: VendorStage;
let table: RightsTable;
let own: Places;
let foreign: Places;
const people = new Map<Role, SignedIn>();

beforeAll(async () => {
  stage = await setVendorStage();
  const { server, people: all } = stage;
  const both = await all.person("两处的调度", [
    { role: "dispatcher", contract: "changning" },
    { role: "dispatcher", contract: "dazhou" },
  ]);
  const messages = await garbage(["cn-001", "dz-001"]);
  own = await places("changning", "cn-001", "lujie", messages.get("cn-001") ?? "");
  foreign = await places("dazhou", "dz-001", "hengxin", messages.get("dz-001") ?? "");
  for (const role of roles) {
    const system = role.endsWith("_admin") && role !== "district_admin";
    const organisation = role === "vendor" ? { organisation: "lujie" } : {};
    people.set(
      role,
      await all.person(`walk ${role}`, [system ? { role } : { role, contract: "changning", ...organisation }]),
    );
  }
  table = await all.system.get("/rights", RightsTable);

  async function places(contract: string, kiosk: string, firm: string, message: string): Promise<Places> {
    const order = await givenOrder({ ...stage, dispatcher: both }, null, { kioskId: kiosk });
    await assign(both, order, firm);
    const evidence = await sendPicture(both, `${contract}.png`, contract.length);
    await both.post(`/work-orders/${order}/actions`, { type: "note", text: "照片", evidence: [evidence] });
    const fieldItem = await arrivalElsewhere(both, kiosk);
    const { id: problem } = await made(both, "/problems", { kioskId: kiosk, deviceId: null, orderIds: [order] });
    const manager = await all.person(`经理 ${contract}`, [{ role: "project_manager", contract }]);
    const declared = {
      ...{ contractId: contract, title: "保障", from: "2099-01-01", to: "2099-01-02", kioskIds: null },
      ...{ patrolEveryHours: 4, patrolFromMin: 480, patrolToMin: 1080, lowPercent: null, changeFreeze: false },
    };
    const { id: guarantee } = await made(manager, "/guarantees", { ...declared, declaredBy: "甲方" });
    const inspection = randomUUID();
    await both.post("/inspections", { id: inspection, kioskId: kiosk, kind: "hardware", visitId: null });
    const { id: report } = await made(both, "/reports", { contractId: contract, kind: "month", period: "2026-11" });
    return { contract, kiosk, order, evidence, message, inspection, fieldItem, guarantee, problem, report };
  }

  async function made(who: SignedIn, path: string, body: object): Promise<{ id: string }> {
    const answer = await who.post(path, body);
    return z.object({ id: z.string() }).parse(answer.body);
  }

  /** An arrival whose code is none of ours: kept, and for somebody to look at. */
  async function arrivalElsewhere(who: SignedIn, kioskId: string): Promise<string> {
    const id = randomUUID();
    const what = { type: "arrival", via: "code", tag: "none of ours", macLast4: null, position: null };
    const items = [{ ...what, id, visitId: null, kioskId, at: Date.now() }];
    const by = who.account.userId;
    const sent = await who.post("/field/items", { sentAt: Date.now(), installId: randomUUID(), by, items });
    if (sent.status !== 200) throw new Error(JSON.stringify(sent));
    return id;
  }

  /** A message that nobody understands, of each terminal. */
  async function garbage(kiosks: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const kiosk of kiosks) {
      const terminal = await server.terminal(KioskId.parse(kiosk));
      await terminal.raw(`kiosk/v1/${kiosk}/report`, Buffer.from("{{"));
    }
    const { rows } = await eventually(
      () => server.quarantine(),
      (list) => list.rows.length >= kiosks.length,
    );
    for (const row of rows) ids.set(row.kioskId, row.id);
    return ids;
  }
});
afterAll(() => stage.server.stop());

const prefix = "/api/v1";
const walked = () => table.routes.filter(({ method, url }) => method !== "HEAD" && url.startsWith(prefix));
const nameOf = ({ method, url }: { method: string; url: string }) => `${method} ${url.slice(prefix.length)}`;

describe("the table of rights", () => {
  it("is the one that was agreed", () => {
    const found = Object.fromEntries(table.rights.map((row) => [row.right, row.roles.toSorted().join(" ")]));
    const wanted = Object.fromEntries(rights.map((right) => [right, expected[right].split(" ").toSorted().join(" ")]));
    expect(found).toEqual(wanted);
  });

  it("leaves nothing open but the ways in", () => {
    const without = walked().filter((route) => route.who === "public");
    expect(without.map(nameOf).toSorted()).toEqual(open.toSorted());
  });

  it("guards a HEAD as its GET", () => {
    const key = (method: string) => (route: RightsTable["routes"][number]) =>
      route.method === method ? [`${route.url} ${route.who} ${route.right} ${route.on}`] : [];
    const gets = new Set(table.routes.flatMap(key("GET")));
    for (const head of table.routes.flatMap(key("HEAD"))) expect(gets).toContain(head);
  });

  it("has a sample request for every route that asks for a right, and for no other", () => {
    const asked = walked().filter((route) => route.who === "holder");
    expect(Object.keys(samples).toSorted()).toEqual(asked.map(nameOf).toSorted());
  });
});

interface Outcome {
  readonly route: string;
  readonly status: number;
  readonly code: string;
}

/** Asks as somebody, or as nobody. */
async function ask(who: SignedIn | null, route: RightsTable["routes"][number], at: Places): Promise<Outcome> {
  const name = nameOf(route);
  const { path, init } = requestOf(route.method, route.url.slice(prefix.length), samples[name]?.(at) ?? {});
  const url = `${stage.server.app.httpUrl}${prefix}${path}`;
  const response = who === null ? await fetch(url, init) : await who.fetch(path, init);
  const text = await response.text();
  const code = /"code":"([a-z.-]+)"/.exec(text)?.[1] ?? "";
  return { route: name, status: response.status, code };
}

describe("whoever has not signed in", () => {
  it("is asked to, everywhere but at the ways in", async () => {
    const wrong: Outcome[] = [];
    for (const route of walked()) {
      const outcome = await ask(null, route, own);
      const refused = outcome.status === 401 && outcome.code === "auth.sign-in-needed";
      if (refused === (route.who === "public")) wrong.push(outcome);
    }
    expect(wrong).toEqual([]);
  });
});

describe.each(roles)("%s", (role) => {
  const holds = (right: Right | null) => right !== null && expected[right].split(" ").includes(role);
  const asked = () => walked().filter((route) => route.who === "holder");
  const somebody = () => {
    const person = people.get(role);
    if (person === undefined) throw new Error(role);
    return person;
  };

  it("may in its own contract what its rights say, and nothing else", async () => {
    const wrong: Outcome[] = [];
    for (const route of asked()) {
      const outcome = await ask(somebody(), route, own);
      const denied = outcome.status === 401 || outcome.status === 403;
      // a person in charge of an office has no contract: theirs is everything that belongs to none
      const reaches =
        route.on === "anywhere" || role in contractless
          ? true
          : outcome.code !== "resource.not-found" || isEmpty(route);
      if (denied === holds(route.right) || (holds(route.right) && !reaches)) wrong.push(outcome);
      if (!holds(route.right) && outcome.code !== "access.denied") wrong.push(outcome);
    }
    expect(wrong).toEqual([]);
  });

  it("finds nothing of a foreign contract", async () => {
    const wrong: Outcome[] = [];
    for (const route of asked().filter((r) => r.on !== "anywhere" && holds(r.right))) {
      const outcome = await ask(somebody(), route, foreign);
      if (
        role in contractless ? outcome.status === 403 : outcome.status !== 404 || outcome.code !== "resource.not-found"
      ) {
        wrong.push(outcome);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Offices of the whole installation: no contract is foreign to them. */
const contractless: { readonly [R in Role]?: true } = { system_admin: true, security_admin: true, audit_admin: true };

/** What the sample names within its own contract is not there: that it was looked for is enough. */
function isEmpty(route: RightsTable["routes"][number]): boolean {
  return /replacements|linkId|organisationId|enrolment-codes|feedId|kiosk-imports\/:digest|:proposalId|shelf\/(?:changes|preview)/.test(
    route.url,
  );
}

describe("a terminal", () => {
  it("has a right of its own for each topic there is", () => {
    expect(table.terminals.map(({ leaf }) => leaf).toSorted()).toEqual([...upLeaves, "down"].toSorted());
  });

  it.each(["cn-001", "dz-001"])("%s is taken at its own topics, and at no other terminal's", async (id) => {
    const kiosk = KioskId.parse(id);
    const other = KioskId.parse(id === "cn-001" ? "cn-002" : "dz-002");
    const terminal = await stage.server.terminal(kiosk);
    for (const leaf of upLeaves) await terminal.raw(upTopic(other, leaf), Buffer.from("{}"));
    await expect(terminal.client.subscribeAsync(downTopic(other), { qos: 1 })).rejects.toThrow();
    await expect(terminal.client.subscribeAsync("kiosk/v1/#", { qos: 1 })).rejects.toThrow();
    await terminal.client.subscribeAsync(downTopic(kiosk), { qos: 1 });
    const { rows } = await eventually(
      () => stage.server.quarantine(),
      (list) => refusedOf(list.rows).length === upLeaves.length + 2,
    );
    expect(new Set(refusedOf(rows).map((row) => row.reason))).toEqual(new Set(["auth.foreign-topic"]));

    function refusedOf(all: QuarantineList["rows"]): QuarantineList["rows"] {
      return all.filter((row) => row.kioskId === id && row.reason !== "wire.not-json");
    }
  });
});
