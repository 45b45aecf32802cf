/// <reference path="./net-snmp.d.ts" />
import snmp, { type Session, type Varbind } from "net-snmp";
import { type SnmpTransport, type SnmpVariable, TransportError } from "../ports.ts";
import { endedBySignal, toTransportError } from "./transport-errno.ts";
import { hostOf, numberIn, oneOf, portOf, readQuery, TransportUrlError } from "./transport-url.ts";

export interface SnmpAddress {
  readonly kind: "snmp";
  readonly host: string;
  readonly port: number;
  readonly community: string;
  readonly version: "1" | "2c";
  /** for one try; a request is tried twice */
  readonly timeoutMs: number;
}

/** `snmp://host:161?community=public&version=2c&timeoutMs=2000`. @throws TransportUrlError */
export function snmpAddress(url: URL): SnmpAddress {
  const query = readQuery(url, ["community", "version", "timeoutMs"]);
  const community = query.get("community") ?? "public";
  if (community === "") throw new TransportUrlError("the community is empty");
  return {
    kind: "snmp",
    host: hostOf(url),
    port: url.port === "" ? 161 : portOf(url),
    community,
    version: oneOf(query, "version", { "1": "1", "2c": "2c" }, "2c"),
    timeoutMs: numberIn(query, "timeoutMs", 2000, 50, 60_000),
  };
}

/** The URL as people may see it: the community is a password. */
export function withoutCommunity(url: URL): string {
  const shown = new URL(url);
  if (shown.searchParams.has("community")) shown.searchParams.set("community", "***");
  return shown.href;
}

/** Old print servers have answer buffers of 484 octets (RFC 3417 section 3.2.1); more OIDs than this do not fit. */
const oidsPerGet = 16;
const rowsPerBulk = 20;

// RFC 3416 section 3, error-status
const tooBig = 1;
const noSuchName = 2;
const genErr = 5;

export class SnmpUdpTransport implements SnmpTransport {
  readonly kind = "snmp";
  readonly url: string;
  readonly #address: SnmpAddress;
  #session: Session | undefined;
  /** Ends what is being asked when the transport closes: the library forgets a request whose packet was not yet out. */
  #closing = new AbortController();
  /** the last packet that could not be understood: tells "answers rubbish" from "does not answer" */
  #garbledAt = 0;

  constructor(address: SnmpAddress, url: string) {
    this.#address = address;
    this.url = url;
  }

  async get(oids: readonly string[], signal: AbortSignal): Promise<SnmpVariable[]> {
    const found: SnmpVariable[] = [];
    for (let from = 0; from < oids.length; from += oidsPerGet) {
      found.push(...(await this.#getSome(oids.slice(from, from + oidsPerGet), signal)));
    }
    return found;
  }

  async walk(column: string, maxRows: number, signal: AbortSignal): Promise<SnmpVariable[]> {
    const rows: SnmpVariable[] = [];
    // Some agents go round in circles: an OID that comes again ends the walk.
    const seen = new Set<string>();
    let from = column;
    while (rows.length < maxRows) {
      const batch = await this.#next(from, Math.min(rowsPerBulk, maxRows - rows.length), signal);
      for (const varbind of batch) {
        const below = varbind.oid.startsWith(`${column}.`) && !snmp.isVarbindError(varbind);
        if (!below || seen.has(varbind.oid) || rows.length >= maxRows) return rows;
        seen.add(varbind.oid);
        rows.push(variable(varbind));
      }
      const last = batch.at(-1);
      if (last === undefined) return rows;
      from = last.oid;
    }
    return rows;
  }

  close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#closing.abort();
    this.#closing = new AbortController();
    if (session === undefined) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    session.on("close", () => resolve());
    session.close();
    return promise;
  }

  /** Where one of several fails as a whole (SNMPv1 noSuchName, tooBig), each half is asked alone. */
  async #getSome(oids: readonly string[], signal: AbortSignal): Promise<SnmpVariable[]> {
    const answer = await this.#request<readonly Varbind[]>(signal, (session, done) => session.get(oids, done)).catch(
      (error: unknown) => statusOf(error),
    );
    if (typeof answer !== "number") return answer.filter((v) => !snmp.isVarbindError(v)).map(variable);
    if (oids.length === 1) {
      if (answer === noSuchName || answer === genErr) return [];
      throw new TransportError("invalid", `${this.url} refused ${oids.join()} with error-status ${answer}`);
    }
    const half = Math.ceil(oids.length / 2);
    const first = await this.#getSome(oids.slice(0, half), signal);
    return [...first, ...(await this.#getSome(oids.slice(half), signal))];
  }

  /** What follows `oid`; empty at the end of the tree. */
  async #next(oid: string, count: number, signal: AbortSignal): Promise<readonly Varbind[]> {
    const answer = await (this.#address.version === "1"
      ? this.#request<readonly Varbind[]>(signal, (session, done) => session.getNext([oid], done))
      : this.#request<readonly (Varbind | readonly Varbind[])[]>(signal, (session, done) =>
          session.getBulk([oid], 0, count, done),
        )
    ).catch((error: unknown) => statusOf(error));
    if (typeof answer !== "number") return answer.flat();
    if (answer === tooBig && count > 1) return this.#next(oid, Math.floor(count / 2), signal);
    if (answer === noSuchName || answer === genErr) return [];
    throw new TransportError("invalid", `${this.url} refused to go on from ${oid} with error-status ${answer}`);
  }

  async #request<T>(
    signal: AbortSignal,
    send: (session: Session, done: (error: Error | null, answer?: T) => void) => void,
  ): Promise<T> {
    if (signal.aborted) throw endedBySignal(signal, `asking ${this.url}`);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const startedAt = performance.now();
    const onAbort = () => reject(endedBySignal(signal, `asking ${this.url}`));
    const onClose = () => reject(new TransportError("lost", `${this.url} was closed`));
    const closing = this.#closing.signal;
    signal.addEventListener("abort", onAbort, { once: true });
    closing.addEventListener("abort", onClose, { once: true });
    send(this.#openSession(), (error, answer) => {
      if (error === null && answer !== undefined) resolve(answer);
      else reject(this.#failure(error, startedAt));
    });
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", onAbort);
      closing.removeEventListener("abort", onClose);
    }
  }

  #failure(error: Error | null, startedAt: number): Error {
    if (error instanceof snmp.RequestFailedError) return error;
    if (error instanceof snmp.RequestTimedOutError) {
      return this.#garbledAt > startedAt
        ? new TransportError("invalid", `${this.url} answers what is not SNMP`, { cause: error })
        : new TransportError("timeout", `${this.url} does not answer`, { cause: error });
    }
    const otherwise = error instanceof snmp.ResponseInvalidError ? "invalid" : "lost";
    return toTransportError(error, this.url, otherwise);
  }

  #openSession(): Session {
    if (this.#session !== undefined) return this.#session;
    const { host, port, community, version, timeoutMs } = this.#address;
    const session = snmp.createSession(host, community, {
      port,
      version: version === "1" ? snmp.Version1 : snmp.Version2c,
      timeout: timeoutMs,
      retries: 1,
      transport: host.includes(":") ? "udp6" : "udp4",
    });
    session.on("error", () => {
      this.#garbledAt = performance.now();
    });
    this.#session = session;
    return session;
  }
}

/** The error-status of an answer that says no; any other failure is thrown on. */
function statusOf(error: unknown): number {
  if (error instanceof snmp.RequestFailedError) return error.status;
  throw error;
}

function variable(varbind: Varbind): SnmpVariable {
  const { oid, value, type } = varbind;
  if (value instanceof Uint8Array) {
    // Counter64 comes as its octets
    if (type === snmp.ObjectType.Counter64) return { oid, value: unsigned(value), raw: value };
    return { oid, value, raw: value };
  }
  if (typeof value === "number") return { oid, value, raw: integerOctets(value) };
  if (typeof value === "string") return { oid, value, raw: Buffer.from(value, "latin1") };
  return { oid, value: null, raw: new Uint8Array() };
}

function unsigned(octets: Uint8Array): bigint {
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

/** The shortest two's complement form, as BER prescribes (X.690 clause 8.3.2). */
function integerOctets(value: number): Uint8Array {
  const octets: number[] = [];
  let rest = value;
  do {
    octets.unshift(((rest % 256) + 256) % 256);
    rest = Math.floor(rest / 256);
  } while (!(rest === 0 && (octets[0] ?? 0) < 128) && !(rest === -1 && (octets[0] ?? 0) >= 128));
  return Uint8Array.from(octets);
}
