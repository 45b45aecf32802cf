// A transport that tells what passes through it, both ways, with times. Changes nothing on the way.
import type {
  Clock,
  HidTransport,
  HostTransport,
  IppTransport,
  PcscTransport,
  PresenceTransport,
  SnmpTransport,
  SnmpVariable,
  StreamTransport,
  Transport,
  UsbSetup,
  UsbTransport,
} from "../ports.ts";

export interface TraceStep {
  readonly dir: "tx" | "rx";
  /** milliseconds since the epoch, this machine's clock */
  readonly at: number;
  /** milliseconds since the probe began, monotonic */
  readonly sinceStartMs: number;
  /** the octets; for SNMP those of the value, nothing for a request; nothing where what came may be a citizen's */
  readonly hex: string;
  /** SNMP: the OID, and what is done with it; elsewhere the pipe or the words that are no octets */
  readonly oid?: string;
}

export type TraceListener = (step: TraceStep) => void;

/** `isDiscreet`: that something came is told, and when, but not what: a scanned code is nobody's but the citizen's. */
export type Tracer = (transport: Transport, isDiscreet: boolean) => Transport;

/** The steps' `sinceStartMs` count from this call. */
export function createTracer(clock: Clock, listener: TraceListener): Tracer {
  const startedAt = clock.monotonic();
  const tell = (dir: TraceStep["dir"], bytes: Uint8Array, oid?: string) =>
    listener({
      dir,
      at: clock.now(),
      sinceStartMs: clock.monotonic() - startedAt,
      hex: Buffer.from(bytes).toString("hex"),
      ...(oid === undefined ? {} : { oid }),
    });
  const tellSent: Tell = (dir, bytes, oid) => tell(dir, dir === "tx" ? bytes : new Uint8Array(), oid);
  return (transport, isDiscreet) => traced(transport, isDiscreet ? tellSent : tell);
}

function traced(transport: Transport, tell: Tell): Transport {
  switch (transport.kind) {
    case "stream":
      return tracedStream(transport, tell);
    case "snmp":
      return tracedSnmp(transport, tell);
    case "usb":
      return tracedUsb(transport, tell);
    case "hid":
      return tracedHid(transport, tell);
    case "ipp":
      return tracedIpp(transport, tell);
    case "pcsc":
      return tracedPcsc(transport, tell);
    case "presence":
      return tracedPresence(transport, tell);
    case "host":
      return tracedHost(transport, tell);
  }
}

type Tell = (dir: TraceStep["dir"], bytes: Uint8Array, oid?: string) => void;

function tracedStream(inner: StreamTransport, tell: Tell): StreamTransport {
  const { speed } = inner;
  return {
    kind: "stream",
    url: inner.url,
    open: (signal) => inner.open(signal),
    write: (bytes, signal) => {
      tell("tx", bytes);
      return inner.write(bytes, signal);
    },
    chunks: (signal) => told(inner.chunks(signal), tell),
    close: () => inner.close(),
    ...(speed ? { speed: { baud: speed.baud, at: (baud) => tracedStream(speed.at(baud), tell) } } : {}),
  };
}

/** Passes the inner iterator on; the inner one listens already, so that nothing is lost before the first `next()`. */
async function* told(chunks: AsyncIterable<Uint8Array>, tell: Tell): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    tell("rx", chunk);
    yield chunk;
  }
}

function tracedSnmp(inner: SnmpTransport, tell: Tell): SnmpTransport {
  const nothing = new Uint8Array();
  const heard = (variables: SnmpVariable[]) => {
    for (const variable of variables) tell("rx", variable.raw, variable.oid);
    return variables;
  };
  return {
    kind: "snmp",
    url: inner.url,
    get: async (oids, signal) => {
      for (const oid of oids) tell("tx", nothing, `get ${oid}`);
      return heard(await inner.get(oids, signal));
    },
    walk: async (column, maxRows, signal) => {
      tell("tx", nothing, `walk ${column}`);
      return heard(await inner.walk(column, maxRows, signal));
    },
    close: () => inner.close(),
  };
}

function tracedUsb(inner: UsbTransport, tell: Tell): UsbTransport {
  return {
    kind: "usb",
    url: inner.url,
    open: (signal) => inner.open(signal),
    control: async (setup, length, signal) => {
      tell("tx", setupOctets(setup, length), "control");
      const answer = await inner.control(setup, length, signal);
      tell("rx", answer, "control");
      return answer;
    },
    write: (endpoint, bytes, signal) => {
      tell("tx", bytes, pipe(endpoint));
      return inner.write(endpoint, bytes, signal);
    },
    chunks: (endpoint, signal) =>
      told(inner.chunks(endpoint, signal), (dir, bytes) => tell(dir, bytes, pipe(endpoint))),
    close: () => inner.close(),
  };
}

function tracedHid(inner: HidTransport, tell: Tell): HidTransport {
  return {
    kind: "hid",
    url: inner.url,
    open: async (signal) => {
      const descriptor = await inner.open(signal);
      tell("rx", descriptor, "descriptor");
      return descriptor;
    },
    write: (report, signal) => {
      tell("tx", report, "output report");
      return inner.write(report, signal);
    },
    chunks: (signal) => told(inner.chunks(signal), (dir, bytes) => tell(dir, bytes, "input report")),
    feature: async (reportId, length, signal) => {
      tell("tx", Uint8Array.of(reportId), "get feature");
      const report = await inner.feature(reportId, length, signal);
      tell("rx", report, "feature report");
      return report;
    },
    close: () => inner.close(),
  };
}

function tracedIpp(inner: IppTransport, tell: Tell): IppTransport {
  return {
    kind: "ipp",
    url: inner.url,
    printerUri: inner.printerUri,
    exchange: async (request, signal) => {
      tell("tx", request);
      const answer = await inner.exchange(request, signal);
      tell("rx", answer);
      return answer;
    },
    close: () => inner.close(),
  };
}

function tracedPcsc(inner: PcscTransport, tell: Tell): PcscTransport {
  return {
    kind: "pcsc",
    url: inner.url,
    readers: async (signal) => {
      tell("tx", new Uint8Array(), "reader states");
      const readers = await inner.readers(signal);
      for (const { name, state } of readers) tell("rx", octetsOf(state), name);
      return readers;
    },
    close: () => inner.close(),
  };
}

function tracedPresence(inner: PresenceTransport, tell: Tell): PresenceTransport {
  return {
    kind: "presence",
    url: inner.url,
    look: async (signal) => {
      tell("tx", new Uint8Array(), "look");
      const seen = await inner.look(signal);
      tell("rx", new Uint8Array(), `${seen.name}, ${seen.opens ? "opens" : "does not open"}`);
      return seen;
    },
    close: () => inner.close(),
  };
}

function tracedHost(inner: HostTransport, tell: Tell): HostTransport {
  return {
    kind: "host",
    url: inner.url,
    facts: async (signal) => {
      tell("tx", new Uint8Array(), "facts");
      const facts = await inner.facts(signal);
      for (const [name, value] of facts) tell("rx", new Uint8Array(), `${name} = ${value}`);
      return facts;
    },
    close: () => inner.close(),
  };
}

function pipe(endpoint: number): string {
  return `endpoint ${endpoint.toString(16).padStart(2, "0")}`;
}

/** The set-up packet as it goes over the bus (USB 2.0 table 9-2). */
function setupOctets({ requestType, request, value, index }: UsbSetup, length: number): Uint8Array {
  const octets = Buffer.alloc(8);
  octets.writeUInt8(requestType, 0);
  octets.writeUInt8(request, 1);
  octets.writeUInt16LE(value, 2);
  octets.writeUInt16LE(index, 4);
  octets.writeUInt16LE(length, 6);
  return octets;
}

function octetsOf(word: number): Uint8Array {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(word >>> 0);
  return octets;
}
