import { ContractList } from "@kiosk/contract";
import { expect, test } from "vitest";
import { chooseContract } from "./use-contract-scope.ts";

const { contracts } = ContractList.parse({
  contracts: [
    { id: "dazhou", zh: "达州", en: "Dazhou", invented: true, startsAt: null, endsAt: null, kiosks: 3 },
    { id: "changning", zh: "长宁", en: "Changning", invented: false, startsAt: 0, endsAt: 1, kiosks: 46 },
  ],
});

test("without a choice the first contract with real points is shown", () => {
  expect(chooseContract(undefined, contracts)).toMatchObject({ ready: true, contract: "changning" });
});

test("before the list is known nothing is asked for, unless the address bar names the contract", () => {
  expect(chooseContract(undefined, undefined).ready).toBe(false);
  expect(chooseContract("dazhou", undefined)).toMatchObject({ ready: true, contract: "dazhou" });
});

test("all is every contract", () => {
  expect(chooseContract("all", contracts)).toMatchObject({ ready: true, contract: undefined });
});

test("without any real contract the first of the list is shown", () => {
  expect(chooseContract(undefined, contracts.slice(0, 1)).contract).toBe("dazhou");
});
