import { useState } from "react";
import { useWords } from "../i18n/index.ts";
import { Key } from "./Key.tsx";
import { candidatePages } from "./pages.ts";
import type { Candidate } from "./pinyin-engine.ts";
import type { EngineState } from "./use-engine.ts";

const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"] as const;

export interface Composing {
  readonly letters: string;
  readonly press: (letter: string) => void;
  readonly removeLast: () => void;
  readonly choose: (candidate: Candidate) => void;
  readonly space: () => void;
  readonly fuzzy: boolean;
  readonly setFuzzy: (fuzzy: boolean) => void;
}

/** Letters, what they may mean above them, eight at a time. */
export function PinyinKeys({ composing, state }: { readonly composing: Composing; readonly state: EngineState }) {
  const words = useWords().keyboard;
  const { letters, press, removeLast, space, fuzzy, setFuzzy } = composing;
  return (
    <div className="kb-rows">
      <Candidates key={letters} composing={composing} state={state} />
      {rows.map((row, nth) => (
        <div className="kb-row" key={row}>
          {[...row].map((letter) => (
            <Key key={letter} onPress={() => press(letter)}>
              {letter}
            </Key>
          ))}
          {nth === 2 && (
            <Key kind="action" wide={2} onPress={removeLast}>
              {words.delete}
            </Key>
          )}
        </div>
      ))}
      <div className="kb-row">
        <Key kind="action" pressed={fuzzy} onPress={() => setFuzzy(!fuzzy)}>
          {words.fuzzy}
        </Key>
        <Key kind="action" onPress={() => press("'")} disabled={letters === ""}>
          {words.part}
        </Key>
        <Key wide={3} onPress={space}>
          {words.space}
        </Key>
        <Key onPress={() => press("，")} name="，">
          ，
        </Key>
        <Key onPress={() => press("。")} name="。">
          。
        </Key>
      </div>
    </div>
  );
}

function Candidates({ composing, state }: { readonly composing: Composing; readonly state: EngineState }) {
  const words = useWords().keyboard;
  const [at, setAt] = useState(0);
  if (state.name === "failed") {
    return (
      <div className="kb-candidates" role="status">
        <p className="kb-note">{words.failed}</p>
        <Key kind="action" wide={2} onPress={state.again}>
          {words.again}
        </Key>
      </div>
    );
  }
  if (state.name === "loading") {
    return (
      <div className="kb-candidates" role="status">
        <p className="kb-note">{words.loading}</p>
      </div>
    );
  }
  const { units, candidates } = state.engine.offer(composing.letters);
  const pages = candidatePages(candidates);
  const page = pages[at] ?? [];
  return (
    <div className="kb-offer">
      <p className="kb-spelled" lang="zh-Latn-pinyin">
        <span className="kb-unseen">{words.spelled} </span>
        {units.join(" ")}
      </p>
      <div className="kb-candidates">
        {composing.letters !== "" && candidates.length === 0 && <p className="kb-note">{words.noWord}</p>}
        {page.map((candidate) => (
          <Key key={candidate.text} kind="candidate" lang="zh-CN" onPress={() => composing.choose(candidate)}>
            {candidate.text}
          </Key>
        ))}
      </div>
      <div className="kb-paging">
        <Key kind="action" disabled={at === 0} onPress={() => setAt(at - 1)}>
          {words.earlier}
        </Key>
        <Key kind="action" disabled={at + 1 >= pages.length} onPress={() => setAt(at + 1)}>
          {words.later}
        </Key>
      </div>
    </div>
  );
}
