// A transport that tells what passes through it, both ways, with times. Changes nothing on the way.
import type { Clock, SnmpTransport, SnmpVariable, StreamTransport, Transport } from "../ports.ts";

export interface TraceStep {
  readonly dir: "tx" | "rx";
  /** milliseconds since the epoch, this machine's clock */
  readonly at: number;
  /** milliseconds since the probe began, monotonic */
  readonly sinceStartMs: number;
  /** the octets; for SNMP those of the value, nothing for a request; nothing where what came may be a citizen's */
  readonly hex: string;
  /** SNMP: the OID, and what is done with it */
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
  const tellSent: Tell = (dir, bytes) => tell(dir, dir === "tx" ? bytes : new Uint8Array());
  return (transport, isDiscreet) =>
    transport.kind === "stream" ? tracedStream(transport, isDiscreet ? tellSent : tell) : tracedSnmp(transport, tell);
}

type Tell = (dir: TraceStep["dir"], bytes: Uint8Array, oid?: string) => void;

function tracedStream(inner: StreamTransport, tell: Tell): StreamTransport {
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
