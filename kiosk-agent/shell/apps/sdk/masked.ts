// How somebody is shown on a public screen.
import type { Identity } from "@kiosk/contract";

export function maskedName({ name }: Pick<Identity, "name">): string {
  const [first = ""] = name;
  return `${first}*`;
}

/** 310105********1234 */
export function maskedNumber({ idNumber }: Pick<Identity, "idNumber">): string {
  return `${idNumber.slice(0, 6)}${"*".repeat(Math.max(0, idNumber.length - 10))}${idNumber.slice(-4)}`;
}
