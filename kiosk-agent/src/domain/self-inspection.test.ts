import { DeviceId, type DeviceReport, EvidenceItem } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { evidenceOf, type SelfSeen } from "./self-inspection.ts";

const at = 1_790_000_000_000;
const dayMs = 86_400_000;

function device(id: string, changes: Partial<DeviceReport> = {}): DeviceReport {
  return {
    deviceId: DeviceId.parse(id),
    deviceClass: "a4Printer",
    profileId: "a4-printer/x",
    state: "online",
    since: at - dayMs,
    answeredAt: at - 20_000,
    readings: [],
    conditions: [],
    exchange: [],
    droppedBytes: 0,
    ...changes,
  };
}

function seen(changes: Partial<SelfSeen> = {}): SelfSeen {
  return {
    facts: new Map<string, number | string>([
      ["diskFreeBytes", 60e9],
      ["diskTotalBytes", 128e9],
      ["memoryAvailableBytes", 4e9],
      ["memoryTotalBytes", 8e9],
      ["clockSynchronised", 1],
      ["uptimeSeconds", 172_800],
    ]),
    os: "Debian GNU/Linux 12",
    services: [],
    certificateEndsAt: at + 400 * dayMs,
    agentVersion: "0.1.0",
    devices: [],
    outbox: { rows: 0, bytes: 0, droppedRoutine: 0 },
    at,
    ...changes,
  };
}

function outcome(changes: Partial<SelfSeen>, key: string, subject = "") {
  const found = evidenceOf(seen(changes)).find((item) => item.key === key && item.subject === subject);
  return found === undefined ? undefined : `${found.outcome} ${found.value}`.trim();
}

const facts = (...changed: (readonly [string, number | string | undefined])[]) => {
  const map = new Map(seen().facts);
  for (const [name, value] of changed) {
    if (value === undefined) map.delete(name);
    else map.set(name, value);
  }
  return { facts: map };
};

describe("what a terminal says of itself", () => {
  it.each<[string, Partial<SelfSeen>, string, string]>([
    ["enough disk", {}, "disk-free", "pass 46 %"],
    ["a tenth is enough", facts(["diskFreeBytes", 12.8e9]), "disk-free", "pass 10 %"],
    ["less than a tenth", facts(["diskFreeBytes", 12.7e9]), "disk-free", "fail 9 %"],
    ["a disk that is not told", facts(["diskFreeBytes", undefined]), "disk-free", "unknown"],
    ["a size of nothing", facts(["diskTotalBytes", 0]), "disk-free", "unknown"],
    ["little memory", facts(["memoryAvailableBytes", 0.5e9]), "memory-free", "fail 6 %"],
    ["a clock that follows", {}, "clock-synchronised", "pass NTP"],
    ["a clock that follows nothing", facts(["clockSynchronised", 0]), "clock-synchronised", "fail -"],
    ["nobody knows of the clock", facts(["clockSynchronised", "none"]), "clock-synchronised", "unknown"],
    ["a version has no limit", {}, "agent-version", "unknown 0.1.0"],
    ["the days it runs have no limit", {}, "uptime", "unknown 2.0 d"],
    ["a system that does not tell its name", { os: "" }, "os-version", "unknown"],
    ["an empty outbox", {}, "outbox", "pass 0"],
    [
      "what waits for a while",
      { outbox: { rows: 3, bytes: 9, droppedRoutine: 0, oldestAt: at - 60_000 } },
      "outbox",
      "pass 3",
    ],
    [
      "what waits too long",
      { outbox: { rows: 3, bytes: 9, droppedRoutine: 0, oldestAt: at - 7_200_000 } },
      "outbox",
      "fail 3",
    ],
    ["what was dropped", { outbox: { rows: 0, bytes: 0, droppedRoutine: 4 } }, "outbox", "fail 0"],
    ["a full disk", { outbox: { rows: 0, bytes: 0, droppedRoutine: 0, trouble: "disk-full" } }, "outbox", "fail 0"],
    ["a certificate of a year", {}, "certificate-days", "pass 400 d"],
    ["a certificate of a month less a day", { certificateEndsAt: at + 29 * dayMs }, "certificate-days", "fail 29 d"],
    ["a certificate that has ended", { certificateEndsAt: at - dayMs }, "certificate-days", "fail -1 d"],
    ["no certificate", { certificateEndsAt: null }, "certificate-days", "unknown"],
    ["a certificate that cannot be read", { certificateEndsAt: undefined }, "certificate-days", "unknown"],
  ])("%s", (_, changes, key, expected) => {
    expect(outcome(changes, key)).toBe(expected);
  });

  it.each<[string, Partial<DeviceReport>, string]>([
    ["is well", {}, "pass online"],
    ["serves a citizen", { state: "deviceBusy" }, "pass deviceBusy"],
    ["has a condition", { conditions: [{ code: "paper.out", part: "tray1", detail: "", raw: "" }] }, "fail online"],
    ["is not there", { state: "noDevice" }, "fail noDevice"],
    ["does not say", { state: "unknown" }, "unknown unknown"],
    ["has not answered for a while", { answeredAt: at - 200_000 }, "unknown online"],
  ])("a device that %s", (_, changes, expected) => {
    expect(outcome({ devices: [device("printer", changes)] }, "device-self-test", "printer")).toBe(expected);
  });

  it("a service as it was reached", () => {
    const services = [
      { name: "社保", reached: true, said: "HTTP 200, 34 ms" },
      { name: "公积金", reached: false, said: "ECONNREFUSED" },
    ];
    expect(outcome({ services }, "service-reachable", "社保")).toBe("pass HTTP 200, 34 ms");
    expect(outcome({ services }, "service-reachable", "公积金")).toBe("fail ECONNREFUSED");
  });

  it("is what the wire takes, however long its texts are", () => {
    const long = "长".repeat(500);
    const items = evidenceOf(
      seen({
        os: long,
        services: [{ name: long, reached: false, said: long }],
        devices: [
          device("p", {
            conditions: Array.from({ length: 30 }, () => ({
              code: "paper.out" as const,
              part: "tray-number-1",
              detail: "",
              raw: "",
            })),
          }),
        ],
      }),
    );
    for (const item of items) expect(EvidenceItem.parse(item)).toEqual(item);
  });
});
