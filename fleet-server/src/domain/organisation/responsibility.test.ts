import { ContractId, OrganisationId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { firstFirm, type OrganisationContract } from "./responsibility.ts";

const contractId = ContractId.parse("changning");
const lujie = OrganisationId.parse("lujie");
const heng = OrganisationId.parse("hengxin");
const firm = (
  organisationId: OrganisationId,
  ...deviceClasses: OrganisationContract["deviceClasses"]
): OrganisationContract => ({ organisationId, contractId, deviceClasses, endedAt: null });
const byRule = { source: "rule", route: "vendor" } as const;

describe("to whom an order goes at once", () => {
  it("the one firm that answers for the device", () => {
    expect(firstFirm([firm(lujie, "a4Printer"), firm(heng, "idCardReader")], byRule, "a4Printer")).toBe(lujie);
  });
  it("nobody where two firms answer for it", () => {
    expect(firstFirm([firm(lujie, "a4Printer"), firm(heng, "a4Printer")], byRule, "a4Printer")).toBeNull();
  });
  it("nobody where no firm answers for it, or the order names no device", () => {
    expect(firstFirm([firm(lujie)], byRule, "a4Printer")).toBeNull();
    expect(firstFirm([firm(lujie, "a4Printer")], byRule, undefined)).toBeNull();
  });
  it("nobody where the fault is for our own people, or a person opened the order", () => {
    const firms = [firm(lujie, "a4Printer")];
    expect(firstFirm(firms, { source: "rule", route: "duty" }, "a4Printer")).toBeNull();
    expect(firstFirm(firms, { source: "person", route: "vendor" }, "a4Printer")).toBeNull();
  });
});
