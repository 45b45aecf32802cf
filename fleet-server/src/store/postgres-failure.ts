// What PostgreSQL or the way to it answered, in words for people. The password is in none of them.
import type { StoreOpenCode } from "./open-error.ts";
import { StoreOpenError } from "./open-error.ts";
import type { PostgresAddress } from "./postgres-address.ts";
import { asStoreError } from "./store-failure.ts";

interface Reason {
  readonly code: StoreOpenCode;
  readonly zh: string;
  readonly en: string;
}

/** Why the database could not be opened. A StoreOpenError stays what it is. */
export function openFailure(error: unknown, address: PostgresAddress): StoreOpenError {
  if (error instanceof StoreOpenError && error.code !== "newer") return error;
  const { code, zh, en } = reason(error, address);
  const { database, place } = address;
  return new StoreOpenError(
    code,
    {
      zh: `无法使用 ${place} 上的数据库 ${database}：${zh}`,
      en: `The database ${database} at ${place} cannot be used: ${en}`,
    },
    { cause: error },
  );
}

function reason(error: unknown, { config, database }: PostgresAddress): Reason {
  if (error instanceof StoreOpenError) {
    return {
      code: "newer",
      zh: "它由更新版本的程序写入，未作任何改动；请使用该版本的程序，或用 --database 指定其他数据库",
      en: "a newer version of this program wrote it, and it was left as it is; start that version, or give another one with --database",
    };
  }
  const { code, message } = asStoreError(error);
  // SQLSTATE, PostgreSQL manual appendix A
  switch (code) {
    case "28P01":
      return refused(`用户 ${config.user} 的口令不对`, `the password of user ${config.user} is wrong`);
    case "28000":
      return refused(
        `服务器不允许用户 ${config.user} 从本机登录（pg_hba.conf）`,
        `its server does not let user ${config.user} in from here (pg_hba.conf)`,
      );
    case "3D000":
      return refused("没有这个数据库，请先创建", `there is no such database; create it first (createdb ${database})`);
    case "42501":
      return refused(
        `用户 ${config.user} 权限不足（${message}）；它应是该数据库的所有者`,
        `user ${config.user} may not do what is needed (${message}); it should own the database`,
      );
    case "53100":
      return failing("数据库服务器的磁盘已满", "the disk of its server is full");
    case "53300":
      return failing("连接数已满", "it has no connection left");
  }
  // a code of five is the server's own; others are the operating system's or the driver's
  if (/^[0-9A-Z]{5}$/.test(code) && !/^(?:08|57)/.test(code))
    return failing(`${code} ${message}`, `${code} ${message}`);
  const why = code === "STORE_FAILURE" ? message : code;
  return {
    code: "database-unreachable",
    zh: `连接不上（${why}）；请检查地址、网络以及 PostgreSQL 是否在运行`,
    en: `it cannot be reached (${why}); check the address, the network and that PostgreSQL runs`,
  };
}

function refused(zh: string, en: string): Reason {
  return { code: "database-refused", zh, en };
}

function failing(zh: string, en: string): Reason {
  return { code: "database-failing", zh, en };
}
