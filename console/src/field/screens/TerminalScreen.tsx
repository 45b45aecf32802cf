import type { FieldKiosk } from "@kiosk/contract";
import { pick } from "../../shared/format/lang.ts";
import { formatDate, formatShort } from "../../shared/format/time.ts";
import { useEngine, useNow, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { amapLink } from "./amap-link.ts";
import { DutyPhone } from "./DutyPhone.tsx";
import { hashOf } from "./field-route.ts";
import { Neighbours } from "./Neighbours.tsx";
import { OpeningText } from "./OpeningText.tsx";
import { Said } from "./Said.tsx";
import { Screen } from "./Screen.tsx";
import { supplyName } from "./visit-data.ts";
import { isPresent } from "./visit-state.ts";

/** One terminal as it was when the data was loaded; from here an unplanned visit begins. */
export function TerminalScreen({ kioskId }: { kioskId: string }) {
  const w = useWords();
  const engine = useEngine();
  const { today } = useReady();
  const kiosk = engine.kiosk(kioskId);
  const back = { name: "terminals" } as const;
  if (kiosk === null)
    return (
      <Screen title={w.terminals.none} back={back}>
        {null}
      </Screen>
    );
  const planned = today.find((visit) => visit.kioskId === kioskId);
  const place = { kioskId, visitId: planned?.id ?? null };
  const here = engine.visit(place);
  const going = isPresent(here);
  return (
    <Screen
      title={<span lang="zh-CN">{kiosk.name}</span>}
      sub={kiosk.id}
      back={back}
      action={
        <a className="main" href={hashOf({ name: going ? "visit" : "arrival", ...place })} data-testid="terminal-go">
          {going ? w.terminals.goOn : planned === undefined ? w.terminals.visit : w.today.arrive}
        </a>
      }
    >
      {planned === undefined ? null : <p className="card">{w.terminals.plannedToday}</p>}
      <Facts kiosk={kiosk} />
      <Neighbours kiosk={kiosk} title={w.terminals.neighbours} />
      <OpenOrders kioskId={kioskId} />
      <Supplies kiosk={kiosk} />
      <LastInspections kioskId={kioskId} />
    </Screen>
  );
}

function Facts({ kiosk }: { kiosk: FieldKiosk }) {
  const w = useWords();
  const lang = useLang();
  const now = useNow(60_000);
  return (
    <section className="card">
      <dl className="facts">
        <dt>{w.terminals.address}</dt>
        <dd lang="zh-CN">
          {kiosk.street} {kiosk.address}
        </dd>
        <dt>{w.terminals.opening}</dt>
        <dd>
          <OpeningText hours={kiosk.openingHours} at={now} />
        </dd>
        <DutyPhone kiosk={kiosk} />
        <dt>{w.terminals.mac}</dt>
        <dd>{kiosk.macs.length === 0 ? w.common.unknown : kiosk.macs.join(" ")}</dd>
        <dt>{w.terminals.devices}</dt>
        <dd>
          {kiosk.devices.length === 0 ? (
            w.common.unknown
          ) : (
            <Said>{kiosk.devices.map((d) => pick(lang, d)).join(w.common.list)}</Said>
          )}
        </dd>
      </dl>
      <p className="small">{fill(w.terminals.accuracy, { m: kiosk.accuracyM })}</p>
      <a className="quiet" href={amapLink(kiosk, navigator.userAgent)}>
        {w.today.navigate}
      </a>
    </section>
  );
}

function OpenOrders({ kioskId }: { kioskId: string }) {
  const w = useWords();
  const lang = useLang();
  const { bundle } = useReady();
  const orders = (bundle?.orders ?? []).filter((order) => order.kioskId === kioskId);
  return (
    <section className="group">
      <h2>{w.terminals.orders}</h2>
      {orders.length === 0 ? (
        <p>{w.terminals.noOrders}</p>
      ) : (
        <ul className="list">
          {orders.map((order) => (
            <li key={order.id} className="queue-item">
              <strong>
                <Said>{pick(lang, { zh: order.titleZh, en: order.titleEn })}</Said>
              </strong>
              <span className="small">
                {order.number} · {w.orderState[order.state]}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Supplies({ kiosk }: { kiosk: FieldKiosk }) {
  const w = useWords();
  const lang = useLang();
  return (
    <section className="group">
      <h2>{w.terminals.supplies}</h2>
      {kiosk.supplies.length === 0 ? (
        <p>{w.terminals.noSupplies}</p>
      ) : (
        <dl className="facts card">
          {kiosk.supplies.map((supply) => (
            <SupplyLine key={`${supply.deviceId} ${supply.consumable} ${supply.part}`} supply={supply} lang={lang} />
          ))}
        </dl>
      )}
    </section>
  );
}

function SupplyLine({ supply, lang }: { supply: FieldKiosk["supplies"][number]; lang: "zh" | "en" }) {
  const w = useWords();
  const { percent, counted } = supply;
  return (
    <>
      <dt>{supplyName(supply, w, lang)}</dt>
      <dd>
        {percent === null ? w.terminals.levelUnknown : `${Math.round(percent)}%`}
        {counted ? ` · ${w.terminals.counted}` : ""}
      </dd>
    </>
  );
}

function LastInspections({ kioskId }: { kioskId: string }) {
  const w = useWords();
  const now = useNow(3_600_000);
  const { bundle } = useReady();
  const last = (bundle?.inspections ?? []).filter((i) => i.kioskId === kioskId && i.completedAt !== null);
  return (
    <section className="group">
      <h2>{w.terminals.last}</h2>
      {last.length === 0 ? (
        <p>{w.terminals.never}</p>
      ) : (
        <ul className="card">
          {last.map((each) => (
            <li key={each.id}>
              {w.kind[each.kind]} · {each.completedAt === null ? "" : dayOf(each.completedAt, now)} ·{" "}
              {fill(w.visit.fails, { n: each.counts.fail })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function dayOf(at: number, now: number): string {
  return formatDate(at) === formatDate(now) ? formatShort(at, now) : formatDate(at);
}
