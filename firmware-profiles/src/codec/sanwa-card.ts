// What a citizen's session has a thermal-rewrite machine do with a card: draw it in, erase, print, hand it back. Monitoring
// sends none of it.
import { sealSanwa } from "./sanwa-crp.ts";

export type SanwaCardCommand =
  /** waits for a card where there is none, draws it in and reads nothing of it */
  | { readonly name: "take-in" }
  | { readonly name: "erase" }
  /** `text`: a line in the octets of the machine, its end included */
  | { readonly name: "print-line"; readonly text: Uint8Array }
  | { readonly name: "hand-back" }
  /** gives up what waits for a card */
  | { readonly name: "cancel" }
  | { readonly name: "status" };

const commands: Readonly<Record<SanwaCardCommand["name"], number>> = {
  "take-in": 0x33,
  erase: 0x7d,
  "print-line": 0x7c,
  "hand-back": 0x80,
  cancel: 0x40,
  status: 0x20,
};
/** h1 of 33: draw in only */
const captureOnly = 0x32;
const plain = 0x30;
/** LEN is one octet and counts six around the line */
const longestLine = 240;

export function sanwaCardRequest(command: SanwaCardCommand): Uint8Array {
  const mode = command.name === "take-in" ? captureOnly : plain;
  const data = command.name === "print-line" ? [...command.text.subarray(0, longestLine)] : [];
  return sealSanwa([commands[command.name], mode, plain, plain, ...data]);
}

/** Whether a reply belongs to this command. */
export function isSanwaReplyTo(command: SanwaCardCommand["name"], octet: number): boolean {
  return commands[command] === octet;
}
