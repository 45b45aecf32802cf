// The security policy while it is typed: numbers within the bounds of the contract's schema.
import { SecurityPolicy } from "@kiosk/contract";

export const policyNumbers = [
  "minLength",
  "minKinds",
  "history",
  "rotateAfterDays",
  "lockAfterFailures",
  "lockForMinutes",
  "idleLogoutMinutes",
  "maxSessionHours",
] as const;
export type PolicyNumber = (typeof policyNumbers)[number];

/** As the server checks them. */
export const policyBounds: Readonly<Record<PolicyNumber, readonly [least: number, most: number]>> = {
  minLength: [8, 64],
  minKinds: [1, 4],
  history: [0, 24],
  rotateAfterDays: [0, 3650],
  lockAfterFailures: [3, 20],
  lockForMinutes: [1, 1440],
  idleLogoutMinutes: [5, 480],
  maxSessionHours: [1, 72],
};

export type PolicyDraft = Record<PolicyNumber, string> & Pick<SecurityPolicy, "secondFactorRoles">;

export function draftOfPolicy(policy: SecurityPolicy): PolicyDraft {
  const text = (name: PolicyNumber) => String(policy[name]);
  return {
    minLength: text("minLength"),
    minKinds: text("minKinds"),
    history: text("history"),
    rotateAfterDays: text("rotateAfterDays"),
    lockAfterFailures: text("lockAfterFailures"),
    lockForMinutes: text("lockForMinutes"),
    idleLogoutMinutes: text("idleLogoutMinutes"),
    maxSessionHours: text("maxSessionHours"),
    secondFactorRoles: policy.secondFactorRoles,
  };
}

/** The policy to send, or the fields that are no whole number within their bounds. */
export function readPolicy(
  draft: PolicyDraft,
): { ok: true; policy: SecurityPolicy } | { ok: false; wrong: readonly PolicyNumber[] } {
  const wrong = policyNumbers.filter((name) => {
    const [least, most] = policyBounds[name];
    const value = Number(draft[name].normalize("NFKC").trim());
    return draft[name].trim() === "" || !Number.isInteger(value) || value < least || value > most;
  });
  if (wrong.length > 0) return { ok: false, wrong };
  const numbers = Object.fromEntries(policyNumbers.map((name) => [name, Number(draft[name].normalize("NFKC").trim())]));
  return { ok: true, policy: SecurityPolicy.parse({ ...numbers, secondFactorRoles: draft.secondFactorRoles }) };
}
