// USB Device Class Definition for Printing Devices 1.1, section 4.2: the two class requests that ask something. A set-up
// packet is written as its eight octets, on a capture as on the bus.
import type { Field } from "./field.ts";
import { parseDeviceId } from "./ieee1284.ts";

export type UsbPrinterQuestion = "deviceId" | "portStatus";

/** bmRequestType: class, interface, device to host. */
export const usbPrinterRequestType = 0xa1;
export const usbPrinterRequests: Readonly<Record<UsbPrinterQuestion, number>> = { deviceId: 0, portStatus: 1 };
/** Longer than any device id seen. */
export const usbPrinterLengths: Readonly<Record<UsbPrinterQuestion, number>> = { deviceId: 1024, portStatus: 1 };

/** Which of the requests a set-up packet is; undefined: none of them. */
export function usbPrinterQuestionOf(setup: Uint8Array): UsbPrinterQuestion | undefined {
  if (setup.length !== 8 || setup[0] !== usbPrinterRequestType) return undefined;
  return (["deviceId", "portStatus"] as const).find((question) => usbPrinterRequests[question] === setup[1]);
}

/** The whole answer as fields. */
export function usbPrinterFields(question: UsbPrinterQuestion, answer: Uint8Array): Field[] {
  if (question === "portStatus") return [value("portStatus", answer)];
  const id = parseDeviceId(answer);
  if (id === undefined) return [value("deviceIdUnread", answer)];
  const { values, isCut } = id;
  const make = [values.get("MFG"), values.get("MDL")].filter((one) => one !== undefined && one.length > 0);
  const model = make.flatMap((octets, i) => [...(i > 0 ? [0x20] : []), ...(octets ?? [])]);
  const serial = values.get("SN");
  const description = values.get("DES");
  return [
    ...(model.length > 0 ? [value("model", Uint8Array.from(model))] : []),
    ...(serial === undefined ? [] : [value("serial", serial)]),
    ...(description === undefined ? [] : [value("description", description)]),
    ...(isCut ? [value("deviceIdUnread", answer)] : []),
  ];
}

function value(name: string, raw: Uint8Array): Field {
  return { shape: "value", name, part: "", raw };
}
