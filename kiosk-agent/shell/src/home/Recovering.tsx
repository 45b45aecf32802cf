import type { ShellState } from "@kiosk/contract";
import { fill, useWords } from "../i18n/index.ts";
import { Motif } from "../theme/Motif.tsx";
import { ElsewhereLine } from "./Elsewhere.tsx";
import { nearestKnown } from "./order.ts";
import { durationOf } from "./when.ts";

/** While the agent does not answer: what is going on, whom to call, where else to go; as last known, with its age. */
export function Recovering({ state, now }: { readonly state: ShellState | null; readonly now: number }) {
  const words = useWords();
  const { frame } = words;
  const nearest = state === null ? null : nearestKnown(state.tiles);
  const point = state?.point ?? null;
  return (
    <main className="recovering">
      <Motif name={state?.theme.motif ?? "none"} />
      <div className="recovering-box" role="status">
        <h1>{words.common.unreachable}</h1>
        <p className="recovering-lead">{frame.recoveringMore}</p>
        {state?.session != null && <p className="recovering-lead">{frame.recoveringSession}</p>}
        {state !== null && point !== null && (
          <div className="recovering-known">
            <p className="recovering-age">{fill(frame.lastKnown, { age: durationOf(now - state.at, words.home) })}</p>
            <p lang="zh-CN" className="recovering-point">
              {point.name}
            </p>
            <p>
              {frame.address} <span lang="zh-CN">{point.address}</span>
            </p>
            {point.phone !== null && (
              <p>
                {frame.phone} <strong>{point.phone}</strong>
              </p>
            )}
            {nearest !== null && (
              <>
                <h2>{frame.nearest}</h2>
                <ElsewhereLine place={nearest} />
              </>
            )}
          </div>
        )}
      </div>
    </main>
  );
}
