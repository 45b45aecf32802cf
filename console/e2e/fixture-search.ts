// What Ctrl-K finds at the fixture server: its own terminals and orders, matched by the fleet server's own rules.
import { type KioskRow, type OrderDetail, SearchResult, searchLimit } from "@kiosk/contract";
import { kioskWords, matchKiosk } from "../../fleet-server/src/domain/search/kiosk-match.ts";
import { OrderIndex } from "../../fleet-server/src/domain/search/order-index.ts";
import { mergeHits } from "../../fleet-server/src/domain/search/rank.ts";
import { wantedOf } from "../../fleet-server/src/domain/search/wanted.ts";
import { pinyinOf } from "../../fleet-server/src/fleet/pinyin.ts";

export function searchFixture(q: string, kiosks: readonly KioskRow[], orders: readonly OrderDetail[]): SearchResult {
  const at = Date.now();
  const wanted = wantedOf(q);
  if (wanted === undefined) return { at, found: { kiosks: 0, orders: 0, faults: 0 }, hits: [] };
  const kioskHits = kiosks.flatMap((kiosk) => {
    const words = kioskWords({ ...kiosk, pinyin: pinyinOf(kiosk.name, kiosk.street), createdAt: 0 });
    const match = matchKiosk(kiosk.seq, words, wanted);
    return match === undefined ? [] : [{ hit: { kind: "kiosk", ...kiosk, ...match }, score: match.score }];
  });
  const index = new OrderIndex();
  for (const { order } of orders) index.put(order);
  const found = index.search(wanted, () => true, searchLimit);
  const orderHits = found.best.map(({ head, score }) => {
    const order = orders.find((o) => o.order.id === head.id)?.order;
    return { hit: { kind: "order", ...head, kioskSeq: order?.kioskSeq, kioskName: order?.kioskName }, score };
  });
  return SearchResult.parse({
    at,
    found: { kiosks: kioskHits.length, orders: found.found, faults: 0 },
    hits: mergeHits<unknown>([kioskHits.sort((a, b) => a.score - b.score), orderHits], searchLimit),
  });
}
