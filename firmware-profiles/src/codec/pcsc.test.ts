import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "./hex.ts";
import {
  nextPcscCards,
  type PcscAnswer,
  type PcscCards,
  pcscFields,
  pcscFramer,
  pcscOctets,
  pcscReaderStem,
  pcscUnreadable,
} from "./pcsc.ts";

const reader = (state: number, name = "R"): PcscAnswer => ({ name: "readers", readers: [{ name, state }] });
const answers: fc.Arbitrary<PcscAnswer> = fc.oneof(
  fc.record({
    name: fc.constant("refused" as const),
    status: fc.integer({ min: 0x80100001, max: 0x8010ffff }),
  }),
  fc.record({
    name: fc.constant("readers" as const),
    readers: fc.array(
      fc.record({ name: fc.string({ minLength: 1, maxLength: 40 }), state: fc.integer({ min: 0, max: 0xffff_ffff }) }),
      { maxLength: 16 },
    ),
  }),
);

describe("an answer of the service", () => {
  test("is written down as status, count, states and names", () => {
    expect(toHex(pcscOctets(reader(0x10022, "AB")))).toBe("000000000100010022024142");
    expect(toHex(pcscOctets({ name: "refused", status: 0x8010001d }))).toBe("8010001d00");
  });

  test("is read back as it was, however it is cut", () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 4 }), fc.integer({ min: 1, max: 9 }), (all, size) => {
        const octets = Uint8Array.from(all.flatMap((answer) => [...pcscOctets(answer)]));
        const framer = pcscFramer();
        const heard: PcscAnswer[] = [];
        for (let at = 0; at < octets.length; at += size) heard.push(...framer.push(octets.subarray(at, at + size)));
        expect(heard).toEqual(all);
        expect(framer.droppedBytes).toBe(0);
      }),
    );
  });

  test("is found behind octets that are none", () => {
    const framer = pcscFramer();
    expect(framer.push(fromHex("ffff0000000110"))).toEqual([]);
    expect([...framer.push(pcscOctets({ name: "refused", status: 0x8010002e })), ...framer.flush()]).toContainEqual({
      name: "refused",
      status: 0x8010002e,
    });
    expect(framer.droppedBytes).toBeGreaterThan(0);
  });

  test("tells nothing of a reader where it speaks of none or of several", () => {
    expect(pcscFields({ name: "readers", readers: [] })).toEqual([]);
    const two = [
      { name: "A", state: 0x12 },
      { name: "B", state: 0x12 },
    ];
    expect(pcscFields({ name: "readers", readers: two })).toEqual([]);
    expect(pcscFields(reader(0x12)).map(({ name }) => name)).toEqual(["readerState", "readerName"]);
  });
});

describe("cards that do not answer", () => {
  const empty = (movements: number) => reader((movements << 16) | 0x12);
  const good = (movements: number) => reader((movements << 16) | 0x22);
  const mute = (movements: number) => reader((movements << 16) | 0x222);
  const inARow = (seen: readonly PcscAnswer[], before: PcscCards = { unreadable: 0 }) =>
    seen.reduce(nextPcscCards, before).unreadable;

  test.each<[string, readonly PcscAnswer[], number]>([
    ["one that stays is one", [mute(1), mute(1), mute(1)], 1],
    ["one after an empty slot is another", [mute(1), empty(2), mute(3)], 2],
    ["one that was swapped between two looks is another", [mute(1), mute(3)], 2],
    ["one that answers ends the row", [mute(1), empty(2), mute(3), good(5), mute(7)], 1],
    ["an empty slot ends no row", [mute(1), empty(2), empty(2)], 1],
    ["a service that began anew is no other card", [mute(3), mute(1)], 1],
    ["a reader that is unavailable counts nothing", [mute(1), reader(0x0a), mute(1)], 1],
    ["a refusal counts nothing", [mute(1), { name: "refused", status: 0x8010001d }, mute(1)], 1],
    ["a contradiction counts nothing", [mute(1), reader(0x232), mute(1)], 1],
  ])("%s", (_, seen, row) => {
    expect(inARow(seen)).toBe(row);
  });

  test("are not counted again after a restart of ours, when one of them may still be in the slot", () => {
    expect(inARow([mute(5)], { unreadable: 2 })).toBe(2);
    expect(inARow([empty(6), mute(7)], { unreadable: 2 })).toBe(3);
    expect(inARow([mute(5)])).toBe(1);
  });

  test("are a finding from the limit on, and never where the profile has none", () => {
    expect(pcscUnreadable({ unreadable: 2 }, 3)).toEqual([]);
    expect(pcscUnreadable({ unreadable: 3 }, 3)).toMatchObject([{ name: "unreadable", number: 1 }]);
    expect(pcscUnreadable({ unreadable: 300 }, 3)).toMatchObject([{ raw: Uint8Array.of(255) }]);
    expect(pcscUnreadable({ unreadable: 9 }, undefined)).toEqual([]);
  });
});

test.each([
  ["ACS ACR39U ICC Reader 00 00", "ACS ACR39U ICC Reader"],
  ["Reader [Iface] (SN 12) 0A 01", "Reader [Iface] (SN 12)"],
  ["ACS ACR39U 0", "ACS ACR39U"],
  ["Feitian SCR301", "Feitian SCR301"],
])("the reader %s is %s wherever it is plugged in", (name, stem) => {
  expect(pcscReaderStem(name)).toBe(stem);
});
