import { type ErrorCode, type KioskId, maxUplinkBytes, type UpLeaf, upSchemas } from "@kiosk/contract";
import type { ZodSafeParseResult } from "zod";
import { mayPublish } from "../domain/account/terminal-rights.ts";
import { quarantine } from "./quarantine.ts";
import type { ParsedUplink, Step, UplinkMessage } from "./uplink.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

type Parsed = { ok: true; parsed: ParsedUplink } | { ok: false; code: ErrorCode; detail: string };

function refuse(code: ErrorCode, detail: string): Parsed {
  return { ok: false, code, detail };
}

function decodeText(payload: Uint8Array): string | undefined {
  try {
    return utf8.decode(payload);
  } catch {
    return undefined;
  }
}

function decodeJson(text: string): { ok: true; value: unknown } | { ok: false; detail: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : "" };
  }
}

/** Topic, size, text, JSON, schema, then that the message names the terminal that sent it. */
export function parse(message: UplinkMessage): Parsed {
  const act = mayPublish(message.kioskId, message.topic);
  if (!act.ok) {
    const foreign = act.code === "auth.foreign-topic";
    return refuse(act.code, foreign ? `${message.kioskId} -> ${message.topic}` : message.topic);
  }
  if (message.payload.byteLength > maxUplinkBytes) {
    return refuse("wire.too-large", `${message.payload.byteLength} > ${maxUplinkBytes} bytes`);
  }
  const text = decodeText(message.payload);
  if (text === undefined) return refuse("wire.not-utf8", "");
  const json = decodeJson(text);
  if (!json.ok) return refuse("wire.not-json", json.detail);
  return parseLeaf(act.leaf, json.value, text, message.kioskId);
}

function parseLeaf(leaf: UpLeaf, value: unknown, text: string, kioskId: KioskId): Parsed {
  switch (leaf) {
    case "birth":
      return checked(upSchemas.birth.safeParse(value), kioskId, (body) => ({ leaf, body }));
    case "report":
      return checked(upSchemas.report.safeParse(value), kioskId, (body) => ({ leaf, body, text }));
    case "event":
      return checked(upSchemas.event.safeParse(value), kioskId, (body) => ({ leaf, body, text }));
    case "heartbeat":
      return checked(upSchemas.heartbeat.safeParse(value), kioskId, (body) => ({ leaf, body }));
    case "death":
      return checked(upSchemas.death.safeParse(value), kioskId, (body) => ({ leaf, body }));
  }
}

function checked<T extends { kioskId: KioskId }>(
  result: ZodSafeParseResult<T>,
  kioskId: KioskId,
  make: (body: T) => ParsedUplink,
): Parsed {
  if (!result.success) {
    const detail = result.error.issues.map((i) => `${i.path.join(".") || "(message)"}: ${i.message}`).join("; ");
    return refuse("wire.schema", detail);
  }
  if (result.data.kioskId !== kioskId) return refuse("wire.foreign-kiosk", `${kioskId} <- ${result.data.kioskId}`);
  return { ok: true, parsed: make(result.data) };
}

export const parseMessage: Step = (uplink, unit, rules, counters) => {
  const result = parse(uplink.message);
  if (!result.ok) {
    quarantine(uplink.message, result.code, result.detail, unit, rules, counters);
    return "done";
  }
  uplink.parsed = result.parsed;
  return "next";
};
