import { Grant } from "@kiosk/contract";
import { expect, test } from "vitest";
import { partiesOf } from "./parties.ts";

const grant = (role: string, contractId: string | null, organisationId: string | null = null) =>
  Grant.parse({ role, contractId, organisationId });
const here = { contractId: "changning", vendorId: "centerm" };

test("roles of another contract make nobody a party here", () => {
  const grants = [grant("dispatcher", "dazhou"), grant("technician", "changning")];
  expect(partiesOf({ grants }, here)).toEqual(["technician"]);
});

test("a supplier is one only where the order is its own", () => {
  const grants = [grant("vendor", "changning", "centerm")];
  expect(partiesOf({ grants }, here)).toEqual(["vendor"]);
  expect(partiesOf({ grants }, { ...here, vendorId: "other" })).toEqual([]);
  expect(partiesOf({ grants }, { ...here, vendorId: null })).toEqual([]);
});

test("who reads only and who keeps the system are no party", () => {
  const grants = [grant("district_viewer", "changning"), grant("system_admin", null)];
  expect(partiesOf({ grants }, here)).toEqual([]);
});

test("several roles are several parties, each once", () => {
  const grants = [
    grant("dispatcher", "changning"),
    grant("district_admin", "changning"),
    grant("dispatcher", "changning"),
  ];
  expect(partiesOf({ grants }, here)).toEqual(["client", "dispatcher"]);
});
