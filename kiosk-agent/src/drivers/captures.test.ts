// Every capture again, this time as a conversation: the driver must ask what the capture asks, in that order, and come
// to what the capture says, in whatever pieces the answers arrive.
import { fileURLToPath } from "node:url";
import {
  type Capture,
  captureOutcome,
  captureVariables,
  decodeHostFacts,
  decodeSighting,
  type FailureName,
  fromHex,
  isHelperProtocol,
  type Profile,
  pcscFramer,
} from "@kiosk/firmware-profiles";
import { loadCaptures, loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { type Transport, TransportError, type TransportErrorCode } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedHid } from "./scripted/scripted-hid.ts";
import { ScriptedHost } from "./scripted/scripted-host.ts";
import { capturedIpp, ScriptedIpp } from "./scripted/scripted-ipp.ts";
import { ScriptedPcsc } from "./scripted/scripted-pcsc.ts";
import { ScriptedPresence } from "./scripted/scripted-presence.ts";
import { ScriptedReports } from "./scripted/scripted-reports.ts";
import { ScriptedSnmp } from "./scripted/scripted-snmp.ts";
import { type Piece, type Script, ScriptedStream } from "./scripted/scripted-stream.ts";
import { ScriptedUsb } from "./scripted/scripted-usb.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const profiles = loadProfiles();
const captures = loadCaptures(fileURLToPath(new URL("../../../fixtures/captures", import.meta.url)));
const never = new AbortController().signal;
const errorOf: Partial<Record<FailureName, TransportErrorCode>> = {
  absent: "absent",
  refused: "refused",
  busy: "busy",
  lost: "lost",
  garbled: "invalid",
  noAnswer: "timeout",
};

describe.each(captures)("$name", ({ capture, profileId }) => {
  const profile = profiles.get(profileId);
  if (!profile) throw new Error(`no profile ${profileId}`);
  const isWhole = profile.protocol === "printer-mib" || profile.protocol === "ipp";
  const ways = isWhole ? [0] : [0, 1, 3];

  test.each(ways)("is the conversation of its driver (answers in pieces of %i, 0 whole)", async (piece) => {
    const { state, conditions, readings } = capture;
    const { outcome, asked } = await talk(profile, capture, piece);
    expect(outcome).toEqual({ state, conditions, readings });
    expect(asked).toEqual(requestsOf(capture));
  });
});

async function talk(profile: Profile, capture: Capture, piece: number) {
  const clock = new VirtualClock();
  const counters = new MemoryCounters();
  for (const [name, value] of Object.entries(capture.counters ?? {})) await counters.add("d", name, value);
  const stream = scripted(clock, profile, capture, piece);
  const reports = profile.protocol === "hid-power" ? reportsOf(capture) : undefined;
  const printer = profile.protocol === "ipp" ? ipp(capture) : undefined;
  const usb = profile.protocol === "usb-printer" ? usbPrinter(clock, capture, piece) : undefined;
  const transport =
    usb ??
    printer ??
    reports ??
    unasked(profile, capture) ??
    (profile.protocol === "printer-mib" ? snmp(capture) : stream);
  const session = openSession({ deviceId: "d", profile, transport, clock, counters });
  const seen = await session.poll(never);
  const { budgetMs } = profile.poll;
  expect(clock.monotonic()).toBeLessThanOrEqual(budgetMs);
  expect(seen.failure?.code).toEqual(capture.failure && profile.failures[capture.failure]?.fault);
  return { outcome: captureOutcome(seen), asked: (usb ?? printer ?? reports)?.asked ?? stream.written };
}

function requestsOf(capture: Capture): string[] {
  return (capture.chunks ?? []).filter((chunk) => chunk.dir === "tx").map((chunk) => chunk.hex);
}

function scripted(clock: VirtualClock, profile: Profile, capture: Capture, piece: number): ScriptedStream {
  const chunks = capture.chunks ?? [];
  const url = isHelperProtocol(profile.protocol) ? "helper:///opt/scripted" : undefined;
  const stream = new ScriptedStream(clock, answersOf(capture, piece), url);
  const code = capture.failure && errorOf[capture.failure];
  if (chunks.length === 0 && code) stream.trouble.set("open", new TransportError(code, "as captured"));
  return stream;
}

function usbPrinter(clock: VirtualClock, capture: Capture, piece: number): ScriptedUsb {
  const usb = new ScriptedUsb(clock, answersOf(capture, piece));
  usb.hangs = capture.failure === "noAnswer";
  const code = capture.failure && errorOf[capture.failure];
  if (capture.chunks === undefined && code) usb.trouble = new TransportError(code, "as captured");
  return usb;
}

function answersOf(capture: Capture, piece: number): Script {
  const chunks = capture.chunks ?? [];
  const starts = chunks.flatMap((chunk, i) => (chunk.dir === "tx" ? [i] : []));
  return (_, n) => {
    const answer = chunks.slice((starts[n - 1] ?? chunks.length) + 1, starts[n]);
    const pieces = answer.flatMap((chunk): Piece[] => cut(chunk.hex, piece).map((hex) => ({ hex, afterMs: 5 })));
    const isLast = n === starts.length;
    return isLast && capture.failure === "lost" ? [...pieces, { lost: new TransportError("lost", "gone") }] : pieces;
  };
}

function cut(hex: string, octets: number): string[] {
  return octets === 0 ? [hex] : (hex.match(new RegExp(`.{1,${octets * 2}}`, "g")) ?? []);
}

function snmp(capture: Capture): ScriptedSnmp {
  const transport = new ScriptedSnmp(captureVariables(capture));
  const code = capture.failure && errorOf[capture.failure];
  if (code) transport.before = () => Promise.reject(new TransportError(code, "as captured"));
  return transport;
}

function ipp({ chunks = [], failure }: Capture): ScriptedIpp {
  const code = failure && errorOf[failure];
  return new ScriptedIpp(
    capturedIpp(chunks, () => Promise.reject(new TransportError(code ?? "timeout", "as captured"))),
  );
}

/** The report descriptor came first, then each asked report or nothing. */
function reportsOf({ chunks = [], failure }: Capture): ScriptedReports {
  const [first] = chunks;
  const asked = chunks.flatMap(({ dir }, i) => (dir === "tx" ? [chunks[i + 1]] : []));
  const code = failure && errorOf[failure];
  return new ScriptedReports({
    descriptor: first && fromHex(first.hex),
    reports: asked.map((answer) => (answer?.dir === "rx" ? fromHex(answer.hex) : undefined)),
    trouble: code && new TransportError(code, "as captured"),
  });
}

/** What is looked at or listened to and never asked. */
function unasked(profile: Profile, capture: Capture): Transport | undefined {
  const octets = fromHex((capture.chunks ?? []).map(({ hex }) => hex).join(""));
  const code = octets.length === 0 ? capture.failure && errorOf[capture.failure] : undefined;
  const before = () => (code ? Promise.reject(new TransportError(code, "as captured")) : Promise.resolve());
  if (profile.protocol === "hid-scanner") return Object.assign(new ScriptedHid(octets), { before });
  if (profile.protocol === "host") return Object.assign(new ScriptedHost(decodeHostFacts(octets)), { before });
  if (profile.protocol === "pcsc") {
    const [answer = { name: "readers", readers: [] } as const] = pcscFramer().push(octets);
    return Object.assign(new ScriptedPcsc(answer), { before });
  }
  if (profile.protocol !== "camera" && profile.protocol !== "wedge") return undefined;
  return Object.assign(new ScriptedPresence(decodeSighting(octets)), { before });
}
