// The three administrators as they are typed, and the request that becomes of them.
import { Login, type SetupRequest } from "@kiosk/contract";

export const offices = ["systemAdmin", "securityAdmin", "auditAdmin"] as const;
export type Office = (typeof offices)[number];
export type SetupDraft = Record<Office, { login: string; name: string }>;
export type SetupFault = "required" | "login" | "taken";
export type SetupFaults = Partial<Record<`${Office}-${"login" | "name"}`, SetupFault>>;

const nobody = { login: "", name: "" };
export const emptySetup: SetupDraft = { systemAdmin: nobody, securityAdmin: nobody, auditAdmin: nobody };

export function setupOf(
  draft: SetupDraft,
  token: string,
): { ok: true; request: SetupRequest } | { ok: false; faults: SetupFaults } {
  const faults: SetupFaults = {};
  const seen = new Set<string>();
  const person = (office: Office) => {
    const login = draft[office].login.trim();
    const name = draft[office].name.trim();
    if (name === "") faults[`${office}-name`] = "required";
    if (login === "") faults[`${office}-login`] = "required";
    else if (!Login.safeParse(login).success) faults[`${office}-login`] = "login";
    // 三员 exclude each other: one person cannot be two of them
    else if (seen.has(login)) faults[`${office}-login`] = "taken";
    seen.add(login);
    return { login, name };
  };
  const request = {
    token,
    systemAdmin: person("systemAdmin"),
    securityAdmin: person("securityAdmin"),
    auditAdmin: person("auditAdmin"),
  };
  return Object.keys(faults).length === 0 ? { ok: true, request } : { ok: false, faults };
}
