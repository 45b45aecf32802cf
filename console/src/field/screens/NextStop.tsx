import { formatDue } from "../../shared/format/due.ts";
import { formatTime } from "../../shared/format/time.ts";
import type { Visit } from "../engine/engine.ts";
import { useEngine, useNow, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { amapLink } from "./amap-link.ts";
import { DutyPhone } from "./DutyPhone.tsx";
import { hashOf } from "./field-route.ts";
import { replacementsOf } from "./kit.ts";
import { OpeningText } from "./OpeningText.tsx";
import { Said } from "./Said.tsx";
import { taskText } from "./visit-data.ts";

/** What is read at arm's length on the way: where, when, until when the door is open, what for, what to carry. */
export function NextStop({ visit, going }: { visit: Visit; going: boolean }) {
  const w = useWords();
  const lang = useLang();
  const now = useNow(60_000);
  const engine = useEngine();
  const { bundle } = useReady();
  const kiosk = engine.kiosk(visit.kioskId);
  const take = replacementsOf(visit, bundle?.tasks ?? []);
  return (
    <section className="card next-stop" data-testid="next-stop">
      <p className="small">{going ? w.today.going : w.today.next}</p>
      <h2 className="big" lang="zh-CN">
        {visit.kioskName}
      </h2>
      <p className="huge">{formatTime(visit.arriveAt)}</p>
      <p lang="zh-CN">{visit.address}</p>
      <dl className="facts">
        <dt>{w.today.opening}</dt>
        <dd>
          <OpeningText hours={kiosk?.openingHours ?? null} at={Math.max(now, visit.arriveAt)} />
        </dd>
        <DutyPhone kiosk={kiosk} />
        {visit.dueAt === null ? null : (
          <>
            <dt>{w.today.due}</dt>
            <dd className={visit.late ? "bad-text" : undefined}>
              {formatDue({ dueAt: visit.dueAt, dayClock: true }, now, lang)}
              {visit.late ? ` · ${w.today.late}` : ""}
            </dd>
          </>
        )}
        <dt>{w.today.task}</dt>
        <dd>
          <ul className="task-list">
            {visit.tasks.map((task, index) => (
              <li key={JSON.stringify(task)}>
                <Said>{taskText(visit, index, w, lang)}</Said>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{w.today.take}</dt>
        <dd>
          {take.length === 0 ? (
            w.today.takeNothing
          ) : (
            <span lang="zh-CN">{take.map(({ item }) => item).join(w.common.list)}</span>
          )}
        </dd>
      </dl>
      <p className="small">
        {fill(w.today.planned, { from: formatTime(visit.beginAt), to: formatTime(visit.leaveAt) })}
      </p>
    </section>
  );
}

/** At the thumb: the way there, and what is done on arrival. */
export function NextStopActions({ visit, going }: { visit: Visit; going: boolean }) {
  const w = useWords();
  const target = { name: visit.kioskName, lon: visit.lon, lat: visit.lat };
  const route = { name: going ? "visit" : "arrival", kioskId: visit.kioskId, visitId: visit.id } as const;
  return (
    <>
      <a className="quiet" href={amapLink(target, navigator.userAgent)} data-testid="navigate">
        {w.today.navigate}
      </a>
      <a className="main" href={hashOf(route)} data-testid="next-go">
        {going ? w.today.goOn : w.today.arrive}
      </a>
    </>
  );
}
