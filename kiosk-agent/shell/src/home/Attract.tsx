import type { ShellState } from "@kiosk/contract";
import { useFrame } from "../app/frame-context.ts";
import { usePrefs } from "../app/prefs.ts";
import { useSaid, useWords } from "../i18n/index.ts";
import { Motif } from "../theme/Motif.tsx";
import { clockOf, dateOf } from "./when.ts";

/** Nobody is there: clock, place and one sentence before a slow drawing. Any touch leads to the home page. */
export function Attract({ state, onTouch }: { readonly state: ShellState; readonly onTouch: () => void }) {
  const words = useWords().home;
  const said = useSaid();
  const { language } = usePrefs();
  const { now } = useFrame();
  return (
    <button type="button" className="attract" onClick={onTouch}>
      <Motif name={state.theme.motif} />
      <span className="attract-clock">{clockOf(now, language)}</span>
      <span className="attract-date">{dateOf(now, language)}</span>
      <span className="attract-title">{said(state.theme.title)}</span>
      {state.point !== null && (
        <span className="attract-point" lang="zh-CN">
          {state.point.name}
        </span>
      )}
      <span className="attract-touch">{words.attract}</span>
    </button>
  );
}
