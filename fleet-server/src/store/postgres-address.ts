// Where a PostgreSQL database is and how to log in, from a URL and a password kept elsewhere.
import { readFileSync } from "node:fs";
import type { ClientConfig } from "pg";
import { StoreOpenError } from "./open-error.ts";

export interface PostgresAddress {
  readonly config: ClientConfig;
  /** host and port, or the folder of the socket: for people */
  readonly place: string;
  readonly database: string;
}

const parameters: readonly string[] = ["host", "port", "user", "sslmode", "sslrootcert"];
const defaultPort = 5432;

/**
 * Reads `postgres://user[:password]@host[:port]/database[?sslmode=…&sslrootcert=FILE]`, or for a Unix socket
 * `postgres:///database?host=/folder&port=5432&user=user`. Without a password in the URL it is the first line of `passwordFile`, else PGPASSWORD.
 * @throws StoreOpenError, in words that never repeat the URL: it may hold the password
 */
export function readPostgresAddress(url: string, passwordFile: string | null): PostgresAddress {
  const parts = parse(url);
  const host = parts.searchParams.get("host") ?? parts.hostname.replace(/^\[(.+)\]$/, "$1");
  const port = Number(parts.searchParams.get("port") ?? (parts.port || defaultPort));
  const database = decoded(parts.pathname.slice(1));
  const user = parts.searchParams.get("user") ?? decoded(parts.username);
  const unknown = [...parts.searchParams.keys()].find((name) => !parameters.includes(name));
  if (unknown !== undefined) throw wrongUrl(`未知参数 ${unknown}`, `unknown parameter ${unknown}`);
  if (!(port > 0 && port < 65_536)) throw wrongUrl("端口应为 1-65535", "a port is a number from 1 to 65535");
  if (host === "") throw wrongUrl("缺少主机", "it names no host");
  if (database === "" || database.includes("/")) throw wrongUrl("缺少数据库名", "it names no database");
  if (user === "") throw wrongUrl("缺少用户名", "it names no user");
  const place = host.startsWith("/") ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const password = decoded(parts.password) || readPassword(passwordFile) || process.env.PGPASSWORD;
  return {
    place,
    database,
    config: {
      host,
      port,
      database,
      user,
      // asked for only when the server wants one
      password: password ?? (() => Promise.reject(noPassword(place, database))),
      ssl: encryption(parts.searchParams),
    },
  };
}

function parse(url: string): URL {
  const parts = URL.parse(url);
  if (parts === null || !/^postgres(?:ql)?:$/.test(parts.protocol)) {
    throw wrongUrl("应为 postgres://用户@主机:端口/数据库", "it should read postgres://user@host:port/database");
  }
  return parts;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw wrongUrl("百分号转义有误", "a percent escape in it is broken", error);
  }
}

/** libpq's words: `require` encrypts without asking who answers, `verify-full` checks the certificate and its name. */
function encryption(search: URLSearchParams): NonNullable<ClientConfig["ssl"]> {
  const mode = search.get("sslmode") ?? "disable";
  const root = search.get("sslrootcert");
  switch (mode) {
    case "disable":
      return false;
    case "require":
      return { rejectUnauthorized: false };
    case "verify-full":
      return root === null ? true : { ca: readText(root) };
    default:
      throw wrongUrl("sslmode 应为 disable、require 或 verify-full", "sslmode is disable, require or verify-full");
  }
}

function readPassword(file: string | null): string | undefined {
  return file === null ? undefined : /^[^\r\n]*/.exec(readText(file))?.[0];
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw new StoreOpenError(
      "database-address",
      { zh: `无法读取文件 ${file}（${code}）`, en: `The file ${file} cannot be read (${code})` },
      { cause: error },
    );
  }
}

function wrongUrl(zh: string, en: string, cause?: unknown): StoreOpenError {
  return new StoreOpenError(
    "database-address",
    { zh: `--database：数据库地址有误：${zh}`, en: `--database: the address of the database is wrong: ${en}` },
    { cause },
  );
}

function noPassword(place: string, database: string): StoreOpenError {
  return new StoreOpenError("database-refused", {
    zh: `${place} 上的数据库 ${database} 要求口令；请用 --database-password-file 或环境变量 PGPASSWORD 提供`,
    en: `The database ${database} at ${place} asks for a password; give it with --database-password-file or PGPASSWORD`,
  });
}
