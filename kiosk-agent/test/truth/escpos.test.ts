import { ModelUsb } from "../../../fixtures/sim/usb/model-usb.ts";
import { PrinterPort } from "../../../fixtures/sim/usb/printer-port.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import type { Transport } from "../../src/ports.ts";
import { EscposBench, escposCases, heal } from "./escpos-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";

const timeoutMs = 80;

provesTruthRules({
  protocol: "escpos",
  profileId: "receipt-printer/escpos-generic",
  timeoutMs,
  open: async () => {
    const bench = new EscposBench("epson");
    await bench.printer.start();
    return bench;
  },
  cases: {
    ...escposCases(timeoutMs),
    "replugged on another port": {
      notHere: "a TCP device server has no ports; over USB: below; serial ports: truth/serial-line.test.ts",
    },
    "permission denied": {
      notHere: "TCP has no permissions; over USB: below; serial ports: truth/serial-line.test.ts",
    },
    busy: { notHere: "a device server takes several; over USB: below; serial ports: truth/serial-line.test.ts" },
  },
});

/** The same printer behind the USB printer class. */
class UsbEscposBench extends EscposBench {
  readonly bus = new UsbBus();
  readonly #port = new PrinterPort({
    vendorId: 0x1209,
    productId: 0x0008,
    manufacturer: "Example",
    product: "Receipts",
    serialNumber: "RP1",
    device: this.printer,
  });

  constructor() {
    super("epson");
    this.bus.plug(this.#port);
  }

  override url(): string {
    return "usb://1209:0008?serial=RP1";
  }

  transport(): Transport {
    return new ModelUsb(this.bus, this.url());
  }

  replug(port: string): void {
    this.bus.unplug();
    this.bus.plug(this.#port, port);
  }

  deny(access: UsbBus["access"]): void {
    this.bus.access = access;
    this.replug("1");
  }

  hang(): void {
    this.#port.fault = "hang";
  }

  recover(): void {
    this.#port.fault = "none";
    this.bus.unplug("2");
    this.deny("granted");
    heal(this);
  }
}

const recover = (bench: UsbEscposBench) => bench.recover();
const unplugged = { states: ["offline", "noDevice"], codes: ["comm.no-answer", "device.not-present"] } as const;

provesTruthRules({
  protocol: "escpos",
  profileId: "receipt-printer/escpos-generic",
  over: "over the USB printer class",
  timeoutMs,
  open: async () => {
    const bench = new UsbEscposBench();
    await bench.printer.start();
    return bench;
  },
  cases: {
    ...escposCases<UsbEscposBench>(timeoutMs),
    "two devices swapped": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: ({ bus, printer }) => {
        const other = { vendorId: 0x1209, productId: 0x0008, manufacturer: "Example", product: "Receipts" };
        bus.plug(new PrinterPort({ ...other, serialNumber: "RP2", device: printer }));
      },
      heal: recover,
    },
    "device hung": {
      states: ["offline"],
      codes: ["comm.no-answer"],
      harm: (bench) => bench.hang(),
      heal: recover,
    },
    "unplugged in mid-reply": {
      ...unplugged,
      harm: ({ bus, printer }) => {
        const stop = printer.onSent(() => {
          stop();
          bus.unplug();
        });
      },
      heal: recover,
    },
    "replugged on another port": {
      states: ["online", "offline"],
      codes: ["comm.no-answer"],
      harm: (bench) => bench.replug("2"),
      heal: recover,
    },
    "permission denied": {
      states: ["unknown"],
      codes: ["comm.refused"],
      harm: (bench) => bench.deny("refused"),
      heal: recover,
    },
    busy: { states: ["unknown"], codes: ["comm.refused"], harm: (bench) => bench.deny("busy"), heal: recover },
  },
});
