// What an app may ask of the shell, by its manifest. The agent checks the same again; here a refusal is counted as well.
import type { AppPermission, AppRequest, BridgeCallName } from "@kiosk/contract";

type Ask = AppRequest["ask"];

/** `signing-in`: any of the two ways; `shell`: steps that the shell alone takes, with the citizen before it. */
const needed: Readonly<Record<BridgeCallName, AppPermission | "signing-in" | "shell">> = {
  "identity.read-card": "shell",
  "identity.send-code": "shell",
  "identity.check-code": "shell",
  "identity.reveal": "signing-in",
  "print.booklet": "print.booklet",
  "print.a4": "print.a4",
  "print.receipt": "print.receipt",
  "endorse.card": "endorse.card",
  "scan.code": "scan.code",
  cancel: "shell",
  outcome: "shell",
};

export function isAskAllowed(ask: Ask, permissions: readonly AppPermission[]): boolean {
  const signsIn = permissions.includes("identity.card") || permissions.includes("identity.phone");
  if (ask.name === "identify") return signsIn;
  if (ask.name !== "call") return true;
  const need = needed[ask.call.call];
  if (need === "shell") return false;
  return need === "signing-in" ? signsIn : permissions.includes(need);
}
