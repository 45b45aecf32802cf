import type { ShellState } from "@kiosk/contract";
import { useFrame } from "../app/frame-context.ts";
import { usePrefs } from "../app/prefs.ts";
import { fill, useWords } from "../i18n/index.ts";
import { Icon } from "../ui/Icon.tsx";
import { clockOf } from "./when.ts";

/** One row over every screen: which terminal, what time, network, how much can be done here. */
export function StateRow({ state }: { readonly state: ShellState }) {
  const words = useWords().frame;
  const { language } = usePrefs();
  const { now } = useFrame();
  return (
    <section className="state-row" aria-label={words.stateRow}>
      <p className="state-point">
        <Icon name="place" />
        {state.point === null ? <span>{words.noPoint}</span> : <span lang="zh-CN">{state.point.name}</span>}
      </p>
      <p className="state-item">
        <Icon name="ok" />
        {fill(words.available, { n: state.counts.available })}
      </p>
      <p className="state-item">
        <Icon name="suspended" />
        {fill(words.suspended, { n: state.counts.suspended })}
      </p>
      <p className="state-item">
        <Icon name={state.network} />
        {words[state.network]}
      </p>
      <p className="state-clock">
        <span className="state-time">{clockOf(now, language)}</span>
      </p>
    </section>
  );
}
