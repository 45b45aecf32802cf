import { fromHex, toHex } from "@kiosk/firmware-profiles";
import type { IppTransport } from "../../ports.ts";

/** What a printer does about the n-th request. */
export type IppScript = (request: Uint8Array, n: number) => Promise<Uint8Array>;

type Chunks = readonly { readonly dir: "tx" | "rx"; readonly hex: string }[];

/** A capture's chunk holds so many octets; longer messages stand in several. */
const chunkOctets = 512;

/** A printer over IPP that follows a script. For tests. */
export class ScriptedIpp implements IppTransport {
  readonly kind = "ipp";
  readonly url = "ipp://scripted/ipp/print";
  readonly printerUri = "ipp://scripted/ipp/print";
  script: IppScript;
  /** every request in hex, in chunks as captures have them */
  readonly asked: string[] = [];
  exchanges = 0;
  closed = 0;

  constructor(script: IppScript) {
    this.script = script;
  }

  exchange(request: Uint8Array): Promise<Uint8Array> {
    this.exchanges += 1;
    for (let from = 0; from < request.length; from += chunkOctets) {
      this.asked.push(toHex(request.slice(from, from + chunkOctets), chunkOctets));
    }
    return this.script(request, this.exchanges);
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

/** version 1.1, Get-Printer-Attributes */
const requestStart = "0101000b";

/** The answers of a capture, one to each request; `fail` where a request has none. */
export function capturedIpp(chunks: Chunks, fail: () => Promise<never>): IppScript {
  const answers: string[] = [];
  for (const { dir, hex } of chunks) {
    if (dir === "tx" && hex.startsWith(requestStart)) answers.push("");
    if (dir === "rx") answers.push(`${answers.pop() ?? ""}${hex}`);
  }
  return async (_, n) => {
    const answer = answers[n - 1] ?? "";
    return answer === "" ? fail() : fromHex(answer);
  };
}
