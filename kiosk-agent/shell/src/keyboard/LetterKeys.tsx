import { useState } from "react";
import { useWords } from "../i18n/index.ts";
import { Key } from "./Key.tsx";
import type { Typing } from "./typing.ts";

const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"] as const;

/** Latin letters. Capitals stay until they are switched off: nothing to be held. */
export function LetterKeys({ typing }: { readonly typing: Typing }) {
  const words = useWords().keyboard;
  const [capital, setCapital] = useState(false);
  return (
    <div className="kb-rows">
      {rows.map((row, nth) => (
        <div className="kb-row" key={row}>
          {[...row].map((letter) => {
            const shown = capital ? letter.toUpperCase() : letter;
            return (
              <Key key={letter} onPress={() => typing.add(shown)}>
                {shown}
              </Key>
            );
          })}
          {nth === 2 && (
            <Key kind="action" wide={2} onPress={typing.removeLast}>
              {words.delete}
            </Key>
          )}
        </div>
      ))}
      <div className="kb-row">
        <Key kind="action" wide={2} pressed={capital} onPress={() => setCapital(!capital)}>
          {words.capital}
        </Key>
        <Key onPress={() => typing.add("-")}>-</Key>
        <Key wide={3} onPress={() => typing.add(" ")}>
          {words.space}
        </Key>
        <Key onPress={() => typing.add(".")}>.</Key>
        <Key onPress={() => typing.add("@")}>@</Key>
      </div>
    </div>
  );
}

/** For a text in Chinese. */
export function SignKeys({ typing }: { readonly typing: Typing }) {
  const words = useWords().keyboard;
  return (
    <div className="kb-rows">
      {["，。？！、：", "；（）“”《》", "-·.@/%"].map((row, nth) => (
        <div className="kb-row" key={row}>
          {[...row].map((sign) => (
            <Key key={sign} onPress={() => typing.add(sign)}>
              {sign}
            </Key>
          ))}
          {nth === 2 && (
            <Key kind="action" wide={2} onPress={typing.removeLast}>
              {words.delete}
            </Key>
          )}
        </div>
      ))}
    </div>
  );
}
