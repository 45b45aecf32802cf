import { ContractId } from "@kiosk/contract";
import { expect, it } from "vitest";
import type { Guarantee } from "../domain/guarantee/guarantee.ts";
import { productSettings } from "../domain/threshold/contract-settings.ts";
import { GuaranteeState } from "./guarantee-state.ts";

const contractId = ContractId.parse("changning");
const at = (text: string) => Date.parse(`${text.replace(" ", "T")}:00+08:00`);
const guarantee: Guarantee = {
  ...{ id: "g1", contractId, title: "进博会", from: "2026-11-05", to: "2026-11-06", kioskIds: null },
  ...{ patrolEveryHours: 4, patrolFromMin: 480, patrolToMin: 1080, lowPercent: 30, changeFreeze: true },
  ...{ declaredBy: "甲方", enteredBy: "陈", enteredAt: at("2026-11-01 09:00"), note: "", evidence: [] },
  ...{ closing: null, withdrawnAt: null, withdrawnWhy: null, version: 1 },
};

it("settings are tightened from the first instant to the last, and are one object as long as nothing changes", () => {
  const state = new GuaranteeState();
  state.load([guarantee], at("2026-11-04 23:59"));
  expect(state.tightened(contractId, productSettings)).toBe(productSettings);
  expect(state.freeze(contractId, null)).toBeUndefined();

  expect(state.refresh(at("2026-11-05 00:00"))).toBe(true);
  expect(state.refresh(at("2026-11-05 12:00"))).toBe(false);
  const tight = state.tightened(contractId, productSettings);
  expect(tight.tighter).toEqual([{ kioskIds: null, lowPercent: 30 }]);
  expect(state.tightened(contractId, productSettings)).toBe(tight);
  expect(state.tightened(ContractId.parse("dazhou"), productSettings)).toBe(productSettings);
  expect(state.freeze(contractId, null)?.title).toBe("进博会");

  expect(state.refresh(at("2026-11-07 00:00"))).toBe(true);
  expect(state.tightened(contractId, productSettings)).toBe(productSettings);
});

it("two contracts that have set nothing are each tightened by their own", () => {
  const dazhou = ContractId.parse("dazhou");
  const state = new GuaranteeState();
  state.load([guarantee, { ...guarantee, id: "g2", contractId: dazhou, lowPercent: 70 }], at("2026-11-05 09:00"));
  expect(state.tightened(contractId, productSettings).tighter).toEqual([{ kioskIds: null, lowPercent: 30 }]);
  expect(state.tightened(dazhou, productSettings).tighter).toEqual([{ kioskIds: null, lowPercent: 70 }]);
});
