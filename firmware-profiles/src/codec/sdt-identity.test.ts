import { describe, expect, test } from "vitest";
import { idCheckCharacter, isIdNumber } from "./id-number.ts";
import { encodeSdtReply } from "./sdt.ts";
import { decodeSdtCardText, SdtCardInbox, sdtCardRequest } from "./sdt-identity.ts";

const hex = (octets: Uint8Array) => Buffer.from(octets).toString("hex").toUpperCase();
const none = encodeSdtReply([0, 0, 0x80]);

test.each([
  ["find", "AAAAAA96690003200122"],
  ["select", "AAAAAA96690003200221"],
  ["text", "AAAAAA96690003300132"],
  ["presence", "AAAAAA96690003300330"],
] as const)("%s is asked as published", (question, request) => {
  expect(hex(sdtCardRequest(question))).toBe(request);
});

describe("an id number", () => {
  test.each(["999999197702031048", "11010519491231002X", "810000199001010019"])("%s holds", (number) => {
    expect(isIdNumber(number)).toBe(true);
  });

  test.each(["999999197702031047", "11010519491231002x", "99999919770203104", "9999991977020310488", ""])(
    "%s does not",
    (number) => {
      expect(isIdNumber(number)).toBe(false);
    },
  );

  test("with one digit changed never holds", () => {
    const number = "999999197702031048";
    for (let at = 0; at < 17; at += 1) {
      const changed = `${number.slice(0, at)}${(Number(number[at]) + 1) % 10}${number.slice(at + 1)}`;
      expect(idCheckCharacter(changed.slice(0, 17))).not.toBe("8");
    }
  });
});

describe("the inbox", () => {
  test("finds a reply in pieces, and empties every piece that it is given", () => {
    const inbox = new SdtCardInbox();
    const pieces = [none.slice(0, 3), none.slice(3, 9), none.slice(9)];
    const replies = pieces.map((piece) => inbox.push(piece));
    expect(replies).toEqual([undefined, undefined, { kind: "reply", status: [0, 0, 0x80], data: new Uint8Array(0) }]);
    expect(pieces.every((piece) => piece.every((octet) => octet === 0))).toBe(true);
  });

  test("tells one reply after the other", () => {
    const inbox = new SdtCardInbox();
    const found = encodeSdtReply([0, 0, 0x9f], [0, 0, 0, 0]);
    expect(inbox.push(Uint8Array.of(...none, ...found))).toMatchObject({ status: [0, 0, 0x80] });
    expect(inbox.next()).toMatchObject({ status: [0, 0, 0x9f] });
    expect(inbox.next()).toBeUndefined();
  });

  test("finds a reply behind the beginning of another and behind noise that fills it", () => {
    const inbox = new SdtCardInbox();
    inbox.push(Uint8Array.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x05, 0x08]));
    for (let i = 0; i < 9; i += 1) expect(inbox.push(new Uint8Array(1000).fill(0x41))).toBeUndefined();
    expect(inbox.push(none.slice())).toMatchObject({ status: [0, 0, 0x80] });
  });

  test("knows the frame of a reader whose module did not answer", () => {
    expect(new SdtCardInbox().push(Uint8Array.from(Buffer.from("AAAAAA96690005050505", "hex")))).toEqual({
      kind: "internal-timeout",
    });
  });

  test("holds nothing any more once it is cleared: also what it told is zero", () => {
    const inbox = new SdtCardInbox();
    const reply = inbox.push(encodeSdtReply([0, 0, 0x90], [1, 2, 3]));
    if (reply?.kind !== "reply") throw new Error("no reply");
    inbox.clear();
    expect([...reply.data]).toEqual([0, 0, 0]);
    expect(inbox.isEmpty).toBe(true);
    expect(inbox.push(none.slice(0, 4))).toBeUndefined();
    expect(inbox.isEmpty).toBe(false);
  });
});

describe("the text of a card", () => {
  const record = (fields: readonly (readonly [string, number])[]) => {
    const data = Buffer.alloc(4 + 256 + 1024, Buffer.from(" ", "utf16le"));
    data.set([1, 0, 4, 0]);
    for (const [text, offset] of fields) data.write(text, 4 + offset, "utf16le");
    return data;
  };
  const resident = [
    ["样例", 0],
    ["1", 30],
    ["01", 32],
    ["19770203", 36],
    ["样例省样例市", 52],
    ["999999197702031048", 122],
    ["样例局", 158],
    ["20200101", 188],
    ["长期", 204],
  ] as const;

  test("of a resident", () => {
    expect(decodeSdtCardText(record(resident))).toEqual({
      kind: "resident",
      name: "样例",
      idNumber: "999999197702031048",
      sex: "male",
      birth: "19770203",
      address: "样例省样例市",
      validTo: "长期",
      numberHolds: true,
    });
  });

  test("of a resident of Hong Kong, Macao or Taiwan has a flag of its own", () => {
    expect(decodeSdtCardText(record([...resident, ["J", 248]]))).toMatchObject({ kind: "hmt-resident", name: "样例" });
  });

  test("of a foreign resident has other places, and the English name where there is no Chinese one", () => {
    const fields = [
      ["SAMPLE, HOLDER", 0],
      ["2", 120],
      ["TST110077020301", 122],
      ["TST", 152],
      ["20400101", 204],
      ["19770203", 220],
      ["I", 248],
    ] as const;
    const told = {
      kind: "foreign-resident",
      name: "SAMPLE, HOLDER",
      idNumber: "TST110077020301",
      sex: "female",
      birth: "19770203",
      address: "",
      validTo: "20400101",
      numberHolds: true,
    };
    expect(decodeSdtCardText(record(fields))).toEqual(told);
    expect(decodeSdtCardText(record([...fields, ["样例", 158]]))).toEqual({ ...told, name: "样例" });
  });

  test("says whether its number holds", () => {
    const wrong = record([...resident, ["999999197702031049", 122]]);
    expect(decodeSdtCardText(wrong)).toMatchObject({ numberHolds: false });
  });

  test("is none where its sizes are others or it is cut short", () => {
    const data = record(resident);
    expect(decodeSdtCardText(data.subarray(0, 259))).toBeUndefined();
    data[0] = 2;
    expect(decodeSdtCardText(data)).toBeUndefined();
  });
});
