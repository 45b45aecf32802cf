import { EscposPrinter } from "../../../fixtures/sim/devices/escpos-printer.ts";
import { PrinterPort } from "../../../fixtures/sim/usb/printer-port.ts";
import { escposCases, heal, pluggedEscpos } from "./escpos-bench.ts";
import { notBehindDeviceServer, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { plugCases, UsbBench } from "./usb-bench.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const timeoutMs = 80;

provesTruthRules({
  protocol: "escpos",
  profileId: "receipt-printer/escpos-generic",
  timeoutMs,
  open: () => pluggedEscpos("epson"),
  cases: {
    ...notBehindDeviceServer,
    ...escposCases(timeoutMs),
    "two devices swapped": { ...usualOutcomes(heal).disturbed, ...swapped },
  },
});

const identity = { vendorId: 0x1209, productId: 0x0008, manufacturer: "Example", product: "Receipts" };

/** The same printer behind the USB printer class. */
class UsbEscposBench extends UsbBench<PrinterPort> {
  readonly device: EscposPrinter;

  private constructor(device: EscposPrinter) {
    super("usb", new PrinterPort({ ...identity, serialNumber: "RP1", device }));
    this.device = device;
  }

  static async plugged(): Promise<UsbEscposBench> {
    const device = new EscposPrinter();
    await device.start();
    return new UsbEscposBench(device);
  }

  override url(): string {
    return `${super.url()}?serial=RP1`;
  }

  /** One of the same make, which has another number. */
  override swap(): void {
    this.bus.plug(new PrinterPort({ ...identity, serialNumber: "RP2", device: this.device }));
  }

  /** In the middle of its next answer. */
  pull(): void {
    const stop = this.device.onSent(() => {
      stop();
      this.bus.unplug();
    });
  }

  override heal(): void {
    super.heal();
    heal(this);
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.device.stop();
  }
}

const { pulled } = usualOutcomes((bench: UsbEscposBench) => bench.heal());

provesTruthRules({
  protocol: "escpos",
  profileId: "receipt-printer/escpos-generic",
  over: "over the USB printer class",
  timeoutMs,
  open: () => UsbEscposBench.plugged(),
  cases: {
    ...escposCases(timeoutMs),
    ...plugCases,
    "unplugged in mid-reply": { ...pulled, harm: (bench) => bench.pull() },
    "replugged on another port": {
      ...plugCases["replugged on another port"],
      states: ["online", "offline"],
      codes: ["comm.no-answer"],
    },
  },
});
