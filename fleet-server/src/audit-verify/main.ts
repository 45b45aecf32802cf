// `npm run audit:verify`: whether the log of all orders, what follows from it, and the audit log are as they were written. Reads only, also
// while the server runs. Exit 0: whole, 1: not, or it could not be read, 2: wrong use.
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { LogHead } from "../ingest/order-log.ts";
import { type Finding, findingKinds } from "./finding.ts";
import { openDataFolder, openPostgres } from "./open-database.ts";
import { type AuditResult, verifyDatabase } from "./verify.ts";

const usage = `audit:verify
  --data DIR           data folder, with its evidence (KIOSK_DATA, ./data)
  --database URL       PostgreSQL instead of the data folder's file (KIOSK_DATABASE)
  --database-password-file FILE
                       its first line is the password (KIOSK_DATABASE_PASSWORD_FILE; else PGPASSWORD)
  --head SEQ:HASH      a head noted earlier, as printed on every clock statement
  --json               one line of JSON`;

class UsageError extends Error {}

interface Options {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly passwordFile: string | null;
  readonly givenHead: LogHead | null;
  readonly json: boolean;
}

function readOptions(argv: string[]): Options | "help" {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: "string" },
      database: { type: "string" },
      "database-password-file": { type: "string" },
      head: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return "help";
  const env = process.env;
  return {
    dataDir: values.data ?? env.KIOSK_DATA ?? "data",
    // a folder that is named is meant, whatever the environment says
    databaseUrl: values.database ?? (values.data === undefined ? env.KIOSK_DATABASE : undefined) ?? null,
    passwordFile: values["database-password-file"] ?? env.KIOSK_DATABASE_PASSWORD_FILE ?? null,
    givenHead: values.head === undefined ? null : readHead(values.head),
    json: values.json ?? false,
  };
}

function readHead(text: string): LogHead {
  const [, logSeq = "", hash = ""] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text.toLowerCase()) ?? [];
  if (hash !== "") return { logSeq: Number(logSeq), hash };
  throw new UsageError(
    `--head：应为 序号:链值（64 位十六进制），而不是 "${text}" / --head: SEQ:HASH, a number and 64 hexadecimal digits, not "${text}"`,
  );
}

function place({ logSeq, orderId, auditSeq }: Finding): { zh: string; en: string } {
  if (auditSeq !== undefined) return { zh: `审计日志第 ${auditSeq} 条`, en: `line ${auditSeq} of the audit log` };
  const order = orderId === null ? { zh: "", en: "" } : { zh: `（工单 ${orderId}）`, en: ` (order ${orderId})` };
  if (logSeq === null) return { zh: `日志之外${order.zh}`, en: `outside of the log${order.en}` };
  return { zh: `日志第 ${logSeq} 条${order.zh}`, en: `line ${logSeq} of the log${order.en}` };
}

function sentences({ events, orders, evidence, head, auditLines, auditHead, first }: AuditResult): string {
  const end = head === null ? "0" : `${head.logSeq}:${head.hash}`;
  const auditEnd = auditHead === null ? "0" : `${auditHead.seq}:${auditHead.hash}`;
  const counted = {
    zh: `已核对工单事件 ${events} 条、工单 ${orders} 张、证据 ${evidence} 件；链尾 ${end}；审计日志 ${auditLines} 条；链尾 ${auditEnd}`,
    en: `Checked ${events} events, ${orders} orders and ${evidence} files of evidence; head ${end}; ${auditLines} lines of the audit log; head ${auditEnd}`,
  };
  if (first === null) return `完整。${counted.zh}\nWhole. ${counted.en}\n`;
  const where = place(first);
  const what = findingKinds[first.kind];
  return `不完整。${where.zh}：${what.zh}（${first.detail}）。${counted.zh}
Not whole. At ${where.en}: ${what.en} (${first.detail}). ${counted.en}\n`;
}

async function audit({ dataDir, databaseUrl, passwordFile, givenHead, json }: Options): Promise<void> {
  const database = databaseUrl === null ? await openDataFolder(dataDir) : await openPostgres(databaseUrl, passwordFile);
  try {
    const scope = { evidenceDir: join(dataDir, "evidence"), givenHead };
    const result = await database.read((db) => verifyDatabase(db, scope));
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : sentences(result));
    process.exitCode = result.ok ? 0 : 1;
  } finally {
    await database.close();
  }
}

function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(`${usage}\n`);
  else await audit(options);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(isUsage(error) ? `${message}\n${usage}\n` : `${message}\n`);
  process.exitCode = isUsage(error) ? 2 : 1;
});
