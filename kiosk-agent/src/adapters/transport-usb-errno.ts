// The USB and HID libraries say an operating system's error in words only. The words carry its number, or are the
// system's own for it; those are read here, in one place, and everybody else goes by the code.
import { getSystemErrorMap, getSystemErrorName } from "node:util";
import { TransportError, type TransportErrorCode } from "../ports.ts";
import { toTransportError } from "./transport-errno.ts";

/** How usb 3.1 ends: what nusb calls the outcome of a transfer, after "transferIn error: ". */
const transferOutcomes: Readonly<Record<string, TransportErrorCode>> = {
  Cancelled: "timeout",
  "transfer was cancelled": "timeout",
  Disconnected: "lost",
  "device disconnected": "lost",
  Stall: "invalid",
  "endpoint stalled": "invalid",
  Fault: "lost",
  "hardware fault or protocol violation": "lost",
};

/** An error of the `usb` library. @param otherwise where its words say nothing that is known */
export function usbError(error: unknown, doing: string, otherwise: TransportErrorCode): TransportError {
  if (error instanceof TransportError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const outcome = text.slice(text.lastIndexOf(": ") + 1).trim();
  const known = Object.hasOwn(transferOutcomes, outcome) ? transferOutcomes[outcome] : undefined;
  if (known !== undefined) return new TransportError(known, `${doing}: ${text}`, { cause: error });
  const number = Number(/\((?:errno|os error) (\d+)\)$/.exec(text)?.[1]);
  const code = number > 0 ? getSystemErrorName(-number) : undefined;
  return toTransportError(Object.assign(new Error(text, { cause: error }), { code }), doing, otherwise);
}

/** An error of `node-hid`, which ends with the system's words. @param otherwise where these are not known */
export function hidError(error: unknown, doing: string, otherwise: TransportErrorCode): TransportError {
  if (error instanceof TransportError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const words = text.slice(text.lastIndexOf(": ") + 1).trim();
  if (words.toLowerCase() === "broken pipe") {
    // EPIPE of a device file is a stall: the device does not take this report.
    return new TransportError("invalid", `${doing}: ${text}`, { cause: error });
  }
  const code = [...getSystemErrorMap().values()].find(([, message]) => message === words.toLowerCase())?.[0];
  return toTransportError(Object.assign(new Error(text, { cause: error }), { code }), doing, otherwise);
}
