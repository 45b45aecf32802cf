// Octets of commands that only a citizen's session sends.
import { describe, expect, test } from "vitest";
import { escposDrained, escposForget, escposReceipt } from "./escpos-receipt.ts";
import { isSanwaReplyTo, sanwaCardRequest } from "./sanwa-card.ts";

const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex");

describe("a receipt", () => {
  const line = Uint8Array.from(Buffer.from("A\n"));

  test("begins anew, says that it is Chinese where it is, and is cut", () => {
    expect(hex(escposReceipt([line, line], true))).toBe("1b401c26410a410a1d564200");
    expect(hex(escposReceipt([line], false))).toBe("1b40410a1d564200");
  });

  test("is asked after, and forgotten, with commands of Epson's", () => {
    expect(hex(escposDrained)).toBe("1d7201");
    expect(hex(escposForget)).toBe("101408010314010602081b40");
  });
});

describe("a thermal-rewrite machine", () => {
  test.each([
    ["take-in", "02063332303003 04"],
    ["erase", "02067d30303003 48"],
    ["hand-back", "02068030303003 b5"],
    ["cancel", "02064030303003 75"],
    ["status", "02062030303003 15"],
  ] as const)("is told to %s", (name, frame) => {
    expect(hex(sanwaCardRequest({ name }))).toBe(frame.replace(" ", ""));
  });

  test("is given a line whose length fits into an octet", () => {
    const short = sanwaCardRequest({ name: "print-line", text: Uint8Array.of(0x41, 0x0d) });
    expect(hex(short)).toBe("02087c303030410d030b");
    const long = sanwaCardRequest({ name: "print-line", text: new Uint8Array(400).fill(0x41) });
    expect(long[1]).toBe(246);
    expect(long).toHaveLength(248);
  });

  test("answers with the octet of the command", () => {
    expect(isSanwaReplyTo("take-in", 0x33)).toBe(true);
    expect(isSanwaReplyTo("take-in", 0x20)).toBe(false);
  });
});
