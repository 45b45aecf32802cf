import type { OpenSession } from "@kiosk/contract";

/** Which of the two hosts shows these pages. */
export function hostKind(userAgent = navigator.userAgent): OpenSession["host"] {
  return /\bElectron\//.test(userAgent) ? "electron" : "browser";
}
