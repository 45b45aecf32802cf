// A camera or a typing scanner as the agent meets it: sysfs and /dev in a temporary folder, and a kernel whose open()
// can be told to fail or to hang. The real ones are looked at by the lab.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseTransportUrl } from "../../src/adapters/transport.ts";
import { NodePresence } from "../../src/adapters/transport-presence.ts";
import type { Transport } from "../../src/ports.ts";
import type { Bench, NoCase, TruthCase, TruthRule } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

type Kind = "camera" | "wedge";
const ids = { camera: "0ac8:3420", wedge: "0c2e:0b61" } as const;

export class PresenceBench implements Bench {
  /** what open() says in place of a handle; "hang": nothing */
  trouble: "hang" | "slow" | string | undefined;
  readonly #kind: Kind;
  readonly #root = mkdtempSync(join(tmpdir(), "truth-presence-"));
  #hanging: (() => void)[] = [];

  constructor(kind: Kind) {
    this.#kind = kind;
    mkdirSync(join(this.#root, "sys"));
    this.plug("0");
  }

  url(): string {
    return `${this.#kind}://usb/${ids[this.#kind]}`;
  }

  transport(): Transport {
    const address = parseTransportUrl(this.url());
    if (address.kind !== "presence") throw new Error(this.url());
    const roots = { dev: join(this.#root, "dev"), sys: join(this.#root, "sys") };
    const clock = { monotonic: () => performance.now() };
    return new NodePresence(address, this.url(), { roots, clock, open: (path, flags) => this.#open(path, flags) });
  }

  /** @param number of the node, which is another one on another port */
  plug(number: string, usbIds: string = ids[this.#kind]): void {
    const [vendor = "", product = ""] = usbIds.split(":");
    if (this.#kind === "camera") this.#plugCamera(`video${number}`, vendor, product);
    else this.#plugKeyboard(`event${number}`, vendor, product);
  }

  unplug(): void {
    rmSync(join(this.#root, "sys"), { recursive: true });
    rmSync(join(this.#root, "dev"), { recursive: true, force: true });
    mkdirSync(join(this.#root, "sys"));
  }

  heal(): void {
    this.trouble = undefined;
    for (const wake of this.#hanging.splice(0)) wake();
    this.unplug();
    this.plug("0");
  }

  async stop(): Promise<void> {
    for (const wake of this.#hanging.splice(0)) wake();
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #open(path: string, flags: number) {
    if (this.trouble === "hang" || this.trouble === "slow") {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#hanging.push(resolve);
      if (this.trouble === "slow") setTimeout(resolve, 400).unref();
      await promise;
    } else if (this.trouble !== undefined) throw Object.assign(new Error(this.trouble), { code: this.trouble });
    return await open(path, flags);
  }

  #plugCamera(node: string, vendor: string, product: string): void {
    const usb = `sys/devices/${node}`;
    this.#put(`${usb}/idVendor`, vendor);
    this.#put(`${usb}/idProduct`, product);
    this.#put(`${usb}/1-1:1.0/video4linux/${node}/name`, "HD Camera");
    symlinkSync("../..", join(this.#root, usb, "1-1:1.0/video4linux", node, "device"));
    mkdirSync(join(this.#root, "sys/class/video4linux"), { recursive: true });
    const entry = `../../devices/${node}/1-1:1.0/video4linux/${node}`;
    symlinkSync(entry, join(this.#root, "sys/class/video4linux", node));
    mkdirSync(join(this.#root, "dev"), { recursive: true });
    symlinkSync("/dev/null", join(this.#root, "dev", node));
  }

  #plugKeyboard(node: string, vendor: string, product: string): void {
    const device = `sys/class/input/${node}/device`;
    this.#put(`${device}/name`, "Scanner");
    this.#put(`${device}/id/vendor`, vendor);
    this.#put(`${device}/id/product`, product);
    this.#put(`${device}/capabilities/ev`, "120013");
    mkdirSync(join(this.#root, "dev/input"), { recursive: true });
    symlinkSync("/dev/null", join(this.#root, "dev/input", node)); // opens, and never has anything to read
  }

  #put(path: string, text: string): void {
    mkdirSync(dirname(join(this.#root, path)), { recursive: true });
    writeFileSync(join(this.#root, path), `${text}\n`);
  }
}

export const opens = (trouble: PresenceBench["trouble"]) => (bench: PresenceBench) => {
  bench.trouble = trouble;
};

type ItsOwn = "wrong answer" | "device hung" | "unplugged in mid-reply" | "busy";

/** What is true of everything that is only opened. @param noAnswers why it has none that could be false */
export function presenceCases(
  noAnswers: string,
): Readonly<Record<Exclude<TruthRule, ItsOwn>, TruthCase<PresenceBench> | NoCase>> {
  const { silent, overcome, absent, refused } = usualOutcomes((bench: PresenceBench) => bench.heal());
  return {
    "no answer": { ...silent, harm: opens("hang") },
    "late answer": { ...silent, harm: opens("slow") },
    "answer to the previous question": { notHere: noAnswers },
    "half an answer": { notHere: noAnswers },
    "noise before": { notHere: noAnswers },
    "noise inside": { notHere: noAnswers },
    "two devices swapped": {
      ...absent,
      harm: (bench) => {
        bench.unplug();
        bench.plug("0", "1bcf:2b8a");
      },
    },
    "replugged on another port": {
      ...overcome,
      harm: (bench) => {
        bench.unplug();
        bench.plug("2");
      },
    },
    "permission denied": { ...refused, harm: opens("EACCES") },
  };
}
