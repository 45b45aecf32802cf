// `npm run shell -- --url http://127.0.0.1:8090`: the citizen's pages in the system's browser, as a kiosk without Electron has
// them. `--write-policy` (as root, once) puts the browser's managed policy into its place; a run refuses to start without it.
import { parseArgs } from "node:util";
import { isShelfOrigin } from "../src/policy/navigation.ts";
import { findBrowser } from "./find-browser.ts";
import { startLauncher } from "./launcher.ts";
import { checkPolicy, writePolicy } from "./policy-file.ts";
import type { PolicyPlaces } from "./policy-table.ts";
import { defaultBase, isInMemory, longestBase, openBase } from "./profile.ts";

const usage = `用法 / usage: npm run shell -- --url http://127.0.0.1:8090 [选项 / options]
  --apps URL             服务应用的地址，默认为 --url 的端口加一 / origin of the service apps, default: the port after --url's
  --allow URL            上架服务所在的 https 地址，可多次 / https origin of a service on the shelf, repeatable
  --recovering-port N    “正在恢复”页面的端口，默认 8092 / port of the page that stands while the agent is away, default 8092
  --browser FILE         浏览器程序 / the browser's program
  --policy-dir DIR       浏览器读取托管策略的目录 / where the browser looks for managed policies
  --write-policy         写入策略后退出（需要 root）/ writes the policy and ends (needs root)
  --without-policy       没有策略也启动，仅供开发 / starts without the policy, for development
  --profile-base DIR     内存中的目录 / a folder in memory
  --browser-flag FLAG    追加的浏览器参数，可多次 / one more flag for the browser, repeatable`;

class Refusal extends Error {
  override readonly name = "Refusal";
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        url: { type: "string" },
        apps: { type: "string" },
        allow: { type: "string", multiple: true, default: [] },
        "recovering-port": { type: "string", default: "8092" },
        browser: { type: "string" },
        "policy-dir": { type: "string" },
        "write-policy": { type: "boolean", default: false },
        "without-policy": { type: "boolean", default: false },
        "profile-base": { type: "string" },
        "browser-flag": { type: "string", multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function loopbackOrigin(text: string | undefined, option: string): string {
  const url = text === undefined ? null : URL.parse(text);
  const isLoopback = url?.hostname === "127.0.0.1" || url?.hostname === "[::1]";
  if (url === null || url.protocol !== "http:" || !isLoopback || url.pathname !== "/" || url.username !== "") {
    throw new Refusal(`${option}: 应为 http://127.0.0.1:端口 / expected http://127.0.0.1:port\n${usage}`);
  }
  return url.origin;
}

function nextPort(origin: string): string {
  const url = new URL(origin);
  url.port = String(Number(url.port === "" ? "80" : url.port) + 1);
  return url.origin;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Refusal(`--recovering-port: ${text}`);
  return port;
}

async function main(): Promise<void> {
  const options = readOptions();
  const pages = loopbackOrigin(options.url, "--url");
  const apps = options.apps === undefined ? nextPort(pages) : loopbackOrigin(options.apps, "--apps");
  const stranger = options.allow.find((origin) => !isShelfOrigin(origin));
  if (stranger !== undefined) {
    throw new Refusal(`--allow ${stranger}: 应为 https://主机[:端口] / expected https://host[:port]`);
  }
  const recoveringPort = readPort(options["recovering-port"]);
  const recovering = `http://127.0.0.1:${recoveringPort}`;
  const places: PolicyPlaces = { pages, apps, recovering, shelf: options.allow };

  const browser = findBrowser(options.browser);
  if (browser === undefined) {
    throw new Refusal("没有找到浏览器，请用 --browser 指定 / no browser was found; name one with --browser");
  }
  const policyDir = options["policy-dir"] ?? browser.policies;
  if (options["write-policy"]) {
    if (policyDir === null) throw new Refusal("请用 --policy-dir 指定目录 / say where with --policy-dir");
    process.stdout.write(`${writePolicy(policyDir, places)}\n`);
    return;
  }
  if (!options["without-policy"]) {
    const found = policyDir === null ? "missing" : checkPolicy(policyDir, places);
    if (found !== "in-place") {
      throw new Refusal(
        `浏览器策略${found === "missing" ? "不存在" : "与本机设置不符"}（${policyDir ?? "--policy-dir"}）。请以 root 加 --write-policy 运行一次。\n` +
          `The browser's policy is ${found === "missing" ? "missing" : "not the one of these settings"} (${policyDir ?? "--policy-dir"}). Run once as root with --write-policy.`,
      );
    }
  }
  const base = options["profile-base"] ?? defaultBase(process.env.XDG_RUNTIME_DIR, process.getuid?.() ?? 0);
  if (Buffer.byteLength(base) > longestBase) {
    throw new Refusal(`${base}: 路径过长 / is too long, at most ${longestBase} octets; see --profile-base`);
  }
  openBase(base);
  if (!isInMemory(base)) {
    throw new Refusal(`${base}: 不在内存中（tmpfs）/ is not in memory (tmpfs); see --profile-base`);
  }
  const launcher = await startLauncher({
    url: pages,
    program: browser.program,
    base,
    recoveringPort,
    flags: options["browser-flag"],
    log: (event, detail) => process.stdout.write(`${JSON.stringify({ at: Date.now(), event, ...detail })}\n`),
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    launcher.stop().then(
      (left) => process.exit(left === 0 ? 0 : 1),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // started by a test or a launcher: the end of its pipe means that it is gone, however it went
  if (process.env.KIOSK_SUPERVISED === "1") process.stdin.on("end", stop).resume();
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
