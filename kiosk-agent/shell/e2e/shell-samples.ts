// What a terminal of Changning says on a usual day: eight services, one of them partly, one not at all.
import { readFileSync } from "node:fs";
import { AppId, KioskId, type ShellState, ThemeManifest } from "@kiosk/contract";
import type { z } from "zod";
import { glass } from "./glass.ts";

export const themeIds = ["suzhou-creek", "plane-trees", "bashan"] as const;

export function themeNamed(id: (typeof themeIds)[number]): ThemeManifest {
  return ThemeManifest.parse(JSON.parse(readFileSync(new URL(`../themes/${id}.json`, import.meta.url), "utf8")));
}

type Tile = ShellState["tiles"][number];
type Manifest = Tile["manifest"];

const workdays = {
  week: [1, 2, 3, 4, 5].map((day) => ({ day, fromMin: 540, toMin: 1050 })),
};
const everyDay = { week: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMin: 0, toMin: 1440 })) };

function service(
  id: string,
  zh: string,
  en: string,
  summary: Manifest["summary"],
  category: Manifest["category"],
  icon: Manifest["icon"],
  requires: Manifest["requires"],
): Manifest {
  return {
    v: 1,
    kind: "app",
    id: AppId.parse(id),
    version: "1.0.0",
    name: { zh, en },
    summary,
    keywords: [],
    category,
    icon,
    start: { kind: "bundle", page: "index.html" },
    requires,
    optional: [],
    permissions: ["identity.card"],
    owner: { organisation: "长宁区医疗保险事务中心", contact: "021-22050000" },
  };
}

function tile(manifest: Manifest, more: Partial<Tile> = {}): Tile {
  return {
    manifest,
    state: "ok",
    missing: [],
    causes: [],
    without: [],
    expectedAt: null,
    elsewhere: null,
    frequent: null,
    search: [],
    frame: `http://127.0.0.1:8091/${manifest.id}/index.html`,
    ...more,
  };
}

/** @param at kiosk clock, ms */
export function elsewhereAt(at: number): NonNullable<Tile["elsewhere"]> {
  return {
    kioskId: KioskId.parse("00000000-0000-4000-8000-000000000002"),
    name: "天山路街道社区事务受理服务中心",
    address: "天山支路201号1楼大厅",
    metres: 860,
    hours: everyDay,
    state: "ok",
    saidAt: at - 3 * 60_000,
  };
}

export function tilesAt(at: number): Tile[] {
  return [
    tile(
      service(
        "medical-booklet",
        "就医记录册更换",
        "Renew medical record booklet",
        { zh: "刷身份证，现场打印新的就医记录册。", en: "Put your card on, take a new booklet with you." },
        "medical",
        "booklet",
        ["idReader", "ycbBook"],
      ),
      { frequent: 1 },
    ),
    tile(
      service(
        "print-documents",
        "打印办事材料",
        "Print documents",
        { zh: "社保缴费证明、参保凭证等，A4 纸打印。", en: "Proof of payment and of insurance, on A4." },
        "print",
        "print",
        ["idReader", "a4Print"],
      ),
      {
        frequent: 2,
        state: "limited",
        missing: [{ capability: "colour", ground: "consumable", detail: "toner", since: at - 3_600_000 }],
        causes: [{ zh: "彩色墨粉已用完", en: "Colour toner has run out" }],
        without: [{ zh: "可办，但只能黑白打印", en: "Works, in black and white only" }],
        expectedAt: at + 20 * 3_600_000,
        elsewhere: elsewhereAt(at),
      },
    ),
    tile(
      service(
        "endorsement",
        "港澳签注",
        "Hong Kong and Macao endorsement",
        { zh: "通行证插入后，当场写好签注。", en: "Insert your permit; it is endorsed at once." },
        "police",
        "card",
        ["idReader", "endorse"],
      ),
      {
        frequent: 3,
        state: "suspended",
        missing: [{ capability: "endorse", ground: "fault", detail: "CARD_JAM", since: at - 5_400_000 }],
        causes: [{ zh: "签注机卡证，已通知维修", en: "The endorsement machine is jammed; repair is on its way" }],
        expectedAt: at + 3 * 3_600_000,
        elsewhere: elsewhereAt(at),
      },
    ),
    tile(
      service(
        "guides",
        "办事指南",
        "Guides",
        { zh: "查看办事条件、材料和地点。", en: "What is needed, and where to go." },
        "guide",
        "guide",
        [],
      ),
      { frequent: 4 },
    ),
    tile(
      service(
        "social-record",
        "社保缴费查询",
        "Social insurance record",
        { zh: "查看最近的缴费情况。", en: "See what was paid in lately." },
        "social",
        "people",
        ["idReader", "network"],
      ),
      { frequent: 5 },
    ),
    tile(
      service(
        "housing-fund",
        "公积金查询",
        "Housing fund balance",
        { zh: "查看公积金余额和明细。", en: "Balance and entries of your housing fund." },
        "fund",
        "house",
        ["idReader", "network"],
      ),
      { frequent: 6 },
    ),
    tile(
      service(
        "elder-allowance",
        "养老待遇资格认证",
        "Pension eligibility check",
        { zh: "刷身份证完成年度认证。", en: "The yearly check, with your identity card." },
        "civil",
        "people",
        ["idReader", "network"],
      ),
    ),
    tile(
      service(
        "medical-payment",
        "医保账户查询",
        "Medical insurance account",
        { zh: "查看医保账户余额。", en: "Balance of your medical account." },
        "medical",
        "medical",
        ["idReader", "network"],
      ),
      {
        state: "off",
        causes: [{ zh: "系统升级，暂停提供", en: "Not offered while the system is renewed" }],
        expectedAt: null,
      },
    ),
  ];
}

/** @param at kiosk clock, ms */
export function usualState(at: number, more: Partial<z.input<typeof ShellState>> = {}): z.input<typeof ShellState> {
  return {
    v: 1,
    at,
    kioskId: "00000000-0000-4000-8000-000000000001",
    point: {
      name: "虹桥街道社区党群服务中心",
      address: "虹桥路1050号",
      phone: "021-62090000",
      hours: workdays,
      openNow: true,
    },
    network: "online",
    mode: "open",
    theme: themeNamed("suzhou-creek"),
    banner: null,
    tiles: tilesAt(at),
    counts: { available: 6, suspended: 2 },
    session: null,
    recovered: null,
    serverSaidAt: at - 60_000,
    screen: glass.portrait,
    staffUntil: null,
    host: "browser",
    ...more,
  };
}
