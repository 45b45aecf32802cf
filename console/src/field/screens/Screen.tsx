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
  /** stays in sight under the title */
  progress?: ReactNode;
  /** where the way back leads; without it the tabs stand below */
  back?: FieldRoute | (() => void) | undefined;
  /** the main action, at the thumb */
  action?: ReactNode;
  children: ReactNode;
}

/** One screen: head with what waits on the phone, banners, contents, and at the bottom what is pressed most. */
export function Screen({ title, sub, progress, back, action, children }: ScreenProps) {
  const atWork = back !== undefined;
  return (
    <div className="field">
      <header className="top">
        <div className="head">
          <h1 tabIndex={-1}>
            {title}
            {sub === undefined ? null : <span className="small">{sub}</span>}
          </h1>
          <SyncBadge />
        </div>
        {progress}
      </header>
      <Banners atWork={atWork} />
      <main className="page">{children}</main>
      <footer className="foot">
        {atWork || action !== undefined ? (
          <div className="bottom">
            {back === undefined ? null : <Back to={back} />}
            {action}
          </div>
        ) : null}
        {atWork ? null : <Tabs />}
      </footer>
    </div>
  );
}

function Back({ to }: { to: FieldRoute | (() => void) }) {
  const w = useWords();
  if (typeof to === "function") {
    return (
      <button type="button" className="quiet" onClick={to} data-testid="back">
        {w.common.back}
      </button>
    );
  }
  return (
    <a className="quiet" href={hashOf(to)} data-testid="back">
      {w.common.back}
    </a>
  );
}

const tabs = ["today", "terminals", "queue", "settings"] as const;

function Tabs() {
  const w = useWords();
  const here = tabs.find((name) => location.hash.startsWith(`#/${name}`)) ?? "today";
  return (
    <nav className="tabs" aria-label={w.app}>
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
