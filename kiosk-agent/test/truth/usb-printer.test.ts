import { type PageCondition, type PageDelivery, PagePrinter } from "../../../fixtures/sim/usb/page-printer.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { plugCases, UsbBench } from "./usb-bench.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

class PrinterBench extends UsbBench<PagePrinter> {
  constructor() {
    const identity = { vendorId: 0x1209, productId: 0x0007, serialNumber: "PP1" };
    super("usb", new PagePrinter({ ...identity, manufacturer: "Example", product: "Laser" }));
  }

  override heal(): void {
    Object.assign(this.model, { condition: "ok", delivery: {}, onQuestion: () => undefined });
    this.model.change({ coverOpen: false });
    super.heal();
  }
}

const heal = (bench: PrinterBench) => bench.heal();
const is = (condition: PageCondition) => (bench: PrinterBench) => {
  bench.model.condition = condition;
};
const sends = (delivery: PageDelivery) => (bench: PrinterBench) => {
  bench.model.delivery = delivery;
};
const { garbled, overcome, pulled } = usualOutcomes(heal);

provesTruthRules({
  protocol: "usb-printer",
  profileId: "a4-printer/generic-usb-printer",
  timeoutMs: 60,
  open: async () => new PrinterBench(),
  cases: {
    ...plugCases,
    // It answers for itself and not for its data stream: half of what was asked.
    "no answer": { ...garbled, harm: is("mute") },
    "wrong answer": { ...garbled, harm: is("without-code") },
    "late answer": { ...garbled, harm: sends({ delayMs: 200 }) },
    // The first answer is to the poll before, when the cover was closed.
    "answer to the previous question": {
      states: ["userError"],
      codes: ["cover.open"],
      harm: (bench) => {
        bench.model.condition = "one-behind";
        bench.model.change({ coverOpen: true });
      },
      heal,
    },
    "half an answer": { ...garbled, harm: sends({ onlyFirstBytes: 24 }) },
    "noise before": { ...overcome, harm: sends({ noiseBefore: "\0\xff@PJ@PJL \xff" }) },
    "noise inside": { ...overcome, harm: sends({ noiseInside: "\0\xff\r\n" }) },
    "unplugged in mid-reply": {
      ...pulled,
      harm: (bench) => {
        bench.model.delivery = { onlyFirstBytes: 24 };
        bench.model.onQuestion = () => bench.bus.unplug();
      },
    },
  },
});
