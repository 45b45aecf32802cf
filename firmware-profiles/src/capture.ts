// What a device of a profile was seen to say, and what that means: the proof of a profile. Files lie in
// fixtures/captures/<profile id>/<case>.json; octets come from manuals and published captures, or are made from them.
import { z } from "zod";
import { decode } from "./codec/decode.ts";
import type { Field } from "./codec/field.ts";
import type { Decoded } from "./codec/findings.ts";
import { fromHex } from "./codec/hex.ts";
import type { MibVariable } from "./codec/printer-mib.ts";
import { FaultName } from "./meaning.ts";
import { failureNames, type Profile } from "./profile.ts";
import { Hex, Part, type Reading } from "./reading.ts";
import { replays } from "./replay/replays.ts";
import { deviceStates, routes } from "./vocabulary.ts";

/** Octets on the line. `tx`: what the agent sent. */
const Chunk = z.strictObject({
  dir: z.enum(["tx", "rx"]),
  // longer than what a reading carries: a report descriptor has up to 4096 octets, a helper's line as many
  hex: z
    .string()
    .max(8192)
    .regex(/^(?:[0-9a-f]{2})*$/),
});

/** An SNMP value: an integer, text, or octets that are no text. */
const MibValue = z.union([z.int(), z.string(), z.strictObject({ hex: Hex })]);

export const Capture = z.strictObject({
  /** manual, standard or capture that it comes from, and what was made of it */
  source: z.string().min(1),
  /** stream protocols: what went over the line */
  chunks: z.array(Chunk).max(64).optional(),
  /** Printer-MIB: what the printer has, by OID */
  variables: z.record(z.string(), MibValue).optional(),
  /** durable counters of the agent at that time */
  counters: z.record(z.string(), z.int().min(0)).optional(),
  /** how the conversation ended, where it did not end well */
  failure: z.enum(failureNames).optional(),
  state: z.enum(deviceStates),
  conditions: z.array(z.strictObject({ code: FaultName, part: Part, raw: Hex, route: z.enum(routes).optional() })),
  /** readings without their time */
  readings: z.array(z.record(z.string(), z.unknown())),
});
export type Capture = z.infer<typeof Capture>;

/** The outcome in the form in which captures write it down. */
export function captureOutcome(decoded: Pick<Decoded, "state" | "conditions" | "readings">) {
  return {
    state: decoded.state,
    conditions: decoded.conditions.map(({ detail: _, ...condition }) => condition),
    readings: decoded.readings.map(({ at: _, ...reading }: Reading) => reading),
  };
}

/** The variables of a Printer-MIB capture as an SNMP port hands them over. */
export function captureVariables(capture: Pick<Capture, "variables">): MibVariable[] {
  return Object.entries(capture.variables ?? {}).map(([oid, value]) => {
    if (typeof value === "number") return { oid, value, raw: integerOctets(value) };
    const raw = typeof value === "string" ? new TextEncoder().encode(value) : fromHex(value.hex);
    return { oid, value: raw, raw };
  });
}

/**
 * Framer and decoder over a capture, without a driver. `cut` divides what arrives: every split must come to the same.
 */
export function replayCapture(profile: Profile, capture: Capture, cut: (bytes: Uint8Array) => Uint8Array[]): Decoded {
  const counted = Object.entries(capture.counters ?? {}).map(([name, number]): Field => {
    return { shape: "value", name, part: "", raw: new Uint8Array(0), number };
  });
  const fields = [...captureFields(profile, capture, cut), ...counted];
  return decode(profile, fields, 0, capture.failure && { name: capture.failure, detail: "" });
}

/** What the answers in a capture come to, field by field; empty where not one whole answer is in it. */
function captureFields(profile: Profile, capture: Capture, cut: (bytes: Uint8Array) => Uint8Array[]): Field[] {
  const chunks = (capture.chunks ?? []).map(({ dir, hex }) => ({ dir, bytes: fromHex(hex) }));
  const { counters = {}, failure } = capture;
  return replays[profile.protocol]({ profile, chunks, variables: captureVariables(capture), counters, failure, cut });
}

/** The shortest two's complement form, as BER has it (X.690 clause 8.3.2). */
function integerOctets(value: number): Uint8Array {
  const octets: number[] = [];
  let rest = value;
  do {
    octets.unshift(((rest % 256) + 256) % 256);
    rest = Math.floor(rest / 256);
  } while (!(rest === 0 && (octets[0] ?? 0) < 128) && !(rest === -1 && (octets[0] ?? 0) >= 128));
  return Uint8Array.from(octets);
}
