import { useWords } from "../i18n/index.ts";
import { Key } from "./Key.tsx";
import type { Typing } from "./typing.ts";

const rows = ["123", "456", "789"] as const;

/** Twelve keys as on a telephone; the tenth place is X where the field takes one. */
export function DigitKeys({ typing, withX = false }: { readonly typing: Typing; readonly withX?: boolean }) {
  const words = useWords().keyboard;
  return (
    <div className="kb-pad">
      {rows.map((row) => (
        <div className="kb-row" key={row}>
          {[...row].map((digit) => (
            <Key key={digit} onPress={() => typing.add(digit)}>
              {digit}
            </Key>
          ))}
        </div>
      ))}
      <div className="kb-row">
        {withX ? <Key onPress={() => typing.add("X")}>X</Key> : <span className="kb-gap" />}
        <Key onPress={() => typing.add("0")}>0</Key>
        <Key kind="action" onPress={typing.removeLast}>
          {words.delete}
        </Key>
      </div>
    </div>
  );
}
