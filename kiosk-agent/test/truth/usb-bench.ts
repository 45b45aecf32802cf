// A USB device model on a bus of this process, and what may happen to its plug.
import { ModelHid } from "../../../fixtures/sim/usb/model-hid.ts";
import { ModelUsb } from "../../../fixtures/sim/usb/model-usb.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import { type UsbIdentity, UsbModel } from "../../../fixtures/sim/usb/usb-model.ts";
import type { Transport } from "../../src/ports.ts";
import type { Bench, TruthCase } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

/** Something else that hangs in the same port. */
class AnotherDevice extends UsbModel {
  constructor(identity: UsbIdentity) {
    super({ ...identity, vendorId: 0x1209, productId: 0xffff });
  }
}

export class UsbBench<M extends UsbModel> implements Bench {
  readonly bus = new UsbBus();
  readonly model: M;
  readonly #kind: "usb" | "hid";

  constructor(kind: "usb" | "hid", model: M) {
    this.#kind = kind;
    this.model = model;
    this.bus.plug(model);
  }

  url(): string {
    const { vendorId, productId } = this.model.identity;
    const [vendor, product] = [vendorId, productId].map((id) => id.toString(16).padStart(4, "0"));
    return `${this.#kind}://${vendor}:${product}`;
  }

  transport(): Transport {
    return this.#kind === "usb" ? new ModelUsb(this.bus, this.url()) : new ModelHid(this.bus, this.url());
  }

  swap(): void {
    this.bus.plug(new AnotherDevice(this.model.identity));
  }

  replug(port: string): void {
    this.bus.unplug();
    this.bus.plug(this.model, port);
  }

  /** Whoever opens it from now on is told this; what was open is closed by the plug. */
  deny(access: UsbBus["access"]): void {
    this.bus.access = access;
    this.replug("1");
  }

  heal(): void {
    this.model.fault = "none";
    this.bus.unplug("2");
    this.deny("granted");
  }

  async stop(): Promise<void> {
    this.bus.unplug("1");
    this.bus.unplug("2");
  }
}

const { silent, overcome, absent, refused } = usualOutcomes<UsbBench<UsbModel>>((bench) => bench.heal());

/** What the bus and the host do to a device is the same for each of them. */
export const plugCases = {
  "two devices swapped": { ...absent, harm: (bench) => bench.swap() },
  "device hung": {
    ...silent,
    harm: (bench) => {
      bench.model.fault = "hang";
    },
  },
  "replugged on another port": { ...overcome, harm: (bench) => bench.replug("2") },
  "permission denied": { ...refused, harm: (bench) => bench.deny("refused") },
  busy: { ...refused, harm: (bench) => bench.deny("busy") },
} as const satisfies Readonly<Record<string, TruthCase<UsbBench<UsbModel>>>>;
