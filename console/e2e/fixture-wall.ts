// What a screen on the wall gets from the fixture server, and its tokens.
import {
  type KioskRow,
  NewWallToken,
  type OrderDetail,
  Wall,
  WallTokenIssued,
  WallTokenList,
  type WallTokenView,
} from "@kiosk/contract";
import { isOpen } from "./fixture-rules.ts";

const minute = 60_000;
const day = 86_400_000;
export const wallSecret = "a-secret-of-at-least-twenty-characters";

export function buildWall(kiosks: readonly KioskRow[], details: readonly OrderDetail[], now: number, empty: boolean) {
  const rows = kiosks.filter((k) => k.contractId === "changning");
  const orders = empty
    ? []
    : details.map((d) => d.order).filter((o) => isOpen(o.state) && o.contractId === "changning");
  const due = orders.flatMap((o) => (o.nextDueAt === null ? [] : [{ o, dueAt: o.nextDueAt }]));
  const band = (name: string) => orders.filter((o) => o.band === name).length;
  const online = rows.filter((k) => k.presence === "online").length;
  const slot = Math.floor(now / (10 * minute)) * 10 * minute;
  const samples = Array.from({ length: 6 * 24 * 7 }, (_, n) => {
    const at = slot - n * 10 * minute;
    const open = n % 144 > 90 ? 0 : 44;
    return { at, open, online: Math.max(0, open - (n % 37 === 0 ? 4 : n % 5 === 0 ? 1 : 0)) };
  }).toReversed();
  return Wall.parse({
    at: now,
    contract: {
      id: "changning",
      zh: "长宁区自助终端系统运行保障（一网通办）",
      en: "Changning self-service terminals (One-Net)",
    },
    online: { at: now, online, open: 44, closed: 1, hoursUnknown: 43, unverified: 1 },
    faults: {
      ...{ at: now, open: empty ? 0 : 7, unacknowledged: empty ? 0 : 6 },
      bySeverity: { info: 0, warning: empty ? 0 : 2, error: empty ? 0 : 4, critical: empty ? 0 : 1 },
      byClass: empty
        ? []
        : [
            { deviceClass: "codeScanner", n: 3 },
            { deviceClass: "bookletPrinter", n: 1 },
            { deviceClass: "a4Printer", n: 1 },
            { deviceClass: "hub", n: 1 },
            { deviceClass: null, n: 1 },
          ],
    },
    orders: {
      at: now,
      open: orders.length,
      bands: {
        overdue: band("overdue"),
        "24h": band("24h"),
        "3d": band("3d"),
        later: band("later"),
        paused: band("paused"),
        none: band("none"),
      },
      due: due
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, 8)
        .map(({ o, dueAt }) => {
          const { number, kioskSeq, kioskName, state } = o;
          const byPerson = { titleZh: "人工报修", titleEn: "Reported by a person" };
          const { titleZh, titleEn } = o.source === "rule" ? o : byPerson;
          return { number, titleZh, titleEn, kioskSeq, kioskName, state, dueAt };
        }),
    },
    consumables: {
      ...{ at: now, low: empty ? 0 : 2, out: empty ? 0 : 1 },
      lowest: (empty ? [] : rows.filter((k) => (k.lowestPercent ?? 100) <= 10)).map((k) => ({
        ...{ kioskSeq: k.seq, kioskName: k.name, consumable: k.lowestConsumable, part: "", percent: k.lowestPercent },
        ...{ quality: k.lowestQuality, observedAt: now - 3 * minute },
      })),
    },
    points: rows.map(({ id, seq, name, lon, lat, health }) => ({ id, seq, name, lon, lat, health, open: seq !== 34 })),
    events: {
      at: now - 20_000,
      list: empty
        ? []
        : [11, 23, 2, 5, 34, 7].map((seq, n) => ({
            ...{ at: now - (n * 17 + 4) * minute, kind: n % 3 === 0 ? "presence" : "fault", kioskSeq: seq },
            zh: n % 3 === 0 ? "终端离线（无心跳）" : "故障：机盖打开（receipt）",
            en: n % 3 === 0 ? "Terminal offline (no heartbeat)" : "Fault: Cover open (receipt)",
          })),
    },
    availability: { at: now - 20_000, samples: empty ? [] : samples },
    orderDays: {
      at: now - 20_000,
      days: Array.from({ length: 14 }, (_, n) => ({
        day: new Date(now + 8 * 3_600_000 - (13 - n) * day).toISOString().slice(0, 10),
        opened: empty ? 0 : 2 + ((n * 5) % 7),
        closed: empty ? 0 : 1 + ((n * 3) % 8),
      })),
    },
  });
}

export class FixtureWallTokens {
  tokens: WallTokenView[] = [];

  list(now: number): WallTokenList {
    return WallTokenList.parse({ at: now, tokens: this.tokens });
  }

  issue(body: unknown, now: number): WallTokenIssued {
    const { contractId, name, lifetimeMs } = NewWallToken.parse(body);
    const token: WallTokenView = {
      ...{ id: `w-${this.tokens.length + 1}`, contractId, name, createdAt: now, createdBy: "王经理" },
      ...{ expiresAt: now + lifetimeMs, revokedAt: null, revokedBy: null, lastSeenAt: null },
    };
    this.tokens = [token, ...this.tokens];
    return WallTokenIssued.parse({ token, path: `/wall#${wallSecret}` });
  }

  revoke(id: string): WallTokenView | undefined {
    const found = this.tokens.find((t) => t.id === id);
    this.tokens = this.tokens.filter((t) => t !== found);
    return found;
  }
}
