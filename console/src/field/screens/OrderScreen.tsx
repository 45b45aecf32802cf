import type { OrderRow } from "@kiosk/contract";
import { useState } from "react";
import { formatDue } from "../../shared/format/due.ts";
import { pick } from "../../shared/format/lang.ts";
import { formatShort, formatTime } from "../../shared/format/time.ts";
import type { ItemView, Place } from "../engine/engine.ts";
import { useEngine, useNow, useReady } from "../engine/use-engine.tsx";
import { useLang, useWords } from "../words/use-words.ts";
import { ActForm } from "./ActForm.tsx";
import { type FieldAct, isFieldAct, offeredActs, stateAfter } from "./order-acts.ts";
import { Said } from "./Said.tsx";
import { Screen } from "./Screen.tsx";
import { WhereMark, WhereReason } from "./WhereMark.tsx";

/** One order at the machine: what it is, what was entered here, and what may come next. */
export function OrderScreen({ place, orderId }: { place: Place; orderId: string }) {
  const w = useWords();
  const lang = useLang();
  const engine = useEngine();
  const { bundle } = useReady();
  const [act, setAct] = useState<FieldAct>();
  const back = { name: "visit", ...place } as const;
  const order = bundle?.orders.find(({ id }) => id === orderId);
  if (order === undefined) {
    return (
      <Screen title={w.order.title} sub={orderId} back={back}>
        <p className="card">{w.order.gone}</p>
      </Screen>
    );
  }
  const entered = engine.visit(place).items.filter(({ item }) => item.type === "order-act" && item.orderId === orderId);
  const state = stateHere(order, entered, bundle?.at ?? 0);
  const [first, ...others] = offeredActs(state, order.class, isAwaited(order, entered));
  if (act !== undefined) {
    const done = () => setAct(undefined);
    return <ActForm key={act} place={place} orderId={orderId} number={order.number} act={act} onDone={done} />;
  }
  const action =
    first === undefined ? undefined : (
      <button type="button" className="main" data-testid={`act-${first}`} onClick={() => setAct(first)}>
        {w.acts[first]}
      </button>
    );
  return (
    <Screen
      title={<Said>{pick(lang, { zh: order.titleZh, en: order.titleEn })}</Said>}
      sub={order.number}
      back={back}
      action={action}
    >
      <OrderFacts order={order} state={state} />
      {others.length === 0 ? null : (
        <details className="card" data-testid="other-acts">
          <summary>{w.order.otherActs}</summary>
          <div className="choice down">
            {others.map((other) => (
              <button key={other} type="button" data-testid={`act-${other}`} onClick={() => setAct(other)}>
                {w.acts[other]}
              </button>
            ))}
          </div>
        </details>
      )}
      <Entered items={entered} />
    </Screen>
  );
}

/** The server's state, and what was entered on this phone since. @param loadedAt of the server's state */
function stateHere(order: OrderRow, entered: readonly ItemView[], loadedAt: number): OrderRow["state"] {
  return entered
    .filter(({ madeAt, where }) => madeAt > loadedAt && where.name !== "attention" && where.name !== "refused")
    .toReversed()
    .reduce<OrderRow["state"]>(
      (state, { item }) =>
        item.type === "order-act" && isFieldAct(item.act) ? stateAfter(state, item.act, order.class) : state,
      order.state,
    );
}

/** Somebody was asked to come, and nobody has said that they are there (C20). */
function isAwaited({ clocks }: OrderRow, entered: readonly ItemView[]): boolean {
  const running = clocks.some(
    ({ milestone, state }) => milestone === "arrive" && (state === "running" || state === "breached"),
  );
  return running && !entered.some(({ item }) => item.type === "order-act" && item.act === "arrived");
}

function OrderFacts({ order, state }: { order: OrderRow; state: OrderRow["state"] }) {
  const w = useWords();
  const lang = useLang();
  const now = useNow(60_000);
  return (
    <dl className="facts card">
      <dt>{w.order.state}</dt>
      <dd>
        <strong>{w.orderState[state]}</strong>
        {state === order.state ? null : <span className="small"> ({w.order.localState})</span>}
      </dd>
      <dt>{w.order.class}</dt>
      <dd>{w.orderClass[order.class]}</dd>
      <dt>{w.order.reported}</dt>
      <dd>{formatShort(order.reportedAt, now)}</dd>
      <dt>{w.order.due}</dt>
      <dd className={order.nextDueAt !== null && order.nextDueAt < now ? "bad-text" : undefined}>
        {order.nextDueAt === null ? w.order.noDue : formatDue({ dueAt: order.nextDueAt, dayClock: true }, now, lang)}
        {order.paused === null ? "" : ` · ${w.order.paused}`}
      </dd>
    </dl>
  );
}

function Entered({ items }: { items: readonly ItemView[] }) {
  const w = useWords();
  if (items.length === 0) return null;
  return (
    <section className="group">
      <h2>{w.order.done}</h2>
      <ul className="list" data-testid="entered-acts">
        {items.map(({ item, where, madeAt }) =>
          item.type !== "order-act" ? null : (
            <li key={item.id} className="queue-item">
              <strong>{isFieldAct(item.act) ? w.acts[item.act] : item.act}</strong>
              <span lang="zh-CN">{item.text}</span>
              <span className="line">
                <span className="small">{formatTime(madeAt)}</span>
                <WhereMark where={where} />
              </span>
              <WhereReason where={where} />
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
