// Which conversation belongs to which protocol. The one entry of the drivers; called by the agent and the probe.
import {
  customStatusFramer,
  escposFramer,
  escposPlan,
  gm65Framer,
  type HelperProtocol,
  helperFramer,
  mtplFramer,
  newlandFramer,
  type Profile,
  type Protocol,
  pr2Framer,
  type Quirk,
  sanwaFramer,
  sdtFramer,
  ssiFramer,
  zebraFramer,
} from "@kiosk/firmware-profiles";
import type { Clock, CounterStore, DeviceSession, Transport } from "../ports.ts";
import { customKioskMachine } from "./custom-kiosk.ts";
import { escposMachine } from "./escpos.ts";
import { EscposSession } from "./escpos-session.ts";
import { gm65Machine } from "./gm65.ts";
import { HelperBookletSession } from "./helper-booklet-session.ts";
import { HelperSession } from "./helper-session.ts";
import { HidPowerSession } from "./hid-power.ts";
import { HidScannerSession } from "./hid-scanner.ts";
import { HostSession } from "./host.ts";
import { IppSession } from "./ipp.ts";
import { MtplEar } from "./mtpl-ear.ts";
import { MtplSession } from "./mtpl-session.ts";
import { newlandMachine } from "./newland.ts";
import { PcscSession } from "./pcsc.ts";
import { pr2Machine } from "./pr2.ts";
import { Pr2Session } from "./pr2-session.ts";
import { PresenceSession } from "./presence-session.ts";
import { PrinterMibSession } from "./printer-mib.ts";
import { SanwaSession } from "./sanwa-session.ts";
import { sdtMachine } from "./sdt.ts";
import { BaudSearch } from "./sdt-baud-search.ts";
import { ssiMachine } from "./ssi.ts";
import { StreamLine } from "./stream-line.ts";
import { streamOver } from "./stream-over.ts";
import { StreamSession } from "./stream-session.ts";
import { UsbPrinterSession } from "./usb-printer.ts";
import { ZebraSession } from "./zebra-session.ts";

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

interface Opened extends SessionOptions {
  readonly line: StreamLine;
}

const openers: Readonly<Record<Protocol, (options: SessionOptions) => DeviceSession>> = {
  "printer-mib": ({ profile, transport, clock }) => {
    if (transport.kind !== "snmp") throw new SessionError(profile, transport);
    return new PrinterMibSession({ profile, transport, clock });
  },
  "usb-printer": ({ profile, transport, clock }) => {
    if (transport.kind !== "usb") throw new SessionError(profile, transport);
    return new UsbPrinterSession({ profile, transport, clock });
  },
  ipp: ({ profile, transport, clock }) => {
    if (transport.kind !== "ipp") throw new SessionError(profile, transport);
    return new IppSession({ profile, transport, clock });
  },
  sdt: (options) => {
    const { profile, transport, clock } = options;
    const open = onStream((o) => {
      return new StreamSession({ ...o, framer: sdtFramer(), machine: sdtMachine(o.profile.poll.retries) });
    });
    const search = profile.quirks.find(({ quirk }) => quirk === "speed-search");
    const speed = transport.kind === "stream" ? transport.speed : undefined;
    if (search?.quirk !== "speed-search" || transport.kind !== "stream" || !speed) return open(options);
    const { speeds } = search;
    return new BaudSearch({ transport, speed, speeds, clock, open: (at) => open({ ...options, transport: at }) });
  },
  "sanwa-crp": onStream((o) => new SanwaSession({ ...o, framer: sanwaFramer() })),
  "zebra-p3xx": onStream((o) => new ZebraSession({ ...o, framer: zebraFramer() })),
  escpos: onStream((o) => {
    const { form, questions } = escposPlan(o.profile);
    const machine = escposMachine({ retries: o.profile.poll.retries, questions });
    return new EscposSession({ ...o, framer: escposFramer(form), machine });
  }),
  "custom-kiosk": onStream((o) => {
    return new StreamSession({
      ...o,
      framer: customStatusFramer(),
      machine: customKioskMachine(o.profile.poll.retries),
    });
  }),
  pr2: onStream((o) => {
    const machine = pr2Machine({ retries: o.profile.poll.retries, ask: "all" });
    return new Pr2Session({ ...o, framer: pr2Framer(), machine });
  }),
  newland: onStream((o) => {
    return new StreamSession({ ...o, framer: newlandFramer(), machine: newlandMachine(o.profile.poll.retries) });
  }),
  ssi: onStream((o) => {
    const { retries } = o.profile.poll;
    const attempts = hasQuirk(o.profile, "first-message-lost") ? retries + 1 : retries;
    return new StreamSession({ ...o, framer: ssiFramer(), machine: ssiMachine(attempts) });
  }),
  gm65: onStream((o) => {
    const askVersion = !hasQuirk(o.profile, "no-version-zone");
    const machine = gm65Machine({ retries: o.profile.poll.retries, askVersion });
    return new StreamSession({ ...o, framer: gm65Framer(), machine });
  }),
  camera: onPresence("camera"),
  wedge: onPresence("wedge"),
  "hid-power": ({ profile, transport, clock }) => {
    if (transport.kind !== "hid") throw new SessionError(profile, transport);
    return new HidPowerSession({ profile, transport, clock });
  },
  host: ({ profile, transport, clock }) => {
    if (transport.kind !== "host") throw new SessionError(profile, transport);
    return new HostSession({ profile, transport, clock });
  },
  "hid-scanner": ({ profile, transport, clock }) => {
    if (transport.kind !== "hid") throw new SessionError(profile, transport);
    return new HidScannerSession({ profile, transport, clock });
  },
  pcsc: ({ deviceId, profile, transport, clock, counters }) => {
    if (transport.kind !== "pcsc") throw new SessionError(profile, transport);
    return new PcscSession({ deviceId, profile, transport, clock, counters });
  },
  libprx: onHelper("libprx"),
  libpr2print: onHelper("libpr2print"),
  "bt-8500m": onHelper("bt-8500m"),
  mtpl: (options) => {
    const ear = new MtplEar();
    const { transport } = options;
    const heard = transport.kind === "stream" ? { ...options, transport: ear.on(transport) } : options;
    return onStream((o) => new MtplSession({ ...o, framer: mtplFramer(), ear }))(heard);
  },
  evolis: onHelper("evolis"),
  "entrust-xps": onHelper("entrust-xps"),
  "dascom-card": onHelper("dascom-card"),
};

/** The conversation with one device. Opens nothing yet. @throws SessionError where profile and transport do not fit */
export function openSession(options: SessionOptions): DeviceSession {
  return openers[options.profile.protocol](options);
}

function onStream<S extends DeviceSession>(open: (options: Opened) => S): (options: SessionOptions) => S {
  return (options) => {
    const { profile, transport, clock } = options;
    const stream = streamOver(profile, transport, clock);
    if (stream === undefined) throw new SessionError(profile, transport);
    // What a scanner says unasked is what a citizen showed it; what an ID card reader says late is a card that was read.
    const isDiscreet = profile.class === "codeScanner" || profile.class === "idCardReader";
    return open({ ...options, line: new StreamLine(stream, clock, isDiscreet) });
  };
}

function onPresence(protocol: "camera" | "wedge"): (options: SessionOptions) => DeviceSession {
  return ({ profile, transport, clock }) => {
    if (transport.kind !== "presence") throw new SessionError(profile, transport);
    return new PresenceSession({ profile, transport, clock, protocol });
  };
}

/** Its questions are lines of JSON, which a device would print or take for a scan: they go to a helper alone. */
function onHelper(protocol: HelperProtocol): (options: SessionOptions) => DeviceSession {
  return onStream((o) => {
    const options = { ...o, framer: helperFramer(), protocol };
    return o.profile.class === "bookletPrinter" ? new HelperBookletSession(options) : new HelperSession(options);
  });
}

function hasQuirk(profile: Profile, name: Quirk["quirk"]): boolean {
  return profile.quirks.some(({ quirk }) => quirk === name);
}
