import { type AppPermission, type AppRequest, appPermissions, type BridgeCall } from "@kiosk/contract";
import { expect, test } from "vitest";
import { isAskAllowed } from "./permission.ts";

const asCall = (call: BridgeCall): AppRequest["ask"] => ({ name: "call", call });
const lines = ["一行"];

test.each<[BridgeCall, AppPermission]>([
  [{ call: "print.booklet", lines }, "print.booklet"],
  [{ call: "print.a4", pdf: "JVBERg==", copies: 1, colour: false }, "print.a4"],
  [{ call: "print.receipt", lines }, "print.receipt"],
  [{ call: "endorse.card", lines }, "endorse.card"],
  [{ call: "scan.code" }, "scan.code"],
])("%o needs its own permission and no other", (call, permission) => {
  expect(isAskAllowed(asCall(call), [permission])).toBe(true);
  expect(
    isAskAllowed(
      asCall(call),
      appPermissions.filter((one) => one !== permission),
    ),
  ).toBe(false);
});

test.each<BridgeCall>([
  { call: "identity.read-card" },
  { call: "identity.send-code", phone: "13800000000" },
  { call: "identity.check-code", code: "123456" },
  { call: "cancel" },
  { call: "outcome", outcome: "done" },
])("%o is never an app's to ask, whatever its manifest grants", (call) => {
  expect(isAskAllowed(asCall(call), appPermissions)).toBe(false);
});

test.each<AppRequest["ask"]>([{ name: "identify" }, { name: "call", call: { call: "identity.reveal" } }])(
  "%o needs a way to sign in",
  (ask) => {
    expect(isAskAllowed(ask, [])).toBe(false);
    expect(isAskAllowed(ask, ["print.a4"])).toBe(false);
    expect(isAskAllowed(ask, ["identity.card"])).toBe(true);
    expect(isAskAllowed(ask, ["identity.phone"])).toBe(true);
  },
);

test.each<AppRequest["ask"]>([{ name: "say", text: "您好" }, { name: "touched" }, { name: "finish", outcome: "done" }])(
  "%o is free to every app",
  (ask) => {
    expect(isAskAllowed(ask, [])).toBe(true);
  },
);
