// Who may do what to an order, over HTTP, and several people at the same order at once.
import { type OrderAction, OrderDetail, type Party, parties } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrderDesk } from "./order-desk.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
});
afterAll(() => desk.close());

/** A vendor needs an order of its own: vendor-reach.test.ts. */
const people = parties.filter((party) => party !== "system" && party !== "vendor");

/** A finished software order. */
async function finished(): Promise<string> {
  const { order } = await desk.order();
  await desk.act(order.id, "verified");
  return order.id;
}

async function length(id: string): Promise<number> {
  return (await desk.detail(id)).events.length;
}

describe("an action", () => {
  const supplier: readonly Party[] = ["project_manager", "dispatcher", "technician", "vendor"];
  /** who may, by the contract's words; everyone else may not */
  const may: readonly [OrderAction, readonly Party[], object][] = [
    ["acknowledged", supplier, {}],
    ["note", people, {}],
    ["diagnosis_confirmed", people, { data: { method: "remote" } }],
    ["classified", ["client", "project_manager", "dispatcher"], { data: { class: "consumable" } }],
    ["part_required", supplier, { data: { parts: ["主板"] } }],
    ["pause_requested", supplier, { data: { reason: "client_cause" } }],
    ["pause", ["client", "project_manager"], { data: { reason: "force_majeure" }, approvedBy: "甲方处长" }],
    ["extension_requested", supplier, { data: { milestone: "fix_software", days: 2 } }],
    [
      "extension_granted",
      ["client", "project_manager"],
      { data: { milestone: "fix_software", days: 2, doc: "函" }, approvedBy: "甲方处长" },
    ],
    ["onsite_requested", ["client", "project_manager", "dispatcher"], {}],
    ["fixed", supplier, {}],
    ["verified", people, {}],
    ["cancelled", ["client", "project_manager", "dispatcher"], { data: { reason: "mistaken" } }],
  ];

  it.each(may)("%s is for those it belongs to, and refused to everyone else by name", async (type, those, sent) => {
    const evidence = [await desk.paper()];
    for (const party of people) {
      const { order } = await desk.order();
      const request = { ...sent, party, evidence };
      if (those.includes(party)) {
        expect((await desk.act(order.id, type, request)).events.at(-1)).toMatchObject({ type, party });
      } else {
        expect(await desk.refused(order.id, type, request)).toEqual({
          status: 403,
          code: "order.not-permitted",
          detail: `${party}: ${type}`,
        });
        expect(await length(order.id)).toBe(1);
      }
    }
  });

  it("names in what may be done next who may do it, and what it needs", async () => {
    const { allowed } = await desk.order();
    expect(allowed.find((action) => action.type === "pause")).toEqual({
      type: "pause",
      parties: ["client", "project_manager"],
      needsApproval: true,
      needsEvidence: true,
      needsText: true,
    });
    // what the state or the circumstances do not allow is not offered
    const offered = allowed.map((action) => action.type);
    for (const type of ["resume", "pause_declined", "arrived", "part_arrived", "tested", "accepted", "reopened"]) {
      expect(offered).not.toContain(type);
    }
  });

  it("that is offered is taken, with all that it needs", async () => {
    const { order, allowed } = await desk.order({ class: "hardware_repair" });
    const evidence = [await desk.paper()];
    const data: { readonly [type: string]: object } = {
      diagnosis_confirmed: { method: "remote" },
      classified: { class: "software" },
      part_required: { parts: ["主板"] },
      pause_requested: { reason: "client_cause" },
      pause: { reason: "client_cause" },
      extension_requested: { milestone: "prelim_diagnosis", days: 1 },
      extension_granted: { milestone: "prelim_diagnosis", days: 1, doc: "函" },
      cancelled: { reason: "mistaken" },
      corrected: { target: "", newAt: 0 },
    };
    for (const { type, parties: those } of allowed) {
      // these name something that has to be there first: order-life-corrections, vendor-*
      if (type === "corrected" || type === "assigned" || type === "disputed" || type === "date_proposed") continue;
      const [party] = those;
      if (party === undefined || party === "system") throw new Error(`${type} is for nobody`);
      const sent = { party, evidence, approvedBy: "甲方处长", data: data[type] ?? {} };
      expect({ type, refused: (await desk.preview(order.id, type, sent)).at !== desk.time.now }).toEqual({
        type,
        refused: false,
      });
    }
  });

  it("in the name of the system, of an unknown type, or with data of another is refused", async () => {
    const { order } = await desk.order();
    const base = { party: "dispatcher", text: "x" };
    for (const body of [
      { ...base, type: "note", party: "system" },
      { ...base, type: "fault_cleared" },
      { ...base, type: "reported", data: { class: "software" } },
      { ...base, type: "teleported" },
      { ...base, type: "classified", data: { class: "magic" } },
      { ...base, type: "part_required", data: { parts: [] } },
      { ...base, type: "note", unknown: true },
    ]) {
      const { status, body: answer } = await desk.server.post(`/work-orders/${order.id}/actions`, body);
      expect([body.type, status]).toEqual([body.type, 400]);
      expect(answer).toMatchObject({ code: "request.invalid" });
    }
    expect(await length(order.id)).toBe(1);
  });

  it("on an order that does not exist says so", async () => {
    expect(await desk.refused("no-such", "note")).toMatchObject({ status: 404, code: "resource.not-found" });
  });
});

describe("an action on what somebody saw before the order went on", () => {
  it("is refused with what happened since, loses nothing, and passes when it is sent again", async () => {
    const { order, events } = await desk.order();
    const seenSeq = events.length;
    await desk.act(order.id, "acknowledged", { by: "王工", seenSeq });
    expect(await desk.refused(order.id, "diagnosis_submitted", { seenSeq })).toEqual({
      status: 409,
      code: "order.stale",
      detail: "#2 acknowledged 王工",
    });
    const now = await desk.detail(order.id);
    expect(now.events.map((event) => event.type)).toEqual(["reported", "acknowledged"]);
    const sent = await desk.act(order.id, "diagnosis_submitted", { seenSeq: now.events.length });
    expect(sent.events.map((event) => event.type)).toEqual(["reported", "acknowledged", "diagnosis_submitted"]);
  });

  it("is refused to all but one of those who saw the same", async () => {
    const { order } = await desk.order();
    const answers = await Promise.all(
      ["甲", "乙", "丙", "丁"].map((by) => desk.send(order.id, "note", { by, seenSeq: 1 })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    expect(await length(order.id)).toBe(2);
  });
});

describe("many people at an open order at once", () => {
  it("all get their line in the log, each with a place of its own", async () => {
    const { order } = await desk.order();
    const names = Array.from({ length: 20 }, (_, n) => `第${n}人`);
    const answers = await Promise.all(names.map((by) => desk.send(order.id, "note", { by })));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const { events } = await desk.detail(order.id);
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
    expect(new Set(events.slice(1).map((event) => event.actor))).toEqual(new Set(names));
  });

  it("of whom two finish it: the second is told that it is finished", async () => {
    const { order } = await desk.order();
    const answers = await Promise.all(["甲", "乙"].map((by) => desk.send(order.id, "verified", { by })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await desk.detail(order.id)).events.filter((event) => event.type === "verified")).toHaveLength(1);
  });
});

describe("two people at a finished order at once", () => {
  it("who open it again: one does, the other is told", async () => {
    const id = await finished();
    const sent = { data: { reason: "not_fixed" } };
    const answers = await Promise.all(["甲", "乙"].map((by) => desk.send(id, "reopened", { ...sent, by })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const detail = await desk.detail(id);
    expect(detail.order.state).toBe("reopened");
    expect(detail.events.map((event) => event.type)).toEqual(["reported", "verified", "reopened"]);
  });

  it("who note something: none is lost without being told so", async () => {
    const id = await finished();
    const names = ["甲", "乙"];
    const answers = await Promise.all(names.map((by) => desk.send(id, "note", { by })));
    const taken = names.filter((_, n) => answers[n]?.status === 200);
    const told = answers.filter((answer) => answer.status === 409);
    expect(told.map(({ body }) => body)).toEqual(told.map(() => expect.objectContaining({ code: "order.stale" })));
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length + told.length).toBe(2);
    const { events } = await desk.detail(id);
    expect(events.slice(2).map((event) => event.actor)).toEqual(taken);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, n) => n + 1));
  });

  it("who report its fault as a new one: one order is opened, the other person is told", async () => {
    const id = await finished();
    const body = {
      kioskId: "cn-014",
      deviceId: null,
      class: "software",
      title: "又坏了",
      description: "同一处又坏了",
      reopens: id,
    };
    const two = await Promise.all(["甲", "乙"].map((name) => desk.as(name, "dispatcher")));
    for (const person of two) await person.signIn();
    const answers = await Promise.all(two.map((person) => person.post("/work-orders", body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({ code: "order.stale" });
    const fresh = OrderDetail.parse(answers.find((answer) => answer.status === 201)?.body);
    expect((await desk.detail(id)).links.map((link) => link.id)).toEqual([fresh.order.id]);
  });

  it("leave an unbroken chain behind", async () => {
    expect(await desk.audit()).toMatchObject({ ok: true, first: null });
  });
});
