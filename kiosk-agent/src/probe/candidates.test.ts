import { isHelperProtocol, type Profile } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { candidates, carries, isKnownAs, modelProfile } from "./candidates.ts";

const profiles = loadProfiles();

const tried = (url: string, kind: "stream" | "snmp") =>
  candidates(profiles.values(), url, kind).map(({ profile }) => profile);

/** Those of the plan that speak one of these, as the plan has them. */
const among = (plan: readonly Profile[], ...protocols: Profile["protocol"][]) =>
  plan.filter(({ protocol }) => protocols.includes(protocol));

test("a printer is asked before a card reader, whose frame would be text to it", () => {
  const plan = among(tried("tcp://10.0.0.7:4001", "stream"), "pr2", "sdt");
  expect(plan.map((profile) => profile.protocol)).toEqual(["pr2", "sdt"]);
});

test("receipt printers are asked before card readers, and what only a Custom printer answers before what all answer", () => {
  const plan = among(tried("tcp://10.0.0.7:4001", "stream"), "custom-kiosk", "escpos", "sdt");
  expect(plan.map((profile) => profile.protocol)).toEqual(["custom-kiosk", "escpos", "sdt"]);
});

test("a booklet printer in MTPL is asked when no receipt printer would print the question, and before what it would print", () => {
  const plan = among(tried("tcp://10.0.0.7:4001", "stream"), "pr2", "escpos", "mtpl", "sdt");
  expect(plan.map((profile) => profile.protocol)).toEqual(["pr2", "escpos", "mtpl", "sdt"]);
});

test("scanners are asked after card readers, and the one whose reading it pauses last", () => {
  const plan = among(tried("tcp://10.0.0.7:4001", "stream"), "sdt", "gm65", "ssi", "newland");
  expect(plan.map((profile) => profile.protocol)).toEqual(["sdt", "gm65", "ssi", "newland"]);
});

test("on a serial port without a speed each speed is a try of its own, the verified profile first", () => {
  const order = among(tried("serial:///dev/ttyS0", "stream"), "pr2", "sdt");
  expect(order.map((profile) => [profile.protocol, profile.serial?.baud])).toEqual([
    ["pr2", 9600],
    ["sdt", 115200],
    ["sdt", 9600],
  ]);
});

test("with a speed in the URL, profiles that differ in speed alone are one try", () => {
  const plan = candidates(profiles.values(), "serial:///dev/ttyS0?baud=9600&data=8&parity=none&stop=1", "stream");
  const readers = plan.filter(({ profile }) => profile.protocol === "sdt");
  expect(readers).toHaveLength(1);
  expect(readers[0]?.alike).toContain("id-card-reader/sdt-serial-9600");
});

test("every profile is tried or named as alike on some transport, and on none twice", () => {
  const places = [
    ["tcp://10.0.0.7:4001", "stream"],
    ["helper:///opt/vendor/helper", "stream"],
    ["snmp://10.0.0.9", "snmp"],
    ["pcsc://", "pcsc"],
    ["ipp://10.0.0.9/ipp/print", "ipp"],
    ["usb://ffff:0001", "usb"],
    ["hid://ffff:0001", "hid"],
    ...[...profiles.values()].flatMap(({ usb = [] }) =>
      usb.flatMap(({ vendor, product }) => [
        [`usb://${vendor}:${product}`, "usb"] as const,
        [`hid://${vendor}:${product}`, "hid"] as const,
      ]),
    ),
    ["camera:///dev/video0", "presence"],
    ["host://local", "host"],
  ] as const;
  const named = places.map(([url, kind]) =>
    candidates(profiles.values(), url, kind).flatMap(({ profile, alike }) => [profile.id, ...alike]),
  );
  for (const ids of named) expect(new Set(ids).size).toBe(ids.length);
  expect([...new Set(named.flat())].toSorted()).toEqual([...profiles.keys()].toSorted());
  for (const profile of tried("snmp://10.0.0.9", "snmp")) expect(carries(profile, "snmp")).toBe(true);
});

describe("ids", () => {
  const plan = (url: string, kind: "usb" | "hid") => candidates(profiles.values(), url, kind);

  test("that a profile names leave that profile and its generic kin", () => {
    const [only, ...others] = plan("hid://051d:0002", "hid");
    expect(others).toEqual([]);
    expect([only?.profile.id, only?.alike]).toEqual(["ups/apc-back-ups", ["ups/generic-hid-power"]]);
  });

  test("that no profile names rule out every profile that names others", () => {
    const tried = plan("hid://ffff:0001", "hid").flatMap(({ profile, alike }) => [profile.id, ...alike]);
    expect(tried).toContain("ups/generic-hid-power");
    expect(tried.filter((id) => profiles.get(id)?.usb !== undefined)).toEqual([]);
    // what listens comes before what reads, and what writes comes last
    expect(plan("hid://ffff:0001", "hid").map(({ profile }) => profile.protocol)).toEqual([
      "hid-scanner",
      "hid-power",
      "sdt",
    ]);
  });

  test("with an interface that the profile does not mean are those of something else", () => {
    const [profile] = [...profiles.values()].filter(({ usb }) => usb !== undefined);
    if (!profile) throw new Error("no profile has ids");
    const one = { ...profile, usb: [{ vendor: "0400", product: "c35a", interface: 1 }] };
    const ids = { vendorId: 0x0400, productId: 0xc35a };
    expect(
      [undefined, 1, 2].map((interfaceNumber) =>
        isKnownAs(one, { ...ids, ...(interfaceNumber ? { interfaceNumber } : {}) }),
      ),
    ).toEqual([true, true, false]);
  });
});

test("a model that says maker and name is known by both, in any case", () => {
  const generic = profiles.get("a4-printer/generic-printer-mib");
  if (!generic) throw new Error("the generic profile is missing");
  const found = (said: string) => modelProfile(profiles.values(), generic, said)?.id;
  expect(found("sharp mx-3570n Ver 1.2")).toBe("a4-printer/sharp-mx-3570n");
  expect(found("MX-3570N")).toBeUndefined();
  expect(found("Sharp MX-2651")).toBeUndefined();
  expect(found("")).toBeUndefined();
});

test("card rewriters are asked after all others, each speed for itself, and what changes a receipt printer last", () => {
  const plan = tried("serial:///dev/ttyS0", "stream");
  expect(plan.slice(-3).map((profile) => [profile.protocol, profile.serial?.baud])).toEqual([
    ["sanwa-crp", 38400],
    ["sanwa-crp", 9600],
    ["zebra-p3xx", 9600],
  ]);
});

test("a helper is asked in its own lines alone, and nothing else ever is", () => {
  const isHelpers = ({ protocol }: Profile) => isHelperProtocol(protocol);
  const plan = tried("helper:///opt/vendor/helper?arg=x", "stream");
  expect(plan.length).toBeGreaterThan(0);
  expect(plan.every(isHelpers)).toBe(true);
  for (const url of ["tcp://10.0.0.7:4001", "serial:///dev/ttyS0"]) {
    expect(tried(url, "stream").some(isHelpers)).toBe(false);
    for (const profile of plan) expect(carries(profile, "stream", url)).toBe(false);
  }
});
