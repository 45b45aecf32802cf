import type { Me } from "@kiosk/contract";

const titles = {
  "second-factor": "account.title.secondFactor",
  "enrol-second-factor": "account.title.enrol",
  "change-password": "account.title.changePassword",
  open: "account.title.signIn",
} as const satisfies Record<Me["stage"], string>;

/** The name of the step that comes next, as a key of the texts. */
export function stepTitle(me: Me | null) {
  return me === null ? "account.title.signIn" : titles[me.stage];
}
