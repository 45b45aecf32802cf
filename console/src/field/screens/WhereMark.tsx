import { pick } from "../../shared/format/lang.ts";
import type { Whereabouts } from "../engine/engine.ts";
import { useLang, useWords } from "../words/use-words.ts";

const looks = {
  "on-phone": ["phone", "▣"],
  sending: ["sending", "↑"],
  "at-server": ["server", "✓"],
  attention: ["attention", "!"],
  refused: ["attention", "✕"],
} as const;

/** Where a thing is now: on the phone, on its way, at the server, or wanting somebody. */
export function WhereMark({ where }: { where: Whereabouts }) {
  const w = useWords();
  const [state, sign] = looks[where.name];
  return (
    <span className="mark" data-state={state} data-where={where.name}>
      <span aria-hidden="true">{sign}</span>
      {w.where[where.name]}
    </span>
  );
}

/** Why the server wants somebody to look, or did not take it; nothing for what went well. */
export function WhereReason({ where }: { where: Whereabouts }) {
  const lang = useLang();
  if (where.name !== "attention" && where.name !== "refused") return null;
  return <p className="bad-text">{pick(lang, where)}</p>;
}
