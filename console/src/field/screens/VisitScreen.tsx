import type { FieldKiosk, InspectionKind } from "@kiosk/contract";
import type { ReactNode } from "react";
import { pick } from "../../shared/format/lang.ts";
import { formatTime } from "../../shared/format/time.ts";
import type { LocalVisit, Place } from "../engine/engine.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { deviceChecklists } from "./device-checklists.ts";
import { type FieldRoute, hashOf } from "./field-route.ts";
import { itemText } from "./item-text.ts";
import { Said } from "./Said.tsx";
import { Screen } from "./Screen.tsx";
import { supplyKey, supplyName } from "./visit-data.ts";
import { isPresent } from "./visit-state.ts";
import { type Work, workOf } from "./visit-work.ts";
import { WhereMark, WhereReason } from "./WhereMark.tsx";

const kinds: readonly InspectionKind[] = ["hardware", "system", "app"];

/** One stop: what is to be done, how far it is, and what else may be done here. */
export function VisitScreen({ place }: { place: Place }) {
  const w = useWords();
  const engine = useEngine();
  const { bundle } = useReady();
  const kiosk = engine.kiosk(place.kioskId);
  const back = { name: "today" } as const;
  if (kiosk === null || bundle === null)
    return (
      <Screen title={w.terminals.none} back={back}>
        {null}
      </Screen>
    );
  const local = engine.visit(place);
  const visit = bundle.visits.find(({ id }) => id === place.visitId);
  const works = workOf({ kiosk, bundle, visit, local });
  const present = isPresent(local);
  const action = (
    <a
      className="main"
      href={hashOf({ name: present ? "finish" : "arrival", ...place })}
      data-testid={present ? "go-finish" : "go-arrival"}
    >
      {present ? w.visit.finish : w.today.arrive}
    </a>
  );
  return (
    <Screen title={<span lang="zh-CN">{kiosk.name}</span>} sub={kiosk.id} back={back} action={action}>
      <Presence local={local} />
      <section className="group">
        <h2>{w.visit.tasks}</h2>
        {works.length === 0 ? (
          <p>{w.visit.noTasks}</p>
        ) : (
          <ul className="list" data-testid="works">
            {works.map((work) => (
              <li key={workKey(work)}>
                <WorkLine work={work} place={place} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <More kiosk={kiosk} place={place} works={works} />
      <VisitLog local={local} />
    </Screen>
  );
}

function workKey(work: Work): string {
  if (work.type === "inspection") return work.kind;
  return work.type === "order" ? work.orderId : work.taskId;
}

function Presence({ local }: { local: LocalVisit }) {
  const w = useWords();
  const { arrivedAt, departedAt, arrivalWhere } = local;
  if (arrivedAt === null) return <p className="warn-text">{w.visit.notArrived}</p>;
  return (
    <p>
      {fill(w.arrival.at, { time: formatTime(arrivedAt) })}
      {departedAt === null ? "" : ` · ${fill(w.visit.left, { time: formatTime(departedAt) })}`}{" "}
      {arrivalWhere === null ? null : <WhereMark where={arrivalWhere} />}
    </p>
  );
}

function WorkLine({ work, place }: { work: Work; place: Place }) {
  const w = useWords();
  const lang = useLang();
  switch (work.type) {
    case "inspection": {
      const { kind, begun, progress } = work;
      const completed = begun?.completedAt != null;
      const text = () => {
        if (progress.all === 0) return w.visit.noLists;
        if (begun === undefined) return w.visit.toDo;
        const fails = progress.fails > 0 ? ` · ${fill(w.visit.fails, { n: progress.fails })}` : "";
        return `${fill(w.visit.progress, { ...progress })}${fails}${completed ? ` · ${w.visit.completed}` : ""}`;
      };
      return (
        <Line route={{ name: "checklist", ...place, kind }} title={w.kind[kind]} text={text()} done={completed}>
          {begun === undefined || progress.all === 0 ? null : (
            <progress className="bar" value={progress.done} max={progress.all} aria-label={w.kind[kind]} />
          )}
        </Line>
      );
    }
    case "order": {
      const { order, orderId, label, acts } = work;
      const title =
        order === undefined
          ? label === undefined
            ? orderId
            : pick(lang, label)
          : pick(lang, { zh: order.titleZh, en: order.titleEn });
      const state = order === undefined ? w.visit.taskGone : `${order.number} · ${w.orderState[order.state]}`;
      return <Line route={{ name: "order", ...place, orderId }} title={title} text={state} done={acts > 0} />;
    }
    case "swap": {
      const { task, taskId, label, done } = work;
      const title =
        task === undefined
          ? label === undefined
            ? taskId
            : pick(lang, label)
          : fill(w.swap.task, { what: supplyName(task, w, lang) });
      const supply = task === undefined ? null : supplyKey(task);
      const text = task === undefined ? w.visit.taskGone : done ? w.visit.swapped : task.item;
      return <Line route={{ name: "swap", ...place, supply }} title={title} text={text} done={done} />;
    }
  }
}

interface LineProps {
  route: FieldRoute;
  title: string;
  text: string;
  done: boolean;
  children?: ReactNode;
}

function Line({ route, title, text, done, children }: LineProps) {
  return (
    <a className="list-link" href={hashOf(route)} data-testid={`work-${route.name}`} data-done={done}>
      <span className="seq" aria-hidden="true">
        {done ? "✓" : "○"}
      </span>
      <span className="text">
        <strong>
          <Said>{title}</Said>
        </strong>
        <span className="small">
          <Said>{text}</Said>
        </span>
        {children}
      </span>
    </a>
  );
}

interface MoreProps {
  kiosk: FieldKiosk;
  place: Place;
  works: readonly Work[];
}

/** What nobody planned and somebody may do all the same. */
function More({ kiosk, place, works }: MoreProps) {
  const w = useWords();
  const lang = useLang();
  const { bundle } = useReady();
  const begun = new Set(works.map(workKey));
  const otherKinds = kinds.filter(
    (kind) => !begun.has(kind) && deviceChecklists(kind, kiosk, bundle?.checklists ?? []).length > 0,
  );
  const otherOrders = (bundle?.orders ?? []).filter(({ id, kioskId }) => kioskId === kiosk.id && !begun.has(id));
  return (
    <details className="card" open={works.length === 0} data-testid="more-work">
      <summary>{w.visit.more}</summary>
      <ul className="plain-list">
        {otherKinds.map((kind) => (
          <MoreLink key={kind} route={{ name: "checklist", ...place, kind }}>
            {fill(w.visit.addInspection, { kind: w.kind[kind] })}
          </MoreLink>
        ))}
        {otherOrders.map((order) => (
          <MoreLink key={order.id} route={{ name: "order", ...place, orderId: order.id }}>
            {w.order.title}: <Said>{pick(lang, { zh: order.titleZh, en: order.titleEn })}</Said>
          </MoreLink>
        ))}
        <MoreLink route={{ name: "swap", ...place, supply: null }}>{w.visit.otherSwap}</MoreLink>
        <MoreLink route={{ name: "note", ...place }}>{w.visit.note}</MoreLink>
        <MoreLink route={{ name: "position", ...place }}>{w.visit.position}</MoreLink>
      </ul>
    </details>
  );
}

function MoreLink({ route, children }: { route: FieldRoute; children: ReactNode }) {
  return (
    <li>
      <a className="list-link" href={hashOf(route)} data-testid={`more-${route.name}`}>
        <span className="text">{children}</span>
      </a>
    </li>
  );
}

function VisitLog({ local }: { local: LocalVisit }) {
  const w = useWords();
  const lang = useLang();
  const { bundle } = useReady();
  const lines = [
    ...local.items
      .filter(({ item }) => item.type !== "photo")
      .map(({ item, madeAt, where }) => ({ key: item.id, at: madeAt, where, text: itemText(item, bundle, w, lang) })),
    ...local.photos.map(({ photoId, madeAt, where }) => ({ key: photoId, at: madeAt, where, text: w.item.photo })),
  ].toSorted((a, b) => b.at - a.at);
  if (lines.length === 0) return null;
  return (
    <details className="card" data-testid="visit-log">
      <summary>{fill(w.visit.log, { n: lines.length })}</summary>
      <ul className="plain-list">
        {lines.map(({ key, at, where, text }) => (
          <li key={key} className="queue-item">
            <Said>{text}</Said>
            <span className="line">
              <span className="small">{formatTime(at)}</span>
              <WhereMark where={where} />
            </span>
            <WhereReason where={where} />
          </li>
        ))}
      </ul>
    </details>
  );
}
