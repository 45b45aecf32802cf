// What we use of a device of npm usb 3.1. Its own types lean on the browser's WebUSB types, which this program has not.

export interface NativeUsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  /** bus number, e.g. "003" */
  readonly bus: string;
  /** the ports on the way, root first */
  readonly ports: readonly number[];
  readonly serialNumber?: string | null | undefined;
  /** read from the system, without opening */
  readonly configuration?: NativeConfiguration | null | undefined;
  open(): Promise<void>;
  /** Rejects while anything is under way, as do the other operations that return nothing. */
  close(): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  releaseInterface(interfaceNumber: number): Promise<void>;
  selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void>;
  clearHalt(direction: "in" | "out", endpointNumber: number): Promise<void>;
  detachKernelDriver(interfaceNumber: number): Promise<void>;
  attachKernelDriver(interfaceNumber: number): Promise<void>;
  nativeControlTransferIn(setup: NativeSetup, timeout: number, length: number): Promise<Uint8Array | null>;
  nativeTransferIn(endpointNumber: number, timeout: number, length: number): Promise<Uint8Array | null>;
  nativeTransferOut(endpointNumber: number, timeout: number, data: Uint8Array): Promise<number>;
}

export interface NativeSetup {
  readonly requestType: "standard" | "class" | "vendor";
  readonly recipient: "device" | "interface" | "endpoint" | "other";
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

export interface NativeConfiguration {
  readonly configurationValue: number;
  readonly interfaces: readonly NativeInterface[];
}

export interface NativeInterface {
  readonly interfaceNumber: number;
  readonly alternate: NativeAlternate;
  readonly alternates: readonly NativeAlternate[];
}

export interface NativeAlternate {
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceProtocol: number;
  readonly endpoints: readonly NativeEndpoint[];
}

export interface NativeEndpoint {
  readonly endpointNumber: number;
  readonly direction: "in" | "out";
  readonly type: "bulk" | "interrupt" | "isochronous";
  readonly packetSize: number;
}
