import type { FieldBundle } from "@kiosk/contract";
import { formatDay } from "../../shared/format/due.ts";
import { formatShort, formatTime } from "../../shared/format/time.ts";
import type { Visit } from "../engine/engine.ts";
import { useEngine, useNow, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { hashOf } from "./field-route.ts";
import { kitOf } from "./kit.ts";
import { NextStop, NextStopActions } from "./NextStop.tsx";
import { Screen } from "./Screen.tsx";
import { isPresent, nextVisit, stateHere } from "./visit-state.ts";

/** An arrival that nobody ended by a departure is of another day after so long. */
const unplannedMs = 16 * 3_600_000;

/** The day: the next stop large, then the list behind it, the van, and the days after. */
export function TodayScreen() {
  const w = useWords();
  const engine = useEngine();
  const { bundle, today, person } = useReady();
  const states = new Map(today.map((visit) => [visit.id, stateHere(visit, engine.visit(placeOfVisit(visit)))]));
  const next = nextVisit(today, states);
  return (
    <Screen
      title={w.tabs.today}
      sub={<span lang="zh-CN">{person?.name}</span>}
      action={
        next === undefined ? undefined : <NextStopActions visit={next} going={states.get(next.id) === "started"} />
      }
    >
      {bundle === null ? <p className="card">{w.fresh.none}</p> : <Freshness at={bundle.at} />}
      <Unplanned />
      {next === undefined ? (
        <p className="card" data-tone={today.length > 0 ? "good" : undefined} data-testid="no-next-stop">
          {today.length > 0 ? w.today.allDone : w.today.noRoute}
        </p>
      ) : (
        <NextStop visit={next} going={states.get(next.id) === "started"} />
      )}
      {bundle === null || today.length === 0 ? null : <Kit bundle={bundle} today={today} />}
      {today.length === 0 ? null : <DayList today={today} states={states} />}
      {bundle === null ? null : <OtherDays bundle={bundle} today={today} />}
    </Screen>
  );
}

function placeOfVisit(visit: Visit) {
  return { kioskId: visit.kioskId, visitId: visit.id };
}

/** Where somebody is without the route's having sent them: the way back to it. */
function Unplanned() {
  const w = useWords();
  const engine = useEngine();
  const { items } = useReady();
  const now = useNow(60_000);
  const begun = items.filter(
    ({ item, madeAt }) => item.type === "arrival" && item.visitId === null && now - madeAt < unplannedMs,
  );
  const kiosks = [...new Set(begun.map(({ item }) => item.kioskId))].filter((kioskId) =>
    isPresent(engine.visit({ kioskId, visitId: null })),
  );
  return kiosks.map((kioskId) => (
    <a
      key={kioskId}
      className="card list-link"
      href={hashOf({ name: "visit", kioskId, visitId: null })}
      data-testid="unplanned"
    >
      <span className="text">
        <span className="small">{w.today.going}</span>
        <strong lang="zh-CN">{engine.kiosk(kioskId)?.name ?? kioskId}</strong>
      </span>
    </a>
  ));
}

function Freshness({ at }: { at: number }) {
  const w = useWords();
  const engine = useEngine();
  const { sync } = useReady();
  const now = useNow(60_000);
  const shown = formatShort(at, now);
  const time = shown.length === 5 ? fill(w.fresh.today, { time: shown }) : shown;
  return (
    <p className="freshness" data-testid="freshness">
      <span className="small">{fill(w.fresh.data, { at: time })}</span>
      <button
        type="button"
        className="quiet"
        disabled={sync.name === "running"}
        data-testid="refresh"
        onClick={() => void engine.syncNow()}
      >
        {w.fresh.update}
      </button>
    </p>
  );
}

function DayList({ today, states }: { today: readonly Visit[]; states: ReadonlyMap<string, Visit["state"]> }) {
  const w = useWords();
  const done = today.filter(({ id }) => states.get(id) === "done").length;
  return (
    <section className="group">
      <h2>{fill(w.today.dayList, { done, all: today.length })}</h2>
      <ol className="list" data-testid="day-list">
        {today.map((visit) => {
          const state = states.get(visit.id) ?? visit.state;
          return (
            <li key={visit.id}>
              <a className="list-link" data-state={state} href={hashOf({ name: "visit", ...placeOfVisit(visit) })}>
                <span className="seq">{formatTime(visit.arriveAt)}</span>
                <span className="text">
                  <strong lang="zh-CN">{visit.kioskName}</strong>
                  <span className="small">{w.today.state[state]}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Kit({ bundle, today }: { bundle: FieldBundle; today: readonly Visit[] }) {
  const w = useWords();
  const lines = kitOf(today, bundle.tasks, bundle.van);
  if (lines.length === 0) return null;
  return (
    <details className="card" data-testid="kit">
      <summary>{fill(w.today.kit, { n: lines.length })}</summary>
      <ul className="kit">
        {lines.map(({ item, needed, inVan }) => (
          <li key={item}>
            <span lang="zh-CN">{item}</span>
            <span>
              {fill(w.today.kitNeed, { n: needed })} · {fill(w.today.kitHave, { n: inVan })}
              {inVan < needed ? (
                <strong className="bad-text"> {fill(w.today.kitShort, { n: needed - inVan })}</strong>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function OtherDays({ bundle, today }: { bundle: FieldBundle; today: readonly Visit[] }) {
  const w = useWords();
  const lang = useLang();
  const now = useNow(3_600_000);
  const shown = today[0]?.date ?? bundle.date;
  const days = new Map<string, Visit[]>();
  for (const visit of bundle.visits.filter(({ date }) => date > shown)) {
    days.set(visit.date, [...(days.get(visit.date) ?? []), visit]);
  }
  if (days.size === 0) return null;
  return (
    <section className="group">
      <h2>{w.today.otherDays}</h2>
      {[...days].map(([date, visits]) => (
        <details className="card" key={date}>
          <summary>
            {formatDay(date, now, lang)} · {fill(w.today.stops, { n: visits.length })}
          </summary>
          <ol className="kit">
            {visits.map((visit) => (
              <li key={visit.id}>
                <span lang="zh-CN">{visit.kioskName}</span>
                <span>{formatTime(visit.arriveAt)}</span>
              </li>
            ))}
          </ol>
        </details>
      ))}
    </section>
  );
}
