import { expect, test } from "vitest";
import { TransportError } from "../ports.ts";
import { hidError, usbError } from "./transport-usb-errno.ts";

// The texts of usb 3.1.0 on Linux 6.1, each seen with an emulated device behind a real kernel.
test.each([
  ["open error: permission denied (errno 13)", "refused"],
  ["claimInterface error: interface is busy (errno 16)", "busy"],
  ["attachKernelDriver error: device disconnected (errno 19)", "absent"],
  ["getDevices error: /sys/bus/usb/devices/ not found (errno 2)", "absent"],
  ["selectAlternateInterface error: failed to set alternate setting (errno 110)", "timeout"],
  ["transferIn error: Cancelled", "timeout"],
  ["controlTransferIn error: transfer was cancelled", "timeout"],
  ["transferOut error: Stall", "invalid"],
  ["controlTransferIn error: endpoint stalled", "invalid"],
  ["transferIn error: Disconnected", "lost"],
  ["controlTransferIn error: device disconnected", "lost"],
  ["transferIn error: endpoint not found", "lost"],
  ["The same native value cannot be borrowed mutably while another borrow is active", "lost"],
])("usb: %s is %s", (text, code) => {
  const error = usbError(new Error(text), "reading usb://x", "lost");
  expect(error).toBeInstanceOf(TransportError);
  expect(error.code).toBe(code);
  expect(error.message).toBe(`reading usb://x: ${text}`);
});

// Those of node-hid 3.4.0, likewise.
test.each([
  [
    "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
    "refused",
  ],
  [
    "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': No such file or directory",
    "absent",
  ],
  ["Cannot write to hid device: Connection timed out", "timeout"],
  ["could not get feature report from device: ioctl (GFEATURE): Connection timed out", "timeout"],
  ["Cannot write to hid device: No such device", "absent"],
  ["Cannot write to hid device: Broken pipe", "invalid"],
  ["could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)", "lost"],
])("hid: %s is %s", (text, code) => {
  expect(hidError(new Error(text), "reading hid://x", "lost").code).toBe(code);
});

test("an error without a message, as after an unplugging, is what the caller takes it for", () => {
  expect(hidError(undefined, "reading", "lost").code).toBe("lost");
  expect(usbError({}, "reading", "lost").code).toBe("lost");
});

test("what is a TransportError already stays one", () => {
  const error = new TransportError("busy", "x");
  expect(usbError(error, "y", "lost")).toBe(error);
  expect(hidError(error, "y", "lost")).toBe(error);
});
