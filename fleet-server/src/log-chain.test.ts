import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, chainLink, chainStart } from "./log-chain.ts";

const event = {
  id: "e1",
  orderId: "o1",
  seq: 1,
  type: "reported",
  at: 1,
  recordedAt: 2,
  actor: "值班",
  party: "dispatcher",
  text: "页面空白",
  data: { class: "software", kind: "fault" },
  evidence: [],
  logSeq: 1,
} as const;

describe("a link of the chain", () => {
  it("is the SM3 of the link before and of the event, the same for ever", () => {
    // computed with `openssl dgst -sm3` over the text that chainLink hashes
    expect(chainLink(chainStart, event)).toBe("e04df624f67a303df18718d9633f3bd80c477df4b9009d67cdd3357a3b66dada");
  });
  it.each(Object.keys(event))("depends on %s", (field) => {
    const changed = { ...event, [field]: Array.isArray(Reflect.get(event, field)) ? ["x"] : "x" };
    expect(chainLink(chainStart, Object.assign({}, event, changed))).not.toBe(chainLink(chainStart, event));
  });
  it("depends on the link before", () => {
    expect(chainLink("1".repeat(64), event)).not.toBe(chainLink(chainStart, event));
  });
  it("does not depend on the order in which fields were written", () => {
    expect(chainLink(chainStart, { ...event, data: { kind: "fault", class: "software" } })).toBe(
      chainLink(chainStart, event),
    );
  });
});

describe("canonical JSON", () => {
  it("reads back as what it was made of", () => {
    const same = (value: unknown) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    };
    fc.assert(fc.property(fc.jsonValue(), same));
  });
  it("leaves out what is undefined, as JSON does", () => {
    expect(canonicalJson({ b: undefined, a: [1, { d: null }] })).toBe('{"a":[1,{"d":null}]}');
  });
});
