import { ModelHid } from "../../../fixtures/sim/usb/model-hid.ts";
import { Ups } from "../../../fixtures/sim/usb/ups.ts";
import { UsbBus } from "../../../fixtures/sim/usb/usb-bus.ts";
import { UsbModel } from "../../../fixtures/sim/usb/usb-model.ts";
import { provesTruthRules } from "./truth-rules.ts";

/** Something else under the ids of the UPS. */
class Stranger extends UsbModel {
  // HID 1.11 appendix E.10: the report descriptor of a mouse
  readonly #descriptor = Buffer.from(
    "05010902a1010901a100050919012903150025019503750181029501750581010501093009311581257f750895028106c0c0",
    "hex",
  );

  protected override descriptor(type: number): Uint8Array | "stall" {
    return type === 0x22 ? this.#descriptor : "stall";
  }
}

class UpsBench {
  readonly bus = new UsbBus();
  readonly ups = new Ups();

  constructor() {
    this.bus.plug(this.ups);
  }

  url(): string {
    return "hid://0d9f:0004";
  }

  transport(): ModelHid {
    return new ModelHid(this.bus, this.url());
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

const to = (change: (bench: UpsBench) => void) => change;
const heal = to(({ bus, ups }) => {
  ups.condition = "ok";
  ups.fault = "none";
  ups.refuses.clear();
  bus.access = "granted";
});
const replug = to(({ bus, ups }) => bus.plug(ups));
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const shut = { states: ["unknown"], codes: ["comm.refused"], heal } as const;
/** A transport keeps what it has open: what may not be opened any more shows when it is opened next. */
const reopened = (access: "refused" | "busy") =>
  to(({ bus, ups }) => {
    bus.access = access;
    bus.plug(ups);
  });

provesTruthRules({
  protocol: "hid-power",
  profileId: "ups/generic-hid-power",
  timeoutMs: 60,
  open: () => Promise.resolve(new UpsBench()),
  cases: {
    "no answer": { ...silent, harm: to(({ ups }) => Object.assign(ups, { fault: "hang" })) },
    "wrong answer": { ...garbled, harm: to(({ ups }) => Object.assign(ups, { fault: "stall" })) },
    "late answer": { notHere: "a control transfer that was given up is over: its answer cannot come later" },
    // The report asked for again comes right: the first answer was thrown away, not believed.
    "answer to the previous question": {
      states: ["online"],
      codes: [],
      harm: to(({ ups }) => Object.assign(ups, { condition: "one-behind" })),
      heal,
    },
    "half an answer": { ...garbled, harm: to(({ ups }) => Object.assign(ups, { condition: "half-reports" })) },
    "noise before": { notHere: "a control transfer carries one report and a checksum; nothing stands before it" },
    "noise inside": {
      ...garbled,
      harm: to(({ ups, bus }) => {
        ups.condition = "garbage-descriptor";
        bus.plug(ups);
      }),
    },
    "two devices swapped": {
      states: ["unknown"],
      codes: ["config.wrong-device"],
      harm: to(({ bus, ups }) => bus.plug(new Stranger(ups.identity))),
      heal: replug,
    },
    "device hung": { ...silent, harm: to(({ ups }) => Object.assign(ups, { fault: "hang" })) },
    "unplugged in mid-reply": {
      states: ["offline", "noDevice"],
      codes: ["comm.no-answer", "device.not-present"],
      harm: to(({ bus, ups }) => {
        ups.fault = "hang";
        setTimeout(() => bus.unplug(), 30);
      }),
      heal: to((bench) => {
        heal(bench);
        replug(bench);
      }),
    },
    "replugged on another port": {
      states: ["online", "offline"],
      codes: ["comm.no-answer"],
      harm: to(({ bus, ups }) => {
        bus.unplug();
        bus.plug(ups, "2");
      }),
      heal: to(() => undefined),
    },
    "permission denied": { ...shut, harm: reopened("refused") },
    busy: { ...shut, harm: reopened("busy") },
  },
});
