// npm run profile:decode -- PROFILE HEX…: what these octets of a device mean, as JSON. PROFILE is an id or a file. Each HEX is
// one chunk that came from the device; `tx:HEX` is what was sent before it, where the meaning depends on the question;
// `OID=VALUE` a variable of a printer; `name=N` a durable counter of the agent. With `--capture SOURCE` the answer is a capture,
// ready to be read, judged and stored. Exit code 1: the input cannot be read.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { Capture, captureOutcome, replayCapture } from "../capture.ts";
import { loadProfiles, ProfileError, readProfileFile } from "../load.ts";
import { failureNames, type Profile } from "../profile.ts";

const usage = `用法 / usage: npm run profile:decode -- PROFILE [--capture SOURCE] [--failure NAME] HEX…
  HEX         设备发来的字节 / octets from the device: aaaaaa96690004 00009094
  tx:HEX      先前发出的字节 / octets that were sent before
  OID=VALUE   打印机变量 / a printer's variable: 1.3.6.1.2.1.25.3.2.1.5.1=2, …=hex:0800, …=text:Ready
  name=N      代理程序的计数 / a counter of the agent: charactersPrinted=1200
  --capture   输出抓包文件，SOURCE 写明字节出处 / prints a capture file; SOURCE says where the octets come from
  --failure   对话如何中断 / how the conversation ended: noAnswer, absent, refused, lost, garbled …`;

class InputError extends Error {}

function profileOf(name: string): Profile {
  if (existsSync(name)) return readProfileFile(name).profile;
  const profiles = loadProfiles();
  const found = profiles.get(name);
  if (found !== undefined) return found;
  throw new InputError(`没有型号 "${name}" / there is no profile "${name}"\n${[...profiles.keys()].join("\n")}`);
}

function hexOf(text: string, argument: string): string {
  const hex = text.replace(/\s+/g, "").toLowerCase();
  if (/^(?:[0-9a-f]{2})+$/.test(hex)) return hex;
  throw new InputError(`"${argument}" 不是十六进制字节 / is not octets in hex`);
}

function variable(text: string, argument: string): number | string | { hex: string } {
  if (text.startsWith("hex:")) return { hex: text === "hex:" ? "" : hexOf(text.slice(4), argument) };
  if (text.startsWith("text:")) return text.slice(5);
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new InputError(`"${argument}": 值应为整数、hex:… 或 text:… / a value is a whole number, hex:… or text:…`);
}

/** The arguments as the capture they stand for. What the device does not say of itself is left out of the answer. */
function captureOf(args: readonly string[], source: string, failureName: string | undefined): Capture {
  const failure = failureNames.find((one) => one === failureName);
  if (failureName !== undefined && failure === undefined) {
    throw new InputError(`--failure ${failureName}: ${failureNames.join(", ")}`);
  }
  const chunks: { dir: "tx" | "rx"; hex: string }[] = [];
  const variables: Record<string, number | string | { hex: string }> = {};
  const counters: Record<string, number> = {};
  for (const argument of args) {
    const [name = "", ...rest] = argument.split("=");
    const value = rest.join("=");
    if (rest.length > 0 && /^\d+(?:\.\d+)+$/.test(name)) variables[name] = variable(value, argument);
    else if (rest.length > 0) {
      if (!/^\d+$/.test(value)) throw new InputError(`"${argument}": 计数应为整数 / a counter is a whole number`);
      counters[name] = Number(value);
    } else if (argument.startsWith("tx:")) chunks.push({ dir: "tx", hex: hexOf(argument.slice(3), argument) });
    else chunks.push({ dir: "rx", hex: hexOf(argument, argument) });
  }
  return Capture.parse({
    source,
    ...(failure === undefined ? {} : { failure }),
    ...(chunks.length > 0 ? { chunks } : {}),
    ...(Object.keys(variables).length > 0 ? { variables } : {}),
    ...(Object.keys(counters).length > 0 ? { counters } : {}),
    state: "unknown",
    conditions: [],
    readings: [],
  });
}

function options() {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      options: { capture: { type: "string" }, failure: { type: "string" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

function answer(): string {
  const { values, positionals } = options();
  const [name, ...args] = positionals;
  if (name === undefined || (args.length === 0 && values.failure === undefined)) throw new InputError(usage);
  const profile = profileOf(name);
  const capture = captureOf(args, values.capture ?? "profile:decode", values.failure);
  const { source, ...held } = capture;
  const decoded = replayCapture(profile, capture, (bytes) => [bytes]);
  const { state, conditions, readings } = decoded;
  const plain = readings.map(({ at: _, ...reading }) => reading);
  const told =
    values.capture === undefined
      ? { profile: profile.id, state, conditions, readings: plain }
      : { source, chunks: [], ...held, ...captureOutcome(decoded) };
  return JSON.stringify(told, null, 2);
}

function main(): number {
  try {
    process.stdout.write(`${answer()}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof InputError || error instanceof ProfileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exitCode = main();
