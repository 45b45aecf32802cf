import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const profiles = new Set(["id-card-reader/sdt"]);
const device = { id: "id-reader", profile: "id-card-reader/sdt", transport: "tcp://10.0.0.7:4001" };
const good = {
  kioskId: "cn-014",
  server: { url: "mqtts://fleet.example:8883", caFile: "ca.crt" },
  dataDir: "data",
  devices: [device],
};

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "config-"));
  file = join(folder, "agent.json");
  writeFileSync(join(folder, "ca.crt"), "-----BEGIN CERTIFICATE-----\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(config: unknown) {
  writeFileSync(file, typeof config === "string" ? config : JSON.stringify(config));
  return readConfig(file, profiles);
}

/** The complaint without the file's name, which each must begin with. */
function complaint(config: unknown): string[] {
  try {
    read(config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.message.split("\n");
    for (const line of lines) expect(line.startsWith(`${file}: `)).toBe(true);
    return lines.map((line) => line.slice(file.length + 2));
  }
  throw new Error("the configuration was accepted");
}

test("a small configuration is completed: absolute paths, the machine's own MACs, 200 MB and 30 days", () => {
  const config = read(good);
  expect(config).toMatchObject({
    kioskId: "cn-014",
    server: { caFile: join(folder, "ca.crt") },
    dataDir: join(folder, "data"),
    devices: [{ ...device, poll: {} }],
    outbox: { maxBytes: 200_000_000, maxAgeMs: 30 * 86_400_000 },
  });
  for (const mac of config.macs) expect(mac).toMatch(/^[0-9A-F]{2}(-[0-9A-F]{2}){5}$/);
});

test("the host watches the disk of the agent's own data unless told otherwise", () => {
  const host = { ...device, transport: "host://local" };
  const urls = [host, { ...host, id: "host-2", transport: "host://local?data=/srv" }];
  const [own, other] = read({ ...good, devices: urls }).devices.map(({ transport }) => new URL(transport));
  expect(own?.searchParams.get("data")).toBe(join(folder, "data"));
  expect(other?.searchParams.get("data")).toBe("/srv");
});

test("print jobs may go to another address than the one that is watched", () => {
  const printer = { ...device, transport: "snmp://10.0.0.9", jobs: "ipp://10.0.0.9/ipp/print" };
  expect(read({ ...good, devices: [printer] }).devices[0]?.jobs).toBe("ipp://10.0.0.9/ipp/print");
});

test("MACs are taken in any usual spelling", () => {
  expect(read({ ...good, macs: ["7c:a7:b0:6a:bf:6e", "00E2692918AA"] }).macs).toEqual([
    "7C-A7-B0-6A-BF-6E",
    "00-E2-69-29-18-AA",
  ]);
});

test("plain MQTT is for this machine alone", () => {
  for (const host of ["127.0.0.1", "localhost", "[::1]"]) {
    expect(read({ ...good, server: { url: `mqtt://${host}:1883` } }).server.url).toContain(host);
  }
  const [said] = complaint({ ...good, server: { url: "mqtt://10.0.0.1:1883" } });
  expect(said).toMatch(/^server\.url: .*不加密.* \/ plain mqtt:\/\/ is for loopback only/);
});

const table: readonly [what: string, config: unknown, said: RegExp][] = [
  ["a field nobody knows", { ...good, serverr: 1 }, /^\(file\): .*serverr.* \/ .*serverr/],
  ["a missing field", { ...good, kioskId: undefined }, /^kioskId: .+ \/ .+/],
  ["a kiosk id with capitals", { ...good, kioskId: "CN-14" }, /^kioskId: .+ \/ 2-40 of a-z 0-9 -/],
  ["no CA for TLS", { ...good, server: { url: "mqtts://h:8883" } }, /^server\.caFile: mqtts:\/\/ 需要 CA .* \/ /],
  [
    "a CA file that is not there",
    { ...good, server: { ...good.server, caFile: "no.crt" } },
    /^server\.caFile: 无法读取.*no\.crt/,
  ],
  [
    "a CA file that is none",
    { ...good, server: { ...good.server, caFile: "agent.json" } },
    /^server\.caFile: .*不是 PEM/,
  ],
  [
    "a password in the URL",
    { ...good, server: { ...good.server, url: "mqtts://a:b@h" } },
    /^server\.url: .*密码.* \/ no user/,
  ],
  ["another scheme", { ...good, server: { ...good.server, url: "http://h" } }, /^server\.url: 应为 mqtts/],
  ["a MAC that is none", { ...good, macs: ["7c:a7"] }, /^macs\[0\]: “7c:a7”不是 MAC/],
  ["an enrolment code with an O", { ...good, enrolmentCode: "OOOO-AAAA-AAAA-AAAA" }, /^enrolmentCode: /],
  [
    "a transport of no kind",
    { ...good, devices: [{ ...device, transport: "usb://x" }] },
    /^devices\[0\]\.transport: .*设备地址有误/,
  ],
  [
    "a profile that is not there",
    { ...good, devices: [{ ...device, profile: "x/y" }] },
    /^devices\[0\]\.profile: .*“x\/y”.* \/ there is no profile "x\/y"/,
  ],
  ["one device id twice", { ...good, devices: [device, device] }, /^devices\[1\]\.id: .*重复.* \/ .*twice/],
];

describe("each mistake is named with file, path and both languages", () => {
  test.each(table)("%s", (_what, config, said) => {
    expect(complaint(config)).toEqual([expect.stringMatching(said)]);
  });
});

test("all mistakes are told at once", () => {
  expect(complaint({ ...good, kioskId: "X", devices: [{ ...device, id: "Y" }] })).toHaveLength(2);
});

test("a file that is no JSON, and one that is not there", () => {
  expect(complaint("{")).toEqual([expect.stringMatching(/^不是 JSON.* \/ not JSON/)]);
  expect(() => readConfig(join(folder, "none.json"), profiles)).toThrow(/none\.json: 无法读取.* \/ cannot be read/);
});
