import { useState } from "react";
import { useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useWords } from "../words/use-words.ts";
import { hashOf } from "./field-route.ts";
import { Screen } from "./Screen.tsx";
import { findTerminals } from "./terminal-search.ts";
import { last4Of } from "./visit-data.ts";

/** Every terminal of the person's contracts, for what the route did not know of. */
export function TerminalsScreen() {
  const w = useWords();
  const { bundle } = useReady();
  const [query, setQuery] = useState("");
  const found = findTerminals(bundle?.kiosks ?? [], query);
  return (
    <Screen title={w.tabs.terminals}>
      <input
        className="input"
        type="search"
        aria-label={w.terminals.search}
        placeholder={w.terminals.search}
        value={query}
        autoComplete="off"
        data-testid="terminal-search"
        onChange={(event) => setQuery(event.target.value)}
      />
      <p className="small" role="status">
        {found.length === 0 ? w.terminals.none : fill(w.terminals.count, { n: found.length })}
      </p>
      {found.length === 0 ? null : (
        <ul className="list" data-testid="terminal-list">
          {found.map((kiosk) => (
            <li key={kiosk.id}>
              <a className="list-link" href={hashOf({ name: "terminal", kioskId: kiosk.id })}>
                <span className="seq">{kiosk.seq}</span>
                <span className="text">
                  <strong lang="zh-CN">{kiosk.name}</strong>
                  <span className="small">
                    <span lang="zh-CN">{kiosk.address}</span>
                    {kiosk.macs.length === 0 ? "" : ` · ${kiosk.macs.map(last4Of).join(" ")}`}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}
