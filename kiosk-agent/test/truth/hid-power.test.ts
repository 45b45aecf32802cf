import { Ups } from "../../../fixtures/sim/usb/ups.ts";
import { UsbModel } from "../../../fixtures/sim/usb/usb-model.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { UsbBench } from "./usb-bench.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

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

class UpsBench extends UsbBench<Ups> {
  constructor() {
    super("hid", new Ups());
  }

  override swap(): void {
    this.bus.plug(new Stranger(this.model.identity));
  }
}

const to = (change: (bench: UpsBench) => void) => change;
/** Without a hand on the plug, where none did the harm. */
const heal = to(({ bus, model }) => {
  model.condition = "ok";
  model.fault = "none";
  model.refuses.clear();
  bus.access = "granted";
});
const replug = to((bench) => bench.replug("1"));
const { silent, garbled, overcome, refused, pulled } = usualOutcomes(heal);
const sick = (condition: Ups["condition"]) =>
  to(({ model }) => {
    model.condition = condition;
  });
const faulty = (fault: Ups["fault"]) =>
  to(({ model }) => {
    model.fault = fault;
  });

provesTruthRules({
  protocol: "hid-power",
  profileId: "ups/generic-hid-power",
  timeoutMs: 60,
  open: async () => new UpsBench(),
  cases: {
    "no answer": { ...silent, harm: faulty("hang") },
    "wrong answer": { ...garbled, harm: faulty("stall") },
    "late answer": { notHere: "a control transfer that was given up is over: its answer cannot come later" },
    // The report asked for again comes right: the first answer was thrown away, not believed.
    "answer to the previous question": { ...overcome, harm: sick("one-behind") },
    "half an answer": { ...garbled, harm: sick("half-reports") },
    "noise before": { notHere: "a control transfer carries one report and a checksum; nothing stands before it" },
    "noise inside": {
      ...garbled,
      harm: to((bench) => {
        bench.model.condition = "garbage-descriptor";
        replug(bench);
      }),
    },
    "two devices swapped": {
      ...garbled,
      codes: ["config.wrong-device"],
      harm: (bench) => bench.swap(),
      heal: replug,
    },
    "device hung": { ...silent, harm: faulty("hang") },
    "unplugged in mid-reply": {
      ...pulled,
      harm: to(({ bus, model }) => {
        model.fault = "hang";
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
      harm: (bench) => bench.replug("2"),
      heal: () => undefined,
    },
    // A transport keeps what it has open: what may not be opened any more shows when it is opened next.
    "permission denied": { ...refused, harm: (bench) => bench.deny("refused") },
    busy: { ...refused, harm: (bench) => bench.deny("busy") },
  },
});
