// What can be wrong with a package, its publisher or a change of the shelf: part of errors.ts.
export const shelfRefusals = {
  "package.malformed": {
    http: 400,
    zh: "不是有效的应用包（.kpkg）",
    en: "This is not a valid package (.kpkg)",
  },
  "package.too-large": { http: 413, zh: "应用包超过允许的大小", en: "The package is larger than allowed" },
  "package.signature": {
    http: 400,
    zh: "签名无效，或签名者不在受信任的发布者之列",
    en: "The signature is wrong, or not of a trusted publisher",
  },
  "package.flawed": { http: 400, zh: "应用包内容不符合要求", en: "The package breaks what a package must keep to" },
  "package.version": {
    http: 409,
    zh: "版本号须高于已有的最高版本",
    en: "The version must be higher than the highest there is",
  },
  "package.step-refused": {
    http: 409,
    zh: "该版本现在不能进行此步骤，或须由他人进行",
    en: "This version cannot take this step now, or somebody else has to take it",
  },
  "package.not-released": {
    http: 409,
    zh: "该版本尚未发布或已停用",
    en: "This version is not released or was withdrawn",
  },
  "publisher.key-invalid": {
    http: 400,
    zh: "不是 ECDSA P-256 公钥（PEM）",
    en: "This is not an ECDSA P-256 public key (PEM)",
  },
  "publisher.known": { http: 409, zh: "该公钥已登记", en: "This key is registered already" },
  "shelf.time": { http: 400, zh: "生效时间不能早于现在", en: "It cannot take effect in the past" },
  "shelf.waves": {
    http: 400,
    zh: "批次中的街镇重复，或本合同没有该街镇",
    en: "A street is named twice or is none of this contract",
  },
  "shelf.full": { http: 409, zh: "一台终端最多 100 个应用", en: "A terminal has room for 100 apps" },
  "shelf.settled": {
    http: 409,
    zh: "该变更已撤销、已停止或已完成",
    en: "This change was undone, stopped or is through",
  },
} as const;
