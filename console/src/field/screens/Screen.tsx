import type { ReactNode } from "react";
import { useFieldState } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useWords } from "../words/use-words.ts";
import { Banners } from "./Banners.tsx";
import { type FieldRoute, hashOf } from "./field-route.ts";

interface ScreenProps {
  title: ReactNode;
  /** a second line under the title */
  sub?: ReactNode;
  /** where 返回 leads; without it the tabs stand below */
  back?: FieldRoute;
  /** the main action, at the thumb */
  action?: ReactNode;
  children: ReactNode;
}

/** One screen: head with what waits on the phone, banners, contents, and at the bottom what is pressed most. */
export function Screen({ title, sub, back, action, children }: ScreenProps) {
  const w = useWords();
  return (
    <div className="field">
      <header className="head">
        <h1 tabIndex={-1}>
          {title}
          {sub === undefined ? null : <span className="small">{sub}</span>}
        </h1>
        <SyncBadge />
      </header>
      <Banners />
      <main className="page">{children}</main>
      {back === undefined ? (
        <Tabs />
      ) : (
        <footer className="bottom">
          <a className="quiet" href={hashOf(back)} data-testid="back">
            {w.common.back}
          </a>
          {action}
        </footer>
      )}
    </div>
  );
}

const tabs = ["today", "terminals", "queue", "settings"] as const;

function Tabs() {
  const w = useWords();
  const here = tabs.find((name) => location.hash.startsWith(`#/${name}`)) ?? "today";
  return (
    <nav className="bottom tabs" aria-label={w.app}>
      {tabs.map((name) => (
        <a
          key={name}
          href={hashOf({ name })}
          aria-current={name === here ? "page" : undefined}
          data-testid={`tab-${name}`}
        >
          {w.tabs[name]}
        </a>
      ))}
    </nav>
  );
}

/** How much is on the phone alone; leads to the list of it. */
function SyncBadge() {
  const w = useWords();
  const state = useFieldState();
  if (state.name !== "ready" || state.person === null) return null;
  const { counts, sync } = state;
  const waiting = counts.waiting + counts.waitingPhotos;
  const wrong = counts.attention + counts.refused;
  const look = wrong > 0 ? "attention" : waiting > 0 ? "waiting" : "clear";
  const text = () => {
    if (sync.name === "running" && waiting > 0) return fill(w.badge.sending, { done: sync.done, total: sync.total });
    if (waiting > 0) return fill(w.badge.waiting, { n: waiting });
    return wrong > 0 ? fill(w.badge.attention, { n: wrong }) : w.badge.clear;
  };
  return (
    <a className="sync-badge" href={hashOf({ name: "queue" })} data-state={look} data-testid="sync-badge">
      {text()}
    </a>
  );
}
