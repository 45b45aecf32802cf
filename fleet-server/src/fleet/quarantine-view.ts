import type { QuarantineDetail, QuarantineRow } from "@kiosk/contract";
import type { QuarantinedMessage } from "../tables.ts";

const previewBytes = 160;
const lossy = new TextDecoder("utf-8");

/** The beginning of a payload as text; what is not printable is escaped so that it cannot confuse a screen or a log. */
function preview(payload: Uint8Array): string {
  return [...lossy.decode(payload.subarray(0, previewBytes))]
    .map((c) => (/[\p{Cc}\p{Cf}\uFFFD]/u.test(c) ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}` : c))
    .join("");
}

export function quarantineRow(message: QuarantinedMessage): QuarantineRow {
  const { payload, ...kept } = message;
  return { ...kept, preview: preview(payload) };
}

export function quarantineDetail(message: QuarantinedMessage): QuarantineDetail {
  const hex = Buffer.from(message.payload).toString("hex");
  return { ...quarantineRow(message), hex, truncated: message.payload.byteLength < message.bytes };
}
