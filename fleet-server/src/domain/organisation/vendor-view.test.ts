import { OrganisationId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { foreignEvents, maskPersonal } from "./vendor-view.ts";

describe("what a person typed", () => {
  it.each([
    ["身份证 310105199001011234，请核对", "身份证 310105**********4，请核对"],
    ["31010519900101123X", "310105**********X"],
    ["手机 138 1234 5678、座机 021-62345678", "手机 138****5678、座机 021-****5678"],
    // numbers that are none: a serial of 20 digits, a date of birth alone, an order's number
    ["31010519900101123456", "31010519900101123456"],
    ["WO-20261122-0001", "WO-20261122-0001"],
    ["序列号 A310105199001011234", "序列号 A310105199001011234"],
  ])("%s", (text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });
});

describe("events of a firm that had the order before", () => {
  const own = OrganisationId.parse("lujie");
  const event = (seq: number, type: string, party: string, organisation?: string | null) => ({
    seq,
    type,
    party,
    data: { organisation },
  });
  const seqs = (...events: Parameters<typeof foreignEvents>[0][number][]) =>
    [...foreignEvents(events, own)].map(({ seq }) => seq);
  it("are those a vendor entered before the order came to this one", () => {
    expect(
      seqs(
        event(1, "reported", "client"),
        event(2, "assigned", "dispatcher", "hengxin"),
        event(3, "note", "vendor"),
        event(4, "note", "dispatcher"),
        event(5, "assigned", "dispatcher", "lujie"),
        event(6, "note", "vendor"),
      ),
    ).toEqual([3]);
  });
  it("are also this firm's own of an earlier time, when another had it since", () => {
    expect(
      seqs(
        event(1, "assigned", "dispatcher", "lujie"),
        event(2, "note", "vendor"),
        event(3, "assigned", "dispatcher", null),
        event(4, "assigned", "dispatcher", "lujie"),
      ),
    ).toEqual([2]);
  });
  it("are none where it was the first", () => {
    expect(seqs(event(1, "assigned", "system", "lujie"), event(2, "note", "vendor"))).toEqual([]);
  });
});
