import { expect, test } from "vitest";
import { type ContractDraft, contractOf } from "./new-contract.ts";

const draft: ContractDraft = { id: "pudong", zh: " 浦东 ", en: "Pudong", startsAt: "", endsAt: "" };

test("names are trimmed, and dates that were left out are not agreed", () => {
  expect(contractOf(draft, [])).toEqual({
    ok: true,
    contract: { id: "pudong", zh: "浦东", en: "Pudong", startsAt: null, endsAt: null },
  });
});

test("dates are Shanghai days, and the last one is included", () => {
  expect(contractOf({ ...draft, startsAt: "2026-09-01", endsAt: "2027-5-31" }, [])).toMatchObject({
    ok: true,
    contract: { startsAt: Date.UTC(2026, 7, 31, 16), endsAt: Date.UTC(2027, 4, 31, 16) },
  });
});

test("a contract of one day is one", () => {
  const oneDay = contractOf({ ...draft, startsAt: "2026-09-01", endsAt: "2026-09-01" }, []);
  expect(oneDay).toMatchObject({ ok: true, contract: { endsAt: Date.UTC(2026, 8, 1, 16) } });
});

test("everything that is wrong is named at once", () => {
  expect(contractOf({ id: "", zh: "", en: " ", startsAt: "soon", endsAt: "2026-02-31" }, [])).toEqual({
    ok: false,
    faults: { id: "id", zh: "required", en: "required", startsAt: "date", endsAt: "date" },
  });
});

test.each([
  [{ id: "Pudong" }, { id: "id" }],
  [{ id: "all" }, { id: "id" }],
  [{ id: "changning" }, { id: "taken" }],
  [{ startsAt: "2026-09-02", endsAt: "2026-09-01" }, { endsAt: "endBeforeStart" }],
])("%j is refused before it is sent", (part, faults) => {
  expect(contractOf({ ...draft, ...part }, ["changning"])).toEqual({ ok: false, faults });
});
