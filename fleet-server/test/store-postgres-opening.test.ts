// What a person reads when the database cannot be used: one sentence in each language, never the password.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadServerTls } from "../src/broker/certificates.ts";
import { StoreOpenError } from "../src/store/open-error.ts";
import { readPostgresAddress } from "../src/store/postgres-address.ts";
import { openPostgresStore } from "../src/store/postgres-store.ts";
import { PostgresCluster, password } from "./postgres-cluster.ts";

let cluster: PostgresCluster;
let database: string;
const folder = mkdtempSync(join(tmpdir(), "kiosk-pg-opening-"));

beforeAll(async () => {
  cluster = await PostgresCluster.start();
  database = await cluster.database();
});
afterAll(async () => {
  await cluster.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  delete process.env.PGPASSWORD;
});

/** Opens and closes; the refusal, or undefined when it opened. */
async function refusalOf(url: string, passwordFile: string | null = null): Promise<StoreOpenError | undefined> {
  try {
    const { store } = await openPostgresStore(readPostgresAddress(url, passwordFile), {
      signal: new AbortController().signal,
      standby: () => undefined,
    });
    await store.close();
    return undefined;
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    expect(error.message).not.toContain(password);
    expect(error.message).not.toContain(encodeURIComponent(password));
    return error;
  }
}

function changed(url: string, change: (url: URL) => void): string {
  const parts = new URL(url);
  change(parts);
  return parts.href;
}

describe("an address that is not one", () => {
  test.each([
    ["mysql://fleet:p@h/fleet", "postgres://user@host:port/database"],
    ["fleet", "postgres://user@host:port/database"],
    ["postgres://fleet:p@h/", "names no database"],
    ["postgres://fleet:p@h/a/b", "names no database"],
    ["postgres://h/fleet", "names no user"],
    ["postgres:///fleet?user=a", "names no host"],
    ["postgres://fleet:p%zz@h/fleet", "percent escape"],
    ["postgres://fleet:secret@h/fleet?port=0", "1 to 65535"],
    ["postgres://fleet:secret@h/fleet?sslmode=maybe", "sslmode is"],
    ["postgres://fleet:secret@h/fleet?password=x", "unknown parameter password"],
    [
      "postgres://fleet:secret@h/fleet?sslmode=verify-full&sslrootcert=/nowhere/ca.crt",
      "/nowhere/ca.crt cannot be read",
    ],
  ])("%s is refused in words that do not repeat it", (url, words) => {
    const read = () => readPostgresAddress(url, null);
    expect(read).toThrow(words);
    expect(read).toThrow(expect.objectContaining({ code: "database-address" }));
    expect(read).not.toThrow("secret");
  });
});

describe("the password", () => {
  test("comes from the first line of a file", async () => {
    const file = join(folder, "password");
    writeFileSync(file, `${password}\nnot this\n`);
    const url = changed(cluster.url(database), (parts) => (parts.password = ""));
    expect(await refusalOf(url, file)).toBeUndefined();
  });

  test("comes from PGPASSWORD", async () => {
    process.env.PGPASSWORD = password;
    const url = changed(cluster.url(database), (parts) => (parts.password = ""));
    expect(await refusalOf(url)).toBeUndefined();
  });

  test("that is asked for and not given is said so", async () => {
    const url = changed(cluster.url(database), (parts) => (parts.password = ""));
    expect((await refusalOf(url))?.en).toMatch(/asks for a password; give it with --database-password-file/);
  });

  test("that is wrong is said so with host, database and user", async () => {
    const url = changed(cluster.url(database), (parts) => (parts.password = "wrong-one"));
    const refusal = await refusalOf(url);
    expect(refusal).toMatchObject({
      code: "database-refused",
      zh: `无法使用 127.0.0.1:${cluster.port} 上的数据库 ${database}：用户 fleet 的口令不对`,
      en: `The database ${database} at 127.0.0.1:${cluster.port} cannot be used: the password of user fleet is wrong`,
    });
    expect(refusal?.message).not.toContain("wrong-one");
  });

  test("in a file that cannot be read names the file", async () => {
    const url = cluster.url("fleet");
    const bare = changed(url, (parts) => (parts.password = ""));
    expect((await refusalOf(bare, join(folder, "missing")))?.zh).toContain(`无法读取文件 ${join(folder, "missing")}`);
  });
});

describe("a database that cannot be used", () => {
  test("is not there", async () => {
    expect(await refusalOf(cluster.url("nowhere"))).toMatchObject({
      code: "database-refused",
      en: expect.stringContaining("createdb nowhere"),
    });
  });

  test("has nobody listening", async () => {
    expect(await refusalOf(changed(cluster.url("fleet"), (parts) => (parts.port = "1")))).toMatchObject({
      code: "database-unreachable",
      zh: expect.stringMatching(/127\.0\.0\.1:1 上的数据库 fleet：连接不上（ECONNREFUSED）/),
    });
  });

  test("gives the user no right to make tables", async () => {
    const own = await cluster.database();
    await cluster.admin.query(`alter database ${own} owner to admin`);
    const owner = await cluster.connect(own);
    await owner.query("revoke create on schema public from public");
    await owner.end();
    const refusal = await refusalOf(cluster.url(own));
    expect(refusal).toMatchObject({ code: "database-refused", zh: expect.stringContaining("用户 fleet 权限不足") });
  });

  test("has a full disk", async () => {
    const own = await cluster.database();
    const owner = await cluster.connect(own);
    await owner.query(`create function no_room() returns event_trigger language plpgsql as
      $$ begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$`);
    await owner.query("create event trigger full_disk on ddl_command_start execute function no_room()");
    await owner.end();
    expect(await refusalOf(cluster.url(own))).toMatchObject({
      code: "database-failing",
      en: expect.stringContaining("the disk of its server is full"),
    });
  });

  test("is not in UTF-8", async () => {
    const own = await cluster.database("encoding 'LATIN1' template template0");
    expect((await refusalOf(cluster.url(own)))?.en).toMatch(/encoding is LATIN1 and has to be UTF8/);
  });

  test("was written by a newer version, and is left as it is", async () => {
    const own = await cluster.database();
    expect(await refusalOf(cluster.url(own))).toBeUndefined();
    const owner = await cluster.connect(own);
    await owner.query("insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')");
    await owner.end();
    const refusal = await refusalOf(cluster.url(own));
    expect(refusal).toMatchObject({ code: "newer", en: expect.stringContaining("--database") });
    expect(refusal?.message).not.toContain("--data ");
  });
});

describe("over TLS", () => {
  beforeAll(async () => {
    await loadServerTls(folder, new Date());
    await cluster.requireTls(join(folder, "tls", "server.crt"), join(folder, "tls", "server.key"));
  });

  function overTls(database: string, parameters: Record<string, string>): string {
    return changed(cluster.url(database), (parts) => {
      parts.hostname = "localhost";
      for (const [name, value] of Object.entries(parameters)) parts.searchParams.set(name, value);
    });
  }

  test("the server's certificate is checked against the given authority", async () => {
    const sslrootcert = join(folder, "tls", "ca.crt");
    expect(await refusalOf(overTls(database, { sslmode: "verify-full", sslrootcert }))).toBeUndefined();
  });

  test("a certificate of an authority nobody knows is refused", async () => {
    const refusal = await refusalOf(overTls(database, { sslmode: "verify-full" }));
    expect(refusal).toMatchObject({
      code: "database-unreachable",
      en: expect.stringMatching(/SELF_SIGNED|VERIFY|ISSUER/),
    });
  });

  test("a server that wants TLS refuses a login without", async () => {
    expect(await refusalOf(overTls(database, {}))).toMatchObject({
      code: "database-refused",
      en: expect.stringContaining("does not let user fleet in from here"),
    });
  });

  test("require encrypts without checking", async () => {
    expect(await refusalOf(overTls(database, { sslmode: "require" }))).toBeUndefined();
  });
});
