// Which conversation belongs to which protocol. The one entry of the drivers; called by the agent and the probe.
import {
  customStatusFramer,
  escposFramer,
  escposPlan,
  gm65Framer,
  newlandFramer,
  type Profile,
  pr2Framer,
  type Quirk,
  sanwaFramer,
  sdtFramer,
  ssiFramer,
} from "@kiosk/firmware-profiles";
import type { Clock, CounterStore, DeviceSession, Transport } from "../ports.ts";
import { customKioskMachine } from "./custom-kiosk.ts";
import { escposMachine } from "./escpos.ts";
import { EscposSession } from "./escpos-session.ts";
import { gm65Machine } from "./gm65.ts";
import { newlandMachine } from "./newland.ts";
import { pr2Machine } from "./pr2.ts";
import { Pr2Session } from "./pr2-session.ts";
import { PrinterSession } from "./printer-mib.ts";
import { SanwaSession } from "./sanwa-session.ts";
import { sdtMachine } from "./sdt.ts";
import { ssiMachine } from "./ssi.ts";
import { StreamLine } from "./stream-line.ts";
import { StreamSession } from "./stream-session.ts";

export interface SessionOptions {
  readonly deviceId: string;
  readonly profile: Profile;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly counters: CounterStore;
}

/** A profile's protocol does not run over that transport: a mistake of the configuration, not of a device. */
export class SessionError extends Error {
  constructor(profile: Profile, transport: Transport) {
    super(`${profile.id} speaks ${profile.protocol}, which does not run over ${transport.url}`);
    this.name = "SessionError";
  }
}

/** The conversation with one device. Opens nothing yet. @throws SessionError where profile and transport do not fit */
export function openSession(options: SessionOptions): DeviceSession {
  const { deviceId, profile, transport, clock, counters } = options;
  if (profile.protocol === "printer-mib") {
    if (transport.kind !== "snmp") throw new SessionError(profile, transport);
    return new PrinterSession({ profile, transport, clock });
  }
  if (transport.kind !== "stream") throw new SessionError(profile, transport);
  // What a scanner says unasked is what a citizen showed it.
  const isDiscreet = profile.class === "codeScanner";
  const line = new StreamLine(transport, clock, isDiscreet);
  const common = { deviceId, profile, line, clock, counters };
  const { retries } = profile.poll;
  const has = (name: Quirk["quirk"]) => profile.quirks.some(({ quirk }) => quirk === name);
  switch (profile.protocol) {
    case "sdt":
      return new StreamSession({ ...common, framer: sdtFramer(), machine: sdtMachine(retries) });
    case "sanwa-crp":
      return new SanwaSession({ ...common, framer: sanwaFramer() });
    case "escpos": {
      const { form, questions } = escposPlan(profile);
      return new EscposSession({
        ...common,
        framer: escposFramer(form),
        machine: escposMachine({ retries, questions }),
      });
    }
    case "custom-kiosk":
      return new StreamSession({ ...common, framer: customStatusFramer(), machine: customKioskMachine(retries) });
    case "pr2":
      return new Pr2Session({ ...common, framer: pr2Framer(), machine: pr2Machine({ retries, ask: "all" }) });
    case "newland":
      return new StreamSession({ ...common, framer: newlandFramer(), machine: newlandMachine(retries) });
    case "ssi": {
      const attempts = has("first-message-lost") ? retries + 1 : retries;
      return new StreamSession({ ...common, framer: ssiFramer(), machine: ssiMachine(attempts) });
    }
    case "gm65": {
      const machine = gm65Machine({ retries, askVersion: !has("no-version-zone") });
      return new StreamSession({ ...common, framer: gm65Framer(), machine });
    }
  }
}
