// What an unanswered question to a scanner amounts to. Detail never holds what was heard: it may be a citizen's code.
import {
  type Failure,
  type Framer,
  gm65Framer,
  newlandFramer,
  type Protocol,
  sdtFramer,
  ssiFramer,
} from "@kiosk/firmware-profiles";

type ScannerProtocol = Extract<Protocol, "newland" | "ssi" | "gm65">;

/** Protocols on the same kind of port whose frames prove themselves by a checksum. */
const proven: readonly { readonly protocol: Protocol; readonly holds: (heard: Uint8Array) => boolean }[] = [
  { protocol: "newland", holds: (heard) => framesOf(newlandFramer(), heard).some(({ kind }) => kind === "version") },
  { protocol: "ssi", holds: (heard) => framesOf(ssiFramer(), heard).length > 0 },
  { protocol: "gm65", holds: (heard) => framesOf(gm65Framer(), heard).length > 0 },
  { protocol: "sdt", holds: (heard) => framesOf(sdtFramer(), heard).length > 0 },
];

/** @param heard whatever came instead of an answer */
export function scannerSilence(own: ScannerProtocol, question: string, heard: Uint8Array): Failure {
  if (heard.length === 0) return { name: "noAnswer", detail: `no answer to ${question}` };
  const other = proven.find(({ protocol, holds }) => protocol !== own && holds(heard));
  if (other) return { name: "wrongDevice", detail: `what answered to ${question} speaks ${other.protocol}` };
  return { name: "garbled", detail: `no whole answer to ${question}` };
}

function framesOf<F>(framer: Framer<F>, heard: Uint8Array): F[] {
  return [...framer.push(heard), ...framer.flush()];
}
