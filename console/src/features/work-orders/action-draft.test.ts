import { type AllowedAction, type EvidenceView, orderActions } from "@kiosk/contract";
import { expect, test } from "vitest";
import { type ActionDraft, type Around, emptyDraft, requestOf } from "./action-draft.ts";
import { actionGroups, fieldsOf, needsPreview } from "./action-fields.ts";

const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const around: Around = {
  actor: "周师傅",
  party: "technician",
  now: shanghai("2026-11-22T10:00"),
  reportedAt: shanghai("2026-11-20T09:30"),
  seenSeq: 4,
};
const paper: EvidenceView = {
  digest: "a".repeat(64),
  name: "到货单.pdf",
  mediaType: "application/pdf",
  bytes: 1000,
  uploadedAt: 0,
  by: "周师傅",
};

function allow(type: AllowedAction["type"], needs: Partial<AllowedAction> = {}): AllowedAction {
  return { type, parties: ["technician"], needsApproval: false, needsEvidence: false, needsText: false, ...needs };
}
const draft = (part: Partial<ActionDraft>): ActionDraft => ({ ...emptyDraft, ...part });

test("every action has a place among the buttons, and only one", () => {
  const placed = actionGroups.flatMap((g) => [...g.actions]).sort();
  expect(placed).toEqual([...orderActions].sort());
});

test("a person's acknowledgement says that a human did it, with the last event seen", () => {
  expect(requestOf(allow("acknowledged"), emptyDraft, around)).toEqual({
    ok: true,
    request: {
      type: "acknowledged",
      party: "technician",
      text: "",
      data: { by: "human" },
      evidence: [],
      seenSeq: 4,
    },
  });
});

test.each([
  [
    "part_arrived",
    draft({ values: { part: "热敏打印头", serial: " TPH-1 " } }),
    { part: "热敏打印头", serial: "TPH-1" },
  ],
  ["part_required", draft({ parts: ["打印头", " "] }), { parts: ["打印头"] }],
  ["pause", draft({ values: { pauseGround: "client_cause" } }), { reason: "client_cause" }],
  ["cancelled", draft({ values: { cancelReason: "duplicate" } }), { reason: "duplicate" }],
  ["reopened", draft({ values: { reopenReason: "not_fixed" } }), { reason: "not_fixed" }],
  ["corrected", draft({ values: { target: "e1" }, voids: true }), { target: "e1", void: true }],
  [
    "corrected",
    draft({ values: { target: "e1", newAt: "2026-11-21 08:00" } }),
    { target: "e1", newAt: shanghai("2026-11-21T08:00") },
  ],
  [
    "extension_granted",
    draft({ values: { milestone: "fix_part", days: "15", doc: "延期函 3 号" } }),
    { milestone: "fix_part", days: 15, doc: "延期函 3 号" },
  ],
] as const)("%s carries its own data", (type, typed, data) => {
  expect(requestOf(allow(type), typed, around)).toMatchObject({ ok: true, request: { type, data } });
});

test("what the schema of the event lacks is named at its field", () => {
  const faultsOf = (type: AllowedAction["type"], typed = emptyDraft) => {
    const result = requestOf(allow(type), typed, around);
    return result.ok ? {} : result.faults;
  };
  expect(faultsOf("classified")).toEqual({ class: "required" });
  expect(faultsOf("pause")).toEqual({ pauseGround: "required" });
  expect(faultsOf("part_required")).toEqual({ parts: "required" });
  expect(faultsOf("extension_granted")).toEqual({ milestone: "required", days: "required", doc: "required" });
  expect(faultsOf("extension_requested", draft({ values: { milestone: "x", days: "0" } }))).toEqual({ days: "number" });
  expect(faultsOf("corrected")).toMatchObject({ target: "required" });
  expect(faultsOf("corrected", draft({ values: { target: "e1", newAt: "gestern" } }))).toEqual({ newAt: "time" });
});

test("text, evidence and approval are asked for where the server wants them", () => {
  const strict = allow("pause", { needsApproval: true, needsEvidence: true, needsText: true });
  expect(requestOf(strict, draft({ values: { pauseGround: "force_majeure" } }), around)).toEqual({
    ok: false,
    faults: { text: "required", evidence: "required", approvedBy: "required" },
  });
  const typed = draft({
    values: { pauseGround: "force_majeure" },
    text: "台风",
    evidence: [paper],
    approvedBy: "王敏",
  });
  expect(requestOf(strict, typed, around)).toMatchObject({
    ok: true,
    request: { approvedBy: "王敏", evidence: [paper.digest], text: "台风" },
  });
});

test("nobody approves their own request, but the buyer's own entry is the approval", () => {
  const typed = draft({ values: { pauseGround: "client_cause" }, approvedBy: "周师傅" });
  const strict = allow("pause", { needsApproval: true });
  expect(requestOf(strict, typed, around)).toEqual({ ok: false, faults: { approvedBy: "sameActor" } });
  expect(requestOf(strict, typed, { ...around, party: "client" })).toMatchObject({ ok: true });
});

test("the effective time lies between the report and now", () => {
  const faults = (at: string) => {
    const result = requestOf(allow("arrived"), draft({ at }), around);
    return result.ok ? result.request.at : result.faults;
  };
  expect(faults("2026-11-21 18:00")).toBe(shanghai("2026-11-21T18:00"));
  expect(faults("2026-11-22 10:01")).toEqual({ at: "future" });
  expect(faults("2026-11-20 09:29")).toEqual({ at: "beforeReport" });
  expect(faults("soon")).toEqual({ at: "time" });
});

test("an action that holds at once has no time of its own", () => {
  const result = requestOf(allow("classified"), draft({ at: "nonsense", values: { class: "software" } }), around);
  expect(result).toMatchObject({ ok: true });
  expect(result.ok && "at" in result.request).toBe(false);
});

test("what moves clocks is looked at first", () => {
  const seen = orderActions.filter(needsPreview);
  expect(seen).toEqual(["classified", "pause", "extension_granted", "reopened", "cancelled", "corrected"]);
  expect(fieldsOf.note).toEqual([]);
});
