import { describe, expect, test } from "vitest";
import { CodeInbox, isScannerTongue, longestCode, type ScannerTongue } from "./scanned-code.ts";

const octets = (text: string) => Uint8Array.from(Buffer.from(text));

/** length | F3 | 00 | 00 | 01 | data | checksum */
function packet(text: string): Uint8Array {
  const counted = Uint8Array.of(text.length + 5, 0xf3, 0, 0, 1, ...octets(text));
  const sum = 0x10000 - counted.reduce((total, octet) => total + octet, 0);
  return Uint8Array.of(...counted, sum >> 8, sum & 0xff);
}

describe.each<ScannerTongue>(["newland", "gm65"])("%s", (tongue) => {
  test("a code ends with its line", () => {
    const inbox = new CodeInbox(tongue);
    expect(inbox.push(octets("SUI"))).toBeUndefined();
    expect(inbox.push(octets("SHEN\r\n"))).toBe("SUISHEN");
  });

  test("a code without an end mark is what came", () => {
    const inbox = new CodeInbox(tongue);
    inbox.push(octets("SUISHEN"));
    expect(inbox.rest()).toBe("SUISHEN");
  });

  test("an empty line is no code", () => {
    const inbox = new CodeInbox(tongue);
    expect(inbox.push(octets("\r\n"))).toBeUndefined();
    expect(inbox.rest()).toBeUndefined();
  });
});

describe("ssi", () => {
  test("a code is a whole packet with a right checksum", () => {
    const inbox = new CodeInbox("ssi");
    const whole = packet("SUISHEN");
    expect(inbox.push(whole.slice(0, 5))).toBeUndefined();
    expect(inbox.rest()).toBeUndefined();
    expect(inbox.push(whole.slice(5))).toBe("SUISHEN");
  });

  test("a packet with a wrong checksum is none", () => {
    const inbox = new CodeInbox("ssi");
    const broken = packet("SUISHEN");
    broken[6] = 0x58;
    expect(inbox.push(broken)).toBeUndefined();
  });
});

test("Chinese is read as UTF-8 or as GBK, and control characters are no part of a code", () => {
  expect(new CodeInbox("gm65").push(octets("样例\u0001码\r"))).toBe("样例码");
  expect(new CodeInbox("gm65").push(Uint8Array.from([0xd1, 0xf9, 0xc0, 0xfd, 0x0d]))).toBe("样例");
});

test("what is longer than a session takes is no code", () => {
  expect(new CodeInbox("gm65").push(octets(`${"A".repeat(longestCode)}\r`))).toHaveLength(longestCode);
  expect(new CodeInbox("gm65").push(octets(`${"A".repeat(longestCode + 1)}\r`))).toBeUndefined();
});

test("what was pushed is empty, and after clear the inbox is", () => {
  const inbox = new CodeInbox("gm65");
  const chunk = octets("SUISHEN");
  inbox.push(chunk);
  expect(chunk.every((octet) => octet === 0)).toBe(true);
  inbox.clear();
  expect(inbox.isEmpty).toBe(true);
  expect(inbox.rest()).toBeUndefined();
});

test("a reader of cards is no scanner", () => {
  expect(isScannerTongue("sdt")).toBe(false);
});
