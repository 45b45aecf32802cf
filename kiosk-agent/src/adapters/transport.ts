// From the URL in a device's configuration to the transport that reaches it.
import type { Transport } from "../ports.ts";
import { type HelperAddress, HelperTransport, helperAddress } from "./transport-helper.ts";
import { type HidAddress, HidRawTransport, hidAddress } from "./transport-hid.ts";
import { type HostAddress, hostAddress, LocalHost } from "./transport-host.ts";
import { type IppAddress, IppHttpTransport, ippAddress } from "./transport-ipp.ts";
import { type PcscAddress, PcscServiceTransport, pcscAddress } from "./transport-pcsc.ts";
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
import { type UsbAddress, UsbBusTransport, usbAddress } from "./transport-usb.ts";
import { plainUsbUrl } from "./transport-usb-ids.ts";

export type TransportAddress =
  | SerialAddress
  | TcpAddress
  | SnmpAddress
  | IppAddress
  | PcscAddress
  | PresenceAddress
  | HostAddress
  | HelperAddress
  | UsbAddress
  | HidAddress;

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
  ipp: ippRoute,
  ipps: ippRoute,
  usb: (url, text) => {
    const address = usbAddress(url);
    return { address, create: () => new UsbBusTransport(address, text) };
  },
  hid: (url, text) => {
    const address = hidAddress(url);
    return { address, create: () => new HidRawTransport(address, text) };
  },
  pcsc: (url, text) => {
    const address = pcscAddress(url);
    return { address, create: () => new PcscServiceTransport(address, text) };
  },
  camera: (url, text) => {
    const address = cameraAddress(url);
    return { address, create: () => new NodePresence(address, text) };
  },
  wedge: (url, text) => {
    const address = wedgeAddress(url);
    return { address, create: () => new NodePresence(address, text) };
  },
  host: (url, text) => {
    const address = hostAddress(url);
    return { address, create: () => new LocalHost({ address, url: text }) };
  },
  helper: (url, text) => {
    const address = helperAddress(url);
    return { address, create: () => new HelperTransport(address, text) };
  },
};

function ippRoute(url: URL, text: string): Route {
  const address = ippAddress(url);
  return { address, create: () => new IppHttpTransport(address, text) };
}

/**
 * `serial:///dev/ttyUSB0?baud=115200&data=8&parity=none&stop=1` (Windows: `serial:///COM3`), `tcp://host:port`,
 * `snmp://host:161?community=public&version=2c&timeoutMs=2000`; shown are the defaults, a tcp port has none.
 * `ipp://host:631/ipp/print`, `ipps://host:631/ipp/print?ca=/etc/kiosk/printer.pem&servername=printer.lan`: without `ca` the
 * certificate must be signed by a CA that this machine trusts.
 * `usb://0400:c35a?serial=...&interface=0`, `hid://0400:c35a?serial=...&usagePage=0xff00`: ids in hexadecimal, the rest where
 * they do not suffice.
 * `pcsc://` for the one card reader there is, `pcsc://ACS%20ACR39U%20ICC%20Reader%2000%2000` for one of several.
 * `camera:///dev/video0` or `camera://usb/0ac8:3420`, `wedge:///dev/input/by-id/...` or `wedge://usb/0c2e:0b61`.
 * `helper:///absolute/path/of/a/program?arg=...&arg=...`: a vendor's program in place of a line.
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
