// A device that is found by an address, be it a network printer or what stands behind a serial device server, and what may
// come to stand in its place.
import type { Bench } from "./truth-rules.ts";

interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface NetworkDevice extends Startable {
  /** with host and port */
  readonly url: string;
  vanish(): Promise<void>;
}

export class NetworkBench<D extends NetworkDevice> implements Bench {
  readonly device: D;
  readonly #another: (port: number) => Startable;
  #inItsPlace: Startable | undefined;

  private constructor(device: D, another: (port: number) => Startable) {
    this.device = device;
    this.#another = another;
  }

  /** @param another what answers at the device's port when it is swapped */
  static async plugged<D extends NetworkDevice>(
    device: D,
    another: (port: number) => Startable,
  ): Promise<NetworkBench<D>> {
    await device.start();
    return new NetworkBench(device, another);
  }

  url(): string {
    return this.device.url;
  }

  async swap(): Promise<void> {
    await this.device.vanish();
    this.#inItsPlace = this.#another(Number(new URL(this.device.url).port));
    await this.#inItsPlace.start();
  }

  async swapBack(): Promise<void> {
    await this.#inItsPlace?.stop();
    this.#inItsPlace = undefined;
    await this.device.start();
  }

  async stop(): Promise<void> {
    await this.#inItsPlace?.stop();
    await this.device.stop();
  }
}

/** Changes what the device on a bench is like. */
export const sets =
  <D extends object>() =>
  (change: Partial<D>) =>
  ({ device }: { readonly device: D }): void => {
    Object.assign(device, change);
  };

/** Without the states that may be told, which are the protocol's own. */
export const swapped = {
  harm: (bench: NetworkBench<NetworkDevice>) => bench.swap(),
  heal: (bench: NetworkBench<NetworkDevice>) => bench.swapBack(),
} as const;

export const notBehindDeviceServer = {
  "replugged on another port": {
    notHere: "a TCP device server has no ports; serial ports: truth/serial-line.test.ts",
  },
  "permission denied": { notHere: "TCP has no permissions; serial ports: truth/serial-line.test.ts" },
  busy: { notHere: "a device server takes several; serial ports: truth/serial-line.test.ts" },
} as const;
