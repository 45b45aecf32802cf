import { type OrderAction, OrganisationId, orderActions, parties } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { chained, type Line, order, start } from "../../../test/audit-records.ts";
import { orderFacts } from "./facts.ts";
import { type OrderRequest, refuseAction } from "./guards.ts";

const hourMs = 3_600_000;
const now = start + 24 * hourMs;
const drum = "硒鼓";
const paper = "a".repeat(64);
const lujie = OrganisationId.parse("lujie");

const line = (type: Line[1], more: NonNullable<Line[2]> = {}): Line => ["o1", type, more];
const software = line("reported", { data: { class: "software" } });
const hardware = line("reported", { data: { class: "hardware_repair" } });
const part = line("reported", { data: { class: "part_replacement" } });
const needed = line("part_required", { data: { parts: [drum] } });
const came = line("part_arrived", { data: { part: drum }, evidence: [paper] });
const paused = line("pause", { data: { reason: "client_cause", approvedBy: "李经理" } });

/** An action with everything in hand, on behalf of the first party that may; each test takes one thing away. */
const complete: { readonly [A in OrderAction]: readonly [log: readonly Line[], request: Partial<OrderRequest>] } = {
  acknowledged: [[software], { party: "technician", data: { by: "human" } }],
  note: [[software], { party: "client", text: "…" }],
  diagnosis_submitted: [[hardware], { party: "technician", text: "…" }],
  diagnosis_confirmed: [[hardware], { party: "technician", text: "…", data: { method: "onsite" } }],
  classified: [[software], { party: "dispatcher", data: { class: "hardware_repair" } }],
  plan_submitted: [[software], { party: "technician", text: "…" }],
  declared_complex: [[software], { party: "technician", text: "…" }],
  part_required: [[part], { party: "technician", data: { parts: [drum] } }],
  part_ordered: [[part, needed], { party: "dispatcher", data: { part: drum } }],
  part_arrived: [[part, needed], { party: "dispatcher", data: { part: drum }, evidence: [paper] }],
  part_allocated: [[part, needed], { party: "dispatcher", data: { part: drum } }],
  part_rejected: [
    [part, needed, came],
    { party: "project_manager", data: { part: drum, approvedBy: "李经理" }, evidence: [paper], text: "…" },
  ],
  part_installed: [[part, needed, came], { party: "technician", data: { part: drum } }],
  pause_requested: [[software], { party: "technician", data: { reason: "client_cause" }, text: "…" }],
  pause: [
    [software],
    {
      party: "project_manager",
      data: { reason: "client_cause", approvedBy: "李经理" },
      evidence: [paper],
      text: "…",
    },
  ],
  pause_declined: [[software, line("pause_requested")], { party: "client", text: "…" }],
  resume: [[software, paused], { party: "dispatcher" }],
  extension_requested: [[software], { party: "dispatcher", data: { milestone: "fix_software", days: 3 }, text: "…" }],
  extension_granted: [
    [software],
    {
      party: "project_manager",
      data: { milestone: "fix_software", days: 3, doc: "延〔2026〕1号", approvedBy: "李经理" },
      evidence: [paper],
    },
  ],
  extension_declined: [[software, line("extension_requested")], { party: "client", text: "…" }],
  onsite_requested: [[software], { party: "client" }],
  arrived: [[software, line("onsite_requested")], { party: "technician" }],
  fixed: [[software], { party: "technician", text: "…" }],
  resolved: [[software], { party: "technician" }],
  verified: [[software], { party: "technician", text: "…" }],
  tested: [[hardware, line("diagnosis_confirmed")], { party: "technician", text: "…" }],
  acceptance_requested: [[part, needed, came, line("tested")], { party: "technician" }],
  accepted: [[part, needed, came, line("tested")], { party: "client" }],
  acceptance_declined: [
    [part, needed, came, line("tested"), line("acceptance_requested")],
    { party: "client", text: "…" },
  ],
  reopened: [[software, line("verified")], { party: "client", data: { reason: "not_fixed" }, text: "…" }],
  cancelled: [[software], { party: "dispatcher", data: { reason: "duplicate" }, text: "…" }],
  assigned: [[software], { party: "dispatcher", data: { organisation: lujie } }],
  date_proposed: [[software], { party: "vendor", data: { at: now + hourMs } }],
  disputed: [[software], { party: "vendor", text: "…", data: { target: "CN-KIOSK:fix_software" } }],
  dispute_answered: [
    [software, line("disputed", { data: { target: "e1" } })],
    { party: "client", text: "…", data: { dispute: "e2", upheld: true } },
  ],
  corrected: [
    [software, line("acknowledged")],
    {
      party: "project_manager",
      data: { target: "e2", newAt: start + 500, approvedBy: "李经理" },
      evidence: [paper],
      text: "…",
    },
  ],
};

function refused(log: readonly Line[], type: OrderAction, request: Partial<OrderRequest>) {
  const events = chained(log);
  const around = {
    order: order("o1"),
    events,
    facts: orderFacts(events),
    clocks: ["CN-KIOSK:fix_software"],
    firms: [lujie],
    openClocks: ["fix_software"],
    now,
  };
  const nothing = { actor: "王工", party: "dispatcher", at: now, text: "", data: {}, evidence: [] } as const;
  return refuseAction({ ...nothing, seenSeq: undefined, ...request, type }, around);
}

/** The complete action with something else about it. */
function spoiled(type: OrderAction, change: Partial<OrderRequest>, before: readonly Line[] = []) {
  const [log, request] = complete[type];
  return refused([...log, ...before], type, { ...request, ...change });
}

describe("every action", () => {
  it.each(orderActions)("%s is taken when everything is in hand", (type) => {
    expect(spoiled(type, {})).toBeUndefined();
  });
  it.each(orderActions)("%s is refused in a cancelled order, but for a note, a correction or a dispute", (type) => {
    const [[report = software], request] = complete[type];
    const disputes = type === "dispute_answered" ? complete[type][0].slice(1) : [];
    const refusal = refused([report, ...disputes, line("cancelled")], type, request);
    if (["note", "corrected", "disputed", "dispute_answered"].includes(type)) expect(refusal).toBeUndefined();
    else expect(refusal).toMatchObject({ code: "order.refused", detail: expect.stringContaining(type) });
  });
  it.each(orderActions)("%s is refused before the report and after now", (type) => {
    expect(spoiled(type, { at: start - 1 })?.code).toBe("order.time-refused");
    expect(spoiled(type, { at: now + 1 })?.code).toBe("order.time-refused");
  });
  it.each(orderActions)("%s is refused as stale when somebody has acted since it was looked at", (type) => {
    const seenSeq = complete[type][0].length;
    expect(spoiled(type, { seenSeq })).toBeUndefined();
    expect(spoiled(type, { seenSeq: seenSeq - 1 })).toMatchObject({
      code: "order.stale",
      detail: expect.stringContaining(`#${seenSeq}`),
    });
  });
});

/** Those who may: c client, p project manager, d dispatcher, t technician, v vendor. */
const permitted: { readonly [A in OrderAction]: string } = {
  acknowledged: "pdtv",
  note: "cpdtv",
  diagnosis_submitted: "pdtv",
  diagnosis_confirmed: "cpdtv",
  classified: "cpd",
  plan_submitted: "pdtv",
  declared_complex: "pdtv",
  part_required: "pdtv",
  part_ordered: "pdtv",
  part_arrived: "pdtv",
  part_allocated: "pdtv",
  part_rejected: "cp",
  part_installed: "pdtv",
  pause_requested: "pdtv",
  pause: "cp",
  pause_declined: "c",
  resume: "cpd",
  extension_requested: "pdtv",
  extension_granted: "cp",
  extension_declined: "c",
  onsite_requested: "cpd",
  arrived: "tv",
  fixed: "pdtv",
  resolved: "pdtv",
  verified: "cpdtv",
  tested: "pdtv",
  acceptance_requested: "pdtv",
  accepted: "c",
  acceptance_declined: "c",
  reopened: "cpd",
  cancelled: "cpd",
  corrected: "cp",
  assigned: "pd",
  date_proposed: "tv",
  disputed: "ptv",
  dispute_answered: "c",
};

describe.each(parties)("a person who acts as %s", (party) => {
  it.each(orderActions)("and sends %s", (type) => {
    const refusal = spoiled(type, { party });
    if (party !== "system" && permitted[type].includes(party.charAt(0))) expect(refusal).toBeUndefined();
    else expect(refusal).toEqual({ code: "order.not-permitted", detail: `${party}: ${type}` });
  });
});

describe("what changes a deadline", () => {
  const approvals = ["part_rejected", "pause", "extension_granted", "corrected"] as const;
  it.each(approvals)("%s needs an approval", (type) => {
    const { approvedBy: _, ...data } = complete[type][1].data ?? {};
    expect(spoiled(type, { data })).toEqual({ code: "order.needs-approval", detail: "approvedBy" });
  });
  it.each(approvals)("%s is not approved by who sends it, unless that is the buyer", (type) => {
    expect(spoiled(type, { actor: "李经理" })?.code).toBe("order.needs-approval");
    expect(spoiled(type, { actor: "李经理", party: "client" })).toBeUndefined();
  });
  it.each([...approvals, "part_arrived"] as const)("%s needs evidence", (type) => {
    expect(spoiled(type, { evidence: [] })).toEqual({ code: "order.needs-evidence", detail: type });
  });
  it("a part required after the last one came needs an approval", () => {
    expect(spoiled("part_required", {}, [needed, came])?.code).toBe("order.needs-approval");
    const data = { parts: ["切刀"], approvedBy: "李经理" };
    expect(spoiled("part_required", { data }, [needed, came])).toBeUndefined();
    expect(spoiled("part_required", { data: { parts: ["切刀"] } }, [needed])).toBeUndefined();
  });
});

it.each([
  "note",
  "diagnosis_submitted",
  "diagnosis_confirmed",
  "plan_submitted",
  "declared_complex",
  "part_rejected",
  "pause_requested",
  "pause",
  "pause_declined",
  "extension_requested",
  "extension_declined",
  "fixed",
  "verified",
  "tested",
  "acceptance_declined",
  "reopened",
  "cancelled",
  "corrected",
  "disputed",
  "dispute_answered",
] as const)("%s needs words", (type) => {
  expect(spoiled(type, { text: " \n" })).toEqual({ code: "request.invalid", detail: "text: empty" });
});

describe("the order's circumstances", () => {
  const cases: [string, readonly Line[], OrderAction, Partial<OrderRequest>, string, string][] = [
    ["a second pause", [paused], "pause", {}, "order.refused", "paused: client_cause"],
    ["an end of no pause", [line("resume")], "resume", {}, "order.refused", "not paused"],
    ["an end before the pause", [], "resume", { at: start + 999 }, "order.time-refused", "at: before the pause"],
    ["a no to a pause nobody asked for", [line("pause_declined")], "pause_declined", {}, "order.refused", "no pause"],
    ["a no to no extension", [line("extension_declined")], "extension_declined", {}, "order.refused", "no extension"],
    ["an arrival nobody asked for", [line("arrived")], "arrived", {}, "order.refused", "nobody was asked"],
    ["the class it has", [], "classified", { data: { class: "software" } }, "order.refused", "software already"],
    [
      "an extension asked for a clock that is not open",
      [],
      "extension_requested",
      { data: { milestone: "fix_part", days: 1 } },
      "order.refused",
      "fix_part",
    ],
    [
      "an extension of a clock that is not open",
      [],
      "extension_granted",
      { data: { milestone: "fix_part", days: 1, doc: "1", approvedBy: "李经理" } },
      "order.refused",
      "fix_part",
    ],
    [
      "a new fault without its new order",
      [],
      "reopened",
      { data: { reason: "new_fault" } },
      "order.refused",
      "a new order",
    ],
  ];
  it.each(cases)("%s is refused", (_, before, type, change, code, detail) => {
    expect(spoiled(type, change, before)).toMatchObject({ code, detail: expect.stringContaining(detail) });
  });
  it("a new fault that has its new order is taken", () => {
    expect(spoiled("reopened", { data: { reason: "new_fault", newOrderId: "o2" } })).toBeUndefined();
  });
});

describe("an assignment", () => {
  it("to a firm that does not work in the contract is refused", () => {
    const organisation = OrganisationId.parse("stranger");
    expect(spoiled("assigned", { data: { organisation } })).toEqual({
      code: "order.vendor-refused",
      detail: "stranger",
    });
  });
  it("is taken back, and not taken back twice", () => {
    const given = line("assigned", { data: { organisation: lujie } });
    expect(spoiled("assigned", { data: { organisation: null } }, [given])).toBeUndefined();
    expect(spoiled("assigned", { data: { organisation: lujie } }, [given])?.code).toBe("order.refused");
    expect(spoiled("assigned", { data: { organisation: null } })?.code).toBe("order.refused");
  });
});

it("a date that has passed is no promise", () => {
  expect(spoiled("date_proposed", { data: { at: now } })?.code).toBe("order.time-refused");
});

describe("a dispute", () => {
  const disputed = line("disputed", { data: { target: "CN-KIOSK:fix_software" } });
  const answered = line("dispute_answered", { data: { dispute: "e2", upheld: false } });
  it("is about an entry or a clock of this order", () => {
    expect(spoiled("disputed", { data: { target: "e1" } })).toBeUndefined();
    expect(spoiled("disputed", { data: { target: "e99" } })?.code).toBe("order.refused");
    expect(spoiled("disputed", { data: { target: "CN-KIOSK:fix_part" } })?.code).toBe("order.refused");
  });
  it("is raised again only once it was answered", () => {
    expect(spoiled("disputed", {}, [disputed])?.code).toBe("order.refused");
    expect(spoiled("disputed", {}, [disputed, answered])).toBeUndefined();
  });
  it("about a dispute, or about an answer, is none", () => {
    expect(spoiled("disputed", { data: { target: "e2" } }, [disputed])?.code).toBe("order.refused");
    expect(spoiled("disputed", { data: { target: "e3" } }, [disputed, answered])?.code).toBe("order.refused");
  });
  it("is answered once", () => {
    expect(spoiled("dispute_answered", {}, [answered])?.code).toBe("order.refused");
    expect(spoiled("dispute_answered", { data: { dispute: "e1", upheld: true } })?.code).toBe("order.refused");
  });
});

describe("a correction", () => {
  const approvedBy = "李经理";
  it.each<[string, OrderRequest["data"], string]>([
    ["of an event of another order", { target: "e99", void: true, approvedBy }, "order.refused"],
    ["that says the report never was", { target: "e1", void: true, approvedBy }, "order.refused"],
    ["to a time to come", { target: "e2", newAt: now + 1, approvedBy }, "order.time-refused"],
  ])("%s is refused", (_, data, code) => {
    expect(spoiled("corrected", { data })?.code).toBe(code);
  });
  it("that says a part never moved is refused, since the ledger has moved with it", () => {
    const log = [part, needed, came];
    const request = { ...complete.corrected[1], data: { target: "e3", void: true, approvedBy } };
    expect(refused(log, "corrected", request)?.code).toBe("order.part-refused");
  });
  it.each<[string, OrderRequest["data"]]>([
    ["puts the time of the report right", { target: "e1", newAt: start + 1, approvedBy }],
    ["says that an event never was", { target: "e2", void: true, approvedBy }],
  ])("%s", (_, data) => {
    expect(spoiled("corrected", { data })).toBeUndefined();
  });
  it("is taken in a closed order", () => {
    expect(spoiled("corrected", {}, [line("verified")])).toBeUndefined();
  });
});

describe("parts", () => {
  it("a part order is not tested before every required part has come", () => {
    const test = { party: "technician", text: "…" } as const;
    expect(refused([part], "tested", test)?.code).toBe("order.part-refused");
    expect(refused([part, needed], "tested", test)?.code).toBe("order.part-refused");
    expect(refused([part, needed, came], "tested", test)).toBeUndefined();
  });
  it.each(["part_ordered", "part_arrived", "part_allocated", "part_rejected", "part_installed"] as const)(
    "%s of a part that was not required is refused by name",
    (type) => {
      const data = { ...complete[type][1].data, part: "切刀" };
      expect(spoiled(type, { data })).toMatchObject({
        code: "order.part-refused",
        detail: expect.stringContaining("切刀"),
      });
    },
  );
  it("what was accepted on a part that was rejected after the test is refused", () => {
    const rejected = line("part_rejected", { data: { part: drum, approvedBy: "李经理" }, evidence: [paper] });
    expect(spoiled("accepted", {}, [rejected])?.code).toBe("order.part-refused");
    expect(spoiled("acceptance_requested", {}, [rejected])?.code).toBe("order.part-refused");
    expect(spoiled("accepted", {}, [rejected, came])).toBeUndefined();
  });
  it("a second piece needs a name of its own", () => {
    expect(spoiled("part_required", { data: { parts: ["切刀", "切刀"] } })?.detail).toContain("切刀");
    expect(spoiled("part_required", {}, [needed])?.code).toBe("order.part-refused");
  });
  it("that a part was never required cannot be said once it has come", () => {
    const never = { ...complete.corrected[1], data: { target: "e2", void: true, approvedBy: "李经理" } } as const;
    expect(refused([part, needed], "corrected", never)).toBeUndefined();
    expect(refused([part, needed, came], "corrected", never)?.code).toBe("order.part-refused");
  });
  it("a part that is there already does not arrive again", () => {
    expect(spoiled("part_arrived", {}, [came])?.code).toBe("order.part-refused");
  });
});

describe("of several reasons", () => {
  it("the terminal's own reports make nobody's view stale", () => {
    const cleared = line("fault_cleared", { party: "system" });
    expect(spoiled("verified", { seenSeq: 1 }, [cleared])).toBeUndefined();
  });
  it("that the view is old comes first, then the order's state, then who may", () => {
    const closed = [line("verified")];
    const change = { party: "client", at: now + 1 } as const;
    expect(spoiled("acknowledged", { ...change, seenSeq: 1 }, closed)?.code).toBe("order.stale");
    expect(spoiled("acknowledged", change, closed)?.code).toBe("order.refused");
    expect(spoiled("acknowledged", change)?.code).toBe("order.not-permitted");
  });
});
