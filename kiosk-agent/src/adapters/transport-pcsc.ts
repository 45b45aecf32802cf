import { pcscReaderStem } from "@kiosk/firmware-profiles";
import { PcscError, type PcscReader, type PcscTransport, TransportError } from "../ports.ts";
import { type PcscLooker, PcscProcess } from "./pcsc-process.ts";
import { decodePath, readQuery, TransportUrlError } from "./transport-url.ts";

export interface PcscAddress {
  readonly kind: "pcsc";
  /** absent: the one reader there is */
  readonly reader?: string;
}

/** `pcsc://`, or `pcsc://ACS%20ACR39U%20ICC%20Reader%2000%2000`. @throws TransportUrlError */
export function pcscAddress(url: URL): PcscAddress {
  readQuery(url, []);
  if (url.pathname !== "" || url.port !== "") {
    throw new TransportUrlError('a reader\'s name is percent-encoded as a whole, "/" as %2F and ":" as %3A');
  }
  const reader = decodePath(url.hostname);
  return { kind: "pcsc", ...(reader === "" ? {} : { reader }) };
}

/** The codes that looking at readers can end with, as the library names them (MS-RDPESC 2.2.8, pcsclite.h). */
const statusOf: Readonly<Record<string, number>> = {
  InternalError: 0x80100001,
  Cancelled: 0x80100002,
  InvalidHandle: 0x80100003,
  NoMemory: 0x80100006,
  WaitedTooLong: 0x80100007,
  UnknownReader: 0x80100009,
  Timeout: 0x8010000a,
  SharingViolation: 0x8010000b,
  SystemCancelled: 0x80100012,
  CommError: 0x80100013,
  UnknownError: 0x80100014,
  ReaderUnavailable: 0x80100017,
  Shutdown: 0x80100018,
  NoService: 0x8010001d,
  ServiceStopped: 0x8010001e,
  NoAccess: 0x80100027,
  NoReadersAvailable: 0x8010002e,
  CommDataLost: 0x8010002f,
  ServerTooBusy: 0x80100031,
  UnresponsiveCard: 0x80100066,
  SecurityViolation: 0x8010006a,
};

export class PcscServiceTransport implements PcscTransport {
  readonly kind = "pcsc";
  readonly url: string;
  readonly #address: PcscAddress;
  readonly #looker: PcscLooker;

  constructor(address: PcscAddress, url: string, looker: PcscLooker = new PcscProcess()) {
    this.#address = address;
    this.url = url;
    this.#looker = looker;
  }

  async readers(signal: AbortSignal): Promise<readonly PcscReader[]> {
    const seen = await this.#looker.look(signal);
    switch (seen.name) {
      case "readers":
        return this.#wanted(seen.readers);
      case "unloadable":
        throw new TransportError("refused", `PC/SC: ${seen.detail}`);
      case "refused": {
        const status = Object.hasOwn(statusOf, seen.code) ? statusOf[seen.code] : undefined;
        if (status === undefined) throw new TransportError("invalid", `PC/SC: ${seen.code}: ${seen.detail}`);
        throw new PcscError(status, `PC/SC: ${seen.detail}`);
      }
    }
  }

  /** A look leaves nothing open. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  #wanted(readers: readonly PcscReader[]): readonly PcscReader[] {
    const { reader } = this.#address;
    if (reader === undefined) return readers;
    const exact = readers.filter(({ name }) => name === reader);
    const alike = readers.filter(({ name }) => pcscReaderStem(name) === pcscReaderStem(reader));
    if (exact.length === 0 && alike.length === 0) {
      const there = readers.length === 0 ? "no reader at all" : readers.map(({ name }) => name).join("; ");
      throw new TransportError("absent", `no reader "${reader}": there is ${there}`);
    }
    return exact.length > 0 ? exact : alike;
  }
}
