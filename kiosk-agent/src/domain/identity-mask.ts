// What of a person is shown on a public screen unless they press and hold.
import type { Identity, MaskedIdentity } from "@kiosk/contract";

/** 张* and 310105********1234, 138****5678; what is too short to be masked so is hidden but for its first character. */
export function maskIdentity({ by, name, idNumber, phone }: Identity): MaskedIdentity {
  return { by, name: maskText(name, 1, 0), idNumber: maskText(idNumber, 6, 4), phone: maskText(phone, 3, 4) };
}

function maskText(text: string, head: number, tail: number): string {
  const characters = [...text];
  if (characters.length === 0) return "";
  if (tail === 0) return `${characters.slice(0, head).join("")}*`;
  // At least as much is hidden as would be shown of a phone number.
  const hidden = characters.length - head - tail;
  if (hidden < 4) return `${characters[0] ?? ""}***`;
  return `${characters.slice(0, head).join("")}${"*".repeat(hidden)}${characters.slice(-tail).join("")}`;
}
