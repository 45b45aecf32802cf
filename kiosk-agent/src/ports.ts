// What the agent needs from outside, as interfaces. Adapters implement them; only agent.ts and the probe construct those.
import type { Condition, ConsumableKind, DeviceState, FaultCode, Reading } from "@kiosk/firmware-profiles";

/** Milliseconds since the epoch, by this machine's clock. */
export type Millis = number;

export interface Clock {
  /** wall clock: for stamps only, may jump */
  now(): Millis;
  /** never goes back: for durations and timeouts */
  monotonic(): Millis;
  /** resolves after `ms` of monotonic time, or rejects with the signal's reason */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
}

/** Why a transport could not do what was asked. The code decides the device's state, not the text. */
export type TransportErrorCode = "absent" | "refused" | "busy" | "lost" | "timeout" | "invalid";

export class TransportError extends Error {
  readonly code: TransportErrorCode;
  constructor(code: TransportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TransportError";
    this.code = code;
  }
}

/** A byte stream to one device: serial port, PTY, serial over TCP, or a helper's pipes. */
export interface StreamTransport {
  readonly kind: "stream";
  /** the URL it was made from, without secrets */
  readonly url: string;
  /** @throws TransportError */
  open(signal: AbortSignal): Promise<void>;
  /** Resolves when the bytes left this process. @throws TransportError */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Everything that arrives from now on, in order, cut anywhere. Ends when the transport closes; throws TransportError when it is lost. */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
  /** Absent where the line has no speed that we set (TCP, USB, HID). */
  readonly speed?: LineSpeed;
}

export interface LineSpeed {
  readonly baud: number;
  /** The same port at another speed; of all that lead to one port only one may be open. */
  at(baud: number): StreamTransport;
}

/** One SNMP variable as it came: OID without leading dot, integer / text / octets as bytes. */
export interface SnmpVariable {
  readonly oid: string;
  readonly value: number | bigint | string | Uint8Array | null;
  /** the value's octets as the wire had them (integers big-endian), for `raw` */
  readonly raw: Uint8Array;
}

export interface SnmpTransport {
  readonly kind: "snmp";
  readonly url: string;
  /** Missing instances are left out of the answer. @throws TransportError */
  get(oids: readonly string[], signal: AbortSignal): Promise<SnmpVariable[]>;
  /** All instances below the column OIDs, in walk order; bounded by `maxRows`. @throws TransportError */
  walk(column: string, maxRows: number, signal: AbortSignal): Promise<SnmpVariable[]>;
  close(): Promise<void>;
}

/** One control transfer, as USB 2.0 section 9.3 has its set-up packet. */
export interface UsbSetup {
  /** bmRequestType: direction, type and recipient */
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

/** An endpoint of an open device, as its descriptor has it. */
export interface UsbEndpoint {
  readonly interfaceNumber: number;
  readonly interfaceClass: number;
  /** bEndpointAddress: bit 7 set for IN */
  readonly address: number;
  readonly type: "bulk" | "interrupt" | "isochronous";
  readonly packetSize: number;
}

/** A USB device that no kernel driver serves for us. */
export interface UsbTransport {
  readonly kind: "usb";
  readonly url: string;
  /** Claims the interface, taking it from a kernel driver that holds it. Tells the endpoints. @throws TransportError */
  open(signal: AbortSignal): Promise<readonly UsbEndpoint[]>;
  /** A control transfer IN; at most `length` octets. @throws TransportError, `invalid` where the device stalls it */
  control(setup: UsbSetup, length: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Resolves when the device took the octets. @throws TransportError */
  write(endpoint: number, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** What an IN endpoint says from now on, one item a transfer. @throws TransportError when the device is lost */
  chunks(endpoint: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** A HID device: reports both ways. */
export interface HidTransport {
  readonly kind: "hid";
  readonly url: string;
  /** The report descriptor (HID 1.11 section 6.2.2). @throws TransportError */
  open(signal: AbortSignal): Promise<Uint8Array>;
  /** An output report; its first octet is the report id, 0 where the device has none. @throws TransportError */
  write(report: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Input reports from now on, with the report id first where the device has ids. @throws TransportError when lost */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** A feature report with its id first; at most `length` octets. @throws TransportError */
  feature(reportId: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** IPP over HTTP (RFC 8010): one request, one answer. */
export interface IppTransport {
  readonly kind: "ipp";
  readonly url: string;
  /** The `printer-uri` by which the printer knows itself. */
  readonly printerUri: string;
  /** The body of the answer. @throws TransportError */
  exchange(request: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** One reader as the PC/SC service sees it. */
export interface PcscReader {
  readonly name: string;
  /** SCARD_STATE_* bits (MS-RDPESC 2.2.1.5), the event counter in the upper sixteen */
  readonly state: number;
}

/** The PC/SC service refused; `status` is its own code (MS-RDPESC 2.2.8: SCARD_E_NO_SERVICE and the like). */
export class PcscError extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PcscError";
    this.status = status;
  }
}

/** The PC/SC service: the states of its readers, never a connection to a card. */
export interface PcscTransport {
  readonly kind: "pcsc";
  readonly url: string;
  /**
   * The reader the URL names, or all there are.
   * @throws TransportError (`absent`: the named one is not there; `refused`: the library cannot be loaded), PcscError
   */
  readers(signal: AbortSignal): Promise<readonly PcscReader[]>;
  close(): Promise<void>;
}

/** Something that answers no question: whether it is there, whether it opens, when it was last heard. */
export interface PresenceTransport {
  readonly kind: "presence";
  readonly url: string;
  /** @throws TransportError */
  look(signal: AbortSignal): Promise<Presence>;
  close(): Promise<void>;
}

export interface Presence {
  readonly of: "camera" | "keyboard";
  /** what the system calls it */
  readonly name: string;
  /** it was opened and closed again; false: another program holds it alone */
  readonly opens: boolean;
  /** monotonic milliseconds since a look found that it had spoken; undefined where none did, or it cannot be heard */
  readonly silentMs?: number;
}

/** This machine, as its operating system tells it. A fact that it does not tell is absent. */
export interface HostTransport {
  readonly kind: "host";
  readonly url: string;
  /** Facts by name: numbers, words or octets, see `host` in the profiles. @throws TransportError */
  facts(signal: AbortSignal): Promise<ReadonlyMap<string, number | string>>;
  close(): Promise<void>;
}

export type Transport =
  | StreamTransport
  | SnmpTransport
  | UsbTransport
  | HidTransport
  | IppTransport
  | PcscTransport
  | PresenceTransport
  | HostTransport;

/** Counters that outlive the process (characters printed since the ribbon was changed). Durable before it resolves. */
export interface CounterStore {
  /** undefined: never counted, so a level derived from it is unknown */
  read(deviceId: string, counter: string): Promise<number | undefined>;
  add(deviceId: string, counter: string, amount: number): Promise<number>;
  reset(deviceId: string, counter: string): Promise<void>;
}

export interface ExchangeStep {
  readonly dir: "tx" | "rx";
  readonly hex: string;
  readonly at: Millis;
}

/** What one poll of one device amounts to. Always complete: nothing is carried over silently from the poll before. */
export interface DeviceObservation {
  readonly state: DeviceState;
  readonly readings: readonly Reading[];
  readonly conditions: readonly Condition[];
  readonly exchange: readonly ExchangeStep[];
  /** false: the device did not answer; the state then says what that means (offline, noDevice, unknown) */
  readonly answered: boolean;
  /** bytes that belonged to no frame, since the session began */
  readonly droppedBytes: number;
  /** set when the conversation itself failed */
  readonly failure?: { readonly code: FaultCode; readonly detail: string };
}

/** The conversation with one configured device. At most one operation at a time; callers queue. */
export interface DeviceSession {
  /** Never rejects for what a device does; resolves within the profile's poll budget. Rejects only when `signal` aborts. */
  poll(signal: AbortSignal): Promise<DeviceObservation>;
  /** Booklet printers: prints lines of text and counts the characters. Absent where the family has no such job. */
  print?(lines: readonly string[], signal: AbortSignal): Promise<PrintOutcome>;
  /** An operator replaced a counted consumable. False: this device counts no such thing. */
  replaceConsumable(consumable: ConsumableKind, part: string): Promise<boolean>;
  /**
   * Lends the device to a citizen's session for at most `limitMs`, once the poll under way is done. Until it is given
   * back, poll() reports `deviceBusy` and leaves the device alone. Absent where the family cannot be lent.
   * @throws TransportError `busy` where it is lent already, or the reason of `signal` before the lease has begun
   */
  lease?(limitMs: number, signal: AbortSignal): Promise<Lease>;
  close(): Promise<void>;
}

/** A device that is lent. */
export interface Lease {
  /** closed; the holder opens it, and what is open when the lease ends is closed */
  readonly transport: StreamTransport;
  /** aborts when the lease is over: given back, its time used up, or the session closed */
  readonly ended: AbortSignal;
  /** Gives the device back; resolves when its line is closed and monitoring goes on. Idempotent. */
  release(): Promise<void>;
}

export type PrintOutcome =
  | { readonly name: "printed"; readonly characters: number }
  | { readonly name: "refused"; readonly code: FaultCode; readonly detail: string };

/** Durable lanes of the outbox: faults are never dropped, routine readings go first when it is full. */
export type OutboxLane = "fault" | "routine";

export interface OutboxRow {
  readonly bootId: string;
  readonly seq: number;
  readonly lane: OutboxLane;
  readonly leaf: "report" | "event";
  readonly at: Millis;
  /** the message without `sentAt`; the sender stamps that */
  readonly body: string;
}

export interface OutboxState {
  readonly rows: number;
  readonly bytes: number;
  readonly droppedRoutine: number;
  readonly oldestAt?: Millis;
}

export interface Outbox {
  /** Durable (fsync) when it resolves; numbers the message within the boot. @throws OutboxError when the disk is full or broken */
  append(message: {
    bootId: string;
    lane: OutboxLane;
    leaf: "report" | "event";
    at: Millis;
    body: (seq: number) => string;
  }): Promise<OutboxRow>;
  /** Rows not yet acknowledged, of one lane or of all, oldest first, excluding those in `except` (keys `bootId/seq`). */
  oldest(limit: number, except: ReadonlySet<string>, lane?: OutboxLane): Promise<OutboxRow[]>;
  /** The server has it: the row goes. Idempotent. */
  acknowledge(bootId: string, seq: number): Promise<void>;
  /** Applies the bound (age and size) and reports what went, oldest routine first. */
  prune(now: Millis): Promise<{ count: number; fromAt: Millis; toAt: Millis } | undefined>;
  state(): Promise<OutboxState>;
  lastSeq(bootId: string): Promise<number>;
  close(): Promise<void>;
}

/** The connection to the fleet server. One connection at a time; reconnects by itself with jittered back-off. */
export interface Uplink {
  /** Resolves when the broker acknowledged at QoS 1. Rejects when the connection went first: the caller sends again. */
  publish(leaf: string, body: string, signal: AbortSignal): Promise<void>;
  onConnect(listener: () => void): void;
  onDisconnect(listener: (reason: string) => void): void;
  onCommand(listener: (payload: Uint8Array) => void): void;
  start(): Promise<void>;
  /** `graceful` says goodbye (no last will); without it the socket is cut, as a power cut would. */
  stop(graceful: boolean): Promise<void>;
}
