// A passbook printer in Olivetti emulation: nothing is printed on one that does not say that it is.
import { type Pr2Frame, type Pr2Question, pr2Eject } from "@kiosk/firmware-profiles";
import { CountedPrinterSession } from "./counted-printer-session.ts";
import { pr2Machine } from "./pr2.ts";
import type { StreamSessionOptions } from "./stream-session.ts";

export class Pr2Session extends CountedPrinterSession<Pr2Question, Pr2Frame> {
  constructor(options: StreamSessionOptions<Pr2Question, Pr2Frame>) {
    const identify = pr2Machine({ retries: options.profile.poll.retries, ask: "identity" });
    super({ ...options, identify, eject: pr2Eject });
  }
}
