// A PostgreSQL of a test's own: a real server with fsync, on a free port of loopback and a Unix socket, in a temporary
// folder. It ends with the test, however that ends.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, copyFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Pool } from "pg";
import { findPostgres } from "../../fixtures/postgres.ts";

const startWithinMs = 30_000;

/** Ends the server when standard input does, which it also does when the process that holds the other end is killed. */
const keeper = `trap '' INT TERM HUP
folder=$1; shift
"$@" >"$folder/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server; wait $server
rm -rf -- "$folder"`;

export const password = "p@ss:wörd/1";

export class PostgresCluster {
  readonly port: number;
  readonly folder: string;
  /** a superuser's connections */
  readonly admin: Pool;
  readonly #stop: () => Promise<void>;
  #databases = 0;

  private constructor(port: number, folder: string, admin: Pool, stop: () => Promise<void>) {
    this.port = port;
    this.folder = folder;
    this.admin = admin;
    this.#stop = stop;
  }

  static async start(): Promise<PostgresCluster> {
    const binaries = findPostgres();
    if (binaries === undefined) {
      throw new Error("PostgreSQL is missing: npm test installs it, or apt-get install postgresql as root");
    }
    const folder = mkdtempSync(join(tmpdir(), "kiosk-pg-"));
    const words = join(folder, "password");
    writeFileSync(words, `${password}\n`);
    // PostgreSQL does not run as root; Debian's package brings a user for it
    const asUser: string[] = [];
    if (process.getuid?.() === 0) {
      for (const path of [folder, words]) giveToPostgres(path);
      asUser.push("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    }
    const data = join(folder, "data");
    const [initdb = "", ...initdbArgs] = [...asUser, join(binaries, "initdb")];
    execFileSync(
      initdb,
      [...initdbArgs, "-D", data, "-U", "admin", "--pwfile", words, "-A", "scram-sha-256"].concat(
        ["-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"], // the files only; the server below syncs
      ),
      { cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
    );
    const port = await freePort();
    const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "fsync=on"];
    const server = [...asUser, join(binaries, "postgres"), "-D", data, ...settings.flatMap((line) => ["-c", line])];
    const child = spawn("sh", ["-c", keeper, "sh", folder, ...server], {
      cwd: folder,
      stdio: ["pipe", "ignore", "inherit"],
    });
    const ended = once(child, "exit");
    await connected(port, join(folder, "log"));
    const admin = new Pool({ ...superuser(port), database: "postgres", max: 4 });
    await admin.query(`create role fleet login password '${password}'`);
    return new PostgresCluster(port, folder, admin, async () => {
      await admin.end();
      child.stdin.end();
      await ended;
    });
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** A new database of the role `fleet`; its name. */
  async database(options = ""): Promise<string> {
    this.#databases += 1;
    const name = `fleet${this.#databases}`;
    await this.admin.query(`create database ${name} owner fleet ${options}`);
    return name;
  }

  /** Takes every row of ours out of `database`, and whoever a test that failed left there: far quicker than a new one. */
  async empty(database: string): Promise<void> {
    await this.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [database]);
    const client = await this.connect(database);
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'
        and tablename <> 'fleet_leader' and tablename not like 'kysely%'`,
    );
    // "replica": foreign keys are not looked at, so that the order does not matter
    await client.query(
      ["set session_replication_role = replica", ...rows.map(({ name }) => `delete from ${name}`)].join(";"),
    );
    await client.end();
  }

  url(database: string): string {
    return `postgres://fleet:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${database}`;
  }

  socketUrl(database: string): string {
    const parameters = new URLSearchParams({ host: this.folder, port: String(this.port), user: "fleet" });
    return `postgres:///${database}?${parameters}`;
  }

  /** A superuser's connection to `database`; end it. */
  connect(database: string): Promise<Client> {
    return connectedTo(this.port, database);
  }

  /** From now on the role `fleet` is let in over TLS only. */
  async requireTls(certificate: string, key: string): Promise<void> {
    for (const [file, name] of [
      [certificate, "server.crt"],
      [key, "server.key"],
    ] as const) {
      copyFileSync(file, join(this.folder, name));
      if (process.getuid?.() === 0) giveToPostgres(join(this.folder, name));
    }
    const rules = ["hostssl all fleet all scram-sha-256", "host all admin all scram-sha-256"];
    writeFileSync(join(this.folder, "data", "pg_hba.conf"), `${rules.join("\n")}\n`);
    await this.admin.query(`alter system set ssl_cert_file = '${join(this.folder, "server.crt")}'`);
    await this.admin.query(`alter system set ssl_key_file = '${join(this.folder, "server.key")}'`);
    await this.admin.query("alter system set ssl = on");
    await this.admin.query("select pg_reload_conf()");
    while ((await this.admin.query<{ ssl: string }>("show ssl")).rows[0]?.ssl !== "on");
  }

  /** Waits until the server has a connection of ours to `database` for which `condition` on pg_stat_activity holds. */
  async waitFor(database: string, condition: string): Promise<void> {
    const until = performance.now() + 5000;
    for (;;) {
      const { rowCount } = await this.admin.query(
        `select from pg_stat_activity where datname = $1 and application_name like 'fleet-server %' and ${condition}`,
        [database],
      );
      if (rowCount !== 0) return;
      if (performance.now() > until) throw new Error(`never: ${condition}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Breaks connections to `database`: `leader` the one that holds the lock, `pool` the others. How many it were. */
  async terminate(database: string, which: "leader" | "pool"): Promise<number> {
    const { rowCount } = await this.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity a where datname = $1 and application_name like 'fleet-server %'
        and $2 = exists (select from pg_locks l where l.pid = a.pid and locktype = 'advisory' and granted)`,
      [database, which === "leader"],
    );
    return rowCount ?? 0;
  }
}

function giveToPostgres(path: string): void {
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  chownSync(path, id("-u"), id("-g"));
  chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function superuser(port: number) {
  return { host: "127.0.0.1", port, user: "admin", password };
}

async function connectedTo(port: number, database: string): Promise<Client> {
  const client = new Client({ ...superuser(port), database });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function connected(port: number, log: string): Promise<void> {
  const until = performance.now() + startWithinMs;
  for (;;) {
    try {
      return await (await connectedTo(port, "postgres")).end();
    } catch (error) {
      if (performance.now() > until) {
        throw new Error(`PostgreSQL did not start:\n${readFileSync(log, "utf8")}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}
