// What a terminal can say of itself for a system inspection. What was measured against no limit, and what could not be
// measured, is `unknown`: a person then judges by the value, and nothing is ticked by itself.
import type { DeviceReport, EvidenceItem, EvidenceKey, OutboxHealth } from "@kiosk/contract";

export interface ServiceProbe {
  readonly name: string;
  readonly reached: boolean;
  /** `HTTP 200, 34 ms`; the reason where it was not reached */
  readonly said: string;
}

/** What is outside of the agent; a fact that could not be had is absent. */
export interface SelfMeasured {
  /** facts of the machine by name, as transport-host has them */
  readonly facts: ReadonlyMap<string, number | string>;
  /** `Debian GNU/Linux 12 (bookworm), Linux 6.1.0`; empty: not told */
  readonly os: string;
  readonly services: readonly ServiceProbe[];
  /** last instant of the certificate that the server is trusted by, ms; null: none is used, undefined: cannot be read */
  readonly certificateEndsAt: number | null | undefined;
}

export interface SelfSeen extends SelfMeasured {
  readonly agentVersion: string;
  readonly devices: readonly DeviceReport[];
  readonly outbox: OutboxHealth;
  /** ms, kiosk clock */
  readonly at: number;
}

/** Below a tenth neither logs nor a day of readings are sure to fit (the agent's own outbox holds 200 MB). */
const leastFreeShare = 0.1;
const leastCertificateDays = 30;
/** An answer older than this says nothing about the device now: three of the slowest polls. */
const freshMs = 3 * 60_000;
const oldestOutboxMs = 60 * 60_000;
const dayMs = 86_400_000;

type Verdict = Pick<EvidenceItem, "outcome" | "value" | "detail">;

const maxValue = 120;
const maxDetail = 256;

/** The items in the order a person goes through them; texts are cut to the wire's bounds. */
export function evidenceOf(seen: SelfSeen): EvidenceItem[] {
  const item = (
    key: EvidenceKey,
    { outcome, value, detail }: Verdict,
    subject = "",
    deviceId?: DeviceReport["deviceId"],
  ) => ({
    key,
    subject: subject.slice(0, 80),
    deviceId: deviceId ?? null,
    outcome,
    value: value.slice(0, maxValue),
    detail: detail.slice(0, maxDetail),
    measuredAt: seen.at,
  });
  return [
    item("agent-version", told(seen.agentVersion)),
    item("os-version", told(seen.os)),
    item("disk-free", share(seen.facts, "diskFreeBytes", "diskTotalBytes")),
    item("memory-free", share(seen.facts, "memoryAvailableBytes", "memoryTotalBytes")),
    item("clock-synchronised", clockVerdict(seen.facts.get("clockSynchronised"))),
    item("uptime", uptime(seen.facts.get("uptimeSeconds"))),
    item("outbox", outboxVerdict(seen)),
    item("certificate-days", certificate(seen)),
    ...seen.devices.map((device) =>
      item("device-self-test", deviceVerdict(device, seen.at), device.deviceId, device.deviceId),
    ),
    ...seen.services.map(({ name, reached, said }) =>
      item("service-reachable", { outcome: reached ? "pass" : "fail", value: said, detail: "" }, name),
    ),
  ];
}

/** A value without a limit. */
function told(value: string): Verdict {
  return value === ""
    ? unmeasured("the machine does not tell it")
    : { outcome: "unknown", value, detail: "no limit is set" };
}

function unmeasured(why: string): Verdict {
  return { outcome: "unknown", value: "", detail: why };
}

function share(facts: SelfMeasured["facts"], free: string, total: string): Verdict {
  const [has, of] = [facts.get(free), facts.get(total)];
  if (typeof has !== "number" || typeof of !== "number" || of <= 0) return unmeasured(`${free} is not told`);
  const value = `${Math.floor((has / of) * 100)} %`;
  const detail = `${gigabytes(has)} of ${gigabytes(of)} GB`;
  return { outcome: has / of >= leastFreeShare ? "pass" : "fail", value, detail };
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

function clockVerdict(fact: number | string | undefined): Verdict {
  if (fact === 1) return { outcome: "pass", value: "NTP", detail: "" };
  if (fact === 0) return { outcome: "fail", value: "-", detail: "the clock follows no time server" };
  return unmeasured("nothing on this machine knows whether the clock follows a time server");
}

function uptime(seconds: number | string | undefined): Verdict {
  return told(typeof seconds === "number" ? `${(seconds / 86_400).toFixed(1)} d` : "");
}

function outboxVerdict({ outbox, at }: SelfSeen): Verdict {
  const value = `${outbox.rows}`;
  if (outbox.trouble !== undefined) return { outcome: "fail", value, detail: outbox.trouble };
  if (outbox.droppedRoutine > 0)
    return { outcome: "fail", value, detail: `${outbox.droppedRoutine} routine readings dropped` };
  const waited = outbox.oldestAt === undefined ? 0 : at - outbox.oldestAt;
  const detail = waited > oldestOutboxMs ? `the oldest waits for ${Math.round(waited / 60_000)} min` : "";
  return { outcome: detail === "" ? "pass" : "fail", value, detail };
}

function certificate({ certificateEndsAt: endsAt, at }: SelfSeen): Verdict {
  if (endsAt === null) return unmeasured("the server is reached without TLS");
  if (endsAt === undefined) return unmeasured("the certificate file cannot be read");
  const days = Math.floor((endsAt - at) / dayMs);
  return { outcome: days >= leastCertificateDays ? "pass" : "fail", value: `${days} d`, detail: "" };
}

function deviceVerdict({ state, conditions, answeredAt }: DeviceReport, at: number): Verdict {
  const codes = conditions.map(({ code, part }) => (part === "" ? code : `${code} ${part}`)).join(", ");
  if (state === "unknown" || state === "starting") return { outcome: "unknown", value: state, detail: codes };
  const isHealthy = state === "online" || state === "deviceBusy";
  if (!isHealthy || codes !== "") return { outcome: "fail", value: state, detail: codes };
  if (answeredAt === undefined || at - answeredAt > freshMs) {
    return { outcome: "unknown", value: state, detail: "no answer within the last minutes" };
  }
  return { outcome: "pass", value: state, detail: "" };
}
