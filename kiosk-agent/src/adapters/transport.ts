// From the URL in a device's configuration to the transport that reaches it.
import type { Transport } from "../ports.ts";
import { type SerialAddress, SerialTransport } from "./transport-serial.ts";
import { type SnmpAddress, SnmpUdpTransport } from "./transport-snmp.ts";
import { type TcpAddress, TcpTransport } from "./transport-tcp.ts";

export type TransportAddress = SerialAddress | TcpAddress | SnmpAddress;

/** The URL names no device we can reach. The message says what is wrong and never repeats a community. */
export class TransportUrlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TransportUrlError";
  }
}

/** How a serial device wants its line where the URL does not say; a profile's `serial` has this shape. */
export interface LineDefaults {
  readonly baud: number;
  readonly dataBits: SerialAddress["dataBits"];
  readonly parity: SerialAddress["parity"];
  readonly stopBits: SerialAddress["stopBits"];
}

/** That of SDT readers as they leave the factory. */
const plainLine: LineDefaults = { baud: 115200, dataBits: 8, parity: "none", stopBits: 1 };

/**
 * `serial:///dev/ttyUSB0?baud=115200&data=8&parity=none&stop=1` (Windows: `serial:///COM3`), `tcp://host:port`,
 * `snmp://host:161?community=public&version=2c&timeoutMs=2000`; shown are the defaults, a tcp port has none.
 * @throws TransportUrlError
 */
export function parseTransportUrl(text: string, line: LineDefaults = plainLine): TransportAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TransportUrlError("not a URL: expected serial:///dev/..., tcp://host:port or snmp://host");
  }
  if (url.username !== "" || url.password !== "") {
    throw new TransportUrlError("a user name or password has no place in a transport URL");
  }
  if (url.hash !== "") throw new TransportUrlError("nothing may follow a # in a transport URL");
  switch (url.protocol) {
    case "serial:":
      return serialAddress(url, line);
    case "tcp:":
      return tcpAddress(url);
    case "snmp:":
      return snmpAddress(url);
    default:
      throw new TransportUrlError(`unknown kind "${url.protocol}//": expected serial, tcp or snmp`);
  }
}

/** Opens nothing yet. `line`: for a serial port whose URL does not give speed and framing. @throws TransportUrlError */
export function createTransport(url: string, line?: LineDefaults): Transport {
  const address = parseTransportUrl(url, line);
  switch (address.kind) {
    case "serial":
      return new SerialTransport(address, url);
    case "tcp":
      return new TcpTransport(address, url);
    case "snmp":
      return new SnmpUdpTransport(address, withoutCommunity(url));
  }
}

function withoutCommunity(text: string): string {
  const url = new URL(text);
  if (url.searchParams.has("community")) url.searchParams.set("community", "***");
  return url.href;
}

function serialAddress(url: URL, line: LineDefaults): SerialAddress {
  const query = readQuery(url, ["baud", "data", "parity", "stop"]);
  if (url.host !== "") {
    throw new TransportUrlError(`serial needs three slashes before the path: serial:///${url.host}${url.pathname}`);
  }
  const path = decodePath(url.pathname);
  if (path === "" || path === "/")
    throw new TransportUrlError("serial needs the path of a port: serial:///dev/ttyUSB0");
  return {
    kind: "serial",
    path: /^\/COM\d+$/i.test(path) ? path.slice(1) : path,
    baudRate: numberIn(query, "baud", line.baud, 50, 4_000_000),
    dataBits: oneOf(query, "data", { "5": 5, "6": 6, "7": 7, "8": 8 }, line.dataBits),
    parity: oneOf(query, "parity", { none: "none", even: "even", odd: "odd" }, line.parity),
    stopBits: oneOf(query, "stop", { "1": 1, "2": 2 }, line.stopBits),
  };
}

function tcpAddress(url: URL): TcpAddress {
  readQuery(url, []);
  if (url.port === "") throw new TransportUrlError("tcp needs a port: tcp://host:port");
  return { kind: "tcp", host: hostOf(url), port: portOf(url) };
}

function snmpAddress(url: URL): SnmpAddress {
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

function hostOf(url: URL): string {
  if (url.hostname === "") throw new TransportUrlError("the host is missing");
  if (url.pathname !== "" && url.pathname !== "/") {
    throw new TransportUrlError(`nothing may follow the host but parameters: "${url.pathname}"`);
  }
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

function portOf(url: URL): number {
  const port = Number(url.port);
  if (port === 0) throw new TransportUrlError("port 0 is no port");
  return port;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new TransportUrlError(`the path has a broken % sequence: "${path}"`);
  }
}

function readQuery(url: URL, known: readonly string[]): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!known.includes(name)) {
      const expected = known.length === 0 ? "none is known here" : `known are ${known.join(", ")}`;
      throw new TransportUrlError(`unknown parameter "${name}": ${expected}`);
    }
    if (query.has(name)) throw new TransportUrlError(`parameter "${name}" is given twice`);
    query.set(name, value);
  }
  return query;
}

function numberIn(query: ReadonlyMap<string, string>, name: string, fallback: number, min: number, max: number) {
  const text = query.get(name);
  if (text === undefined) return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new TransportUrlError(`${name}="${text}" is not a whole number from ${min} to ${max}`);
  }
  return value;
}

function oneOf<T>(
  query: ReadonlyMap<string, string>,
  name: string,
  choices: Readonly<Record<string, T>>,
  fallback: NoInfer<T>,
): T {
  const text = query.get(name);
  if (text === undefined) return fallback;
  const value = Object.hasOwn(choices, text) ? choices[text] : undefined;
  if (value === undefined) {
    throw new TransportUrlError(`${name}="${text}" is not one of ${Object.keys(choices).join(", ")}`);
  }
  return value;
}
