import { expect, test } from "vitest";
import { TransportError } from "../ports.ts";
import { toTransportError } from "./transport-errno.ts";

test.each([
  ["ENOENT", "absent"],
  ["ENODEV", "absent"],
  ["ENXIO", "absent"],
  ["ECONNREFUSED", "absent"],
  ["EHOSTUNREACH", "absent"],
  ["ENOTFOUND", "absent"],
  ["EACCES", "refused"],
  ["EPERM", "refused"],
  ["EBUSY", "busy"],
  ["ETIMEDOUT", "timeout"],
  ["ECONNRESET", "lost"],
  ["EPIPE", "lost"],
  ["EIO", "lost"],
  ["ENOTTY", "invalid"],
] as const)("%s means %s", (errno, code) => {
  const error = Object.assign(new Error("the system's words"), { code: errno });
  const told = toTransportError(error, "opening the port", "lost");
  expect(told).toMatchObject({ code, cause: error, message: "opening the port: the system's words" });
});

test("what has no errno, or one nobody listed, is what the caller says", () => {
  expect(toTransportError(new Error("?"), "x", "invalid").code).toBe("invalid");
  expect(toTransportError(Object.assign(new Error("?"), { code: "ESTRANGE" }), "x", "busy").code).toBe("busy");
  expect(toTransportError("thrown text", "x", "lost").message).toBe("x: thrown text");
});

test("a TransportError stays as it is", () => {
  const error = new TransportError("busy", "held");
  expect(toTransportError(error, "x", "lost")).toBe(error);
});
