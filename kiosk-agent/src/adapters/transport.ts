// From the URL in a device's configuration to the transport that reaches it.
import type { Transport } from "../ports.ts";
import { cameraAddress, NodePresence, type PresenceAddress, wedgeAddress } from "./transport-presence.ts";
import {
  type LineDefaults,
  plainLine,
  type SerialAddress,
  SerialTransport,
  serialAddress,
} from "./transport-serial.ts";
import { type SnmpAddress, SnmpUdpTransport, snmpAddress, withoutCommunity } from "./transport-snmp.ts";
import { type TcpAddress, TcpTransport, tcpAddress } from "./transport-tcp.ts";
import { TransportUrlError } from "./transport-url.ts";
import { plainUsbUrl } from "./transport-usb-ids.ts";

export type TransportAddress = SerialAddress | TcpAddress | SnmpAddress | PresenceAddress;

interface Route {
  readonly address: TransportAddress;
  /** opens nothing yet */
  readonly create: () => Transport;
}

/** By scheme, in the order in which an error names them: how to read the rest of the URL, and what it comes to. */
const schemes: Readonly<Record<string, (url: URL, text: string, line: LineDefaults) => Route>> = {
  serial: (url, text, line) => {
    const address = serialAddress(url, line);
    return { address, create: () => new SerialTransport(address, text) };
  },
  tcp: (url, text) => {
    const address = tcpAddress(url);
    return { address, create: () => new TcpTransport(address, text) };
  },
  snmp: (url) => {
    const address = snmpAddress(url);
    return { address, create: () => new SnmpUdpTransport(address, withoutCommunity(url)) };
  },
  camera: (url, text) => {
    const address = cameraAddress(url);
    return { address, create: () => new NodePresence(address, text) };
  },
  wedge: (url, text) => {
    const address = wedgeAddress(url);
    return { address, create: () => new NodePresence(address, text) };
  },
};

/**
 * `serial:///dev/ttyUSB0?baud=115200&data=8&parity=none&stop=1` (Windows: `serial:///COM3`), `tcp://host:port`,
 * `snmp://host:161?community=public&version=2c&timeoutMs=2000`; shown are the defaults, a tcp port has none.
 * `camera:///dev/video0` or `camera://usb/0ac8:3420`, `wedge:///dev/input/by-id/...` or `wedge://usb/0c2e:0b61`.
 * @param line for a serial port whose URL does not give speed and framing
 * @throws TransportUrlError
 */
export function parseTransportUrl(text: string, line?: LineDefaults): TransportAddress {
  return routeOf(text, line).address;
}

/** Opens nothing yet. @throws TransportUrlError */
export function createTransport(url: string, line?: LineDefaults): Transport {
  return routeOf(url, line).create();
}

function routeOf(text: string, line: LineDefaults = plainLine): Route {
  const known = Object.keys(schemes).join(", ");
  const url = parsed(text);
  if (url === undefined) throw new TransportUrlError(`not a URL: expected ${known}, e.g. serial:///dev/ttyUSB0`);
  const scheme = url.protocol.slice(0, -1);
  const route = Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
  if (route === undefined) throw new TransportUrlError(`unknown kind "${url.protocol}//": expected ${known}`);
  if (url.username !== "" || url.password !== "") {
    throw new TransportUrlError("a user name or password has no place in a transport URL");
  }
  if (url.hash !== "") throw new TransportUrlError("nothing may follow a # in a transport URL");
  return route(url, text, line);
}

function parsed(text: string): URL | undefined {
  const plain = plainUsbUrl(text);
  return URL.canParse(plain) ? new URL(plain) : undefined;
}
