import { useEffect, useState } from "react";
import { useWords } from "../i18n/index.ts";
import { DigitKeys } from "./DigitKeys.tsx";
import { Key } from "./Key.tsx";
import type { KeyboardKind } from "./kinds.ts";
import { LetterKeys, SignKeys } from "./LetterKeys.tsx";
import { type Composing, PinyinKeys } from "./PinyinKeys.tsx";
import type { PinyinEngine } from "./pinyin-engine.ts";
import type { Typing } from "./typing.ts";
import { useEngine } from "./use-engine.ts";

type Layer = "pinyin" | "letters" | "digits" | "signs";

const layersOf: Readonly<Record<KeyboardKind, readonly [Layer, ...Layer[]]>> = {
  pinyin: ["pinyin", "letters", "digits", "signs"],
  digits: ["digits"],
  "id-number": ["digits"],
  phone: ["digits"],
  letters: ["letters", "digits"],
};

type PinyinComposing = Omit<Composing, "fuzzy" | "setFuzzy">;

/** The panel of keys; it stands at the lower end of its page and takes room from what is above, so that it hides nothing. */
export function Keyboard(props: {
  readonly kind: KeyboardKind;
  readonly typing: Typing;
  readonly composing: PinyinComposing;
  /** pinyin is what keys mean now */
  readonly onSpelling: (spelling: boolean) => void;
  readonly onEngine: (engine: PinyinEngine | null) => void;
  readonly onClear: () => void;
  readonly onHide: () => void;
}) {
  const { kind, typing, composing, onSpelling, onEngine, onClear, onHide } = props;
  const words = useWords().keyboard;
  const layers = layersOf[kind];
  const [layer, setLayer] = useState<Layer>(layers[0]);
  const toLayer = { pinyin: words.toPinyin, letters: words.toLetters, digits: words.toDigits, signs: words.toSigns };
  return (
    <fieldset className={`kb kb-of-${kind}`}>
      <legend className="kb-unseen">{words[layer]}</legend>
      <div className="kb-row kb-head">
        {layers.length > 1 &&
          layers.map((each) => (
            <Key
              key={each}
              kind="action"
              wide={2}
              pressed={each === layer}
              onPress={() => {
                setLayer(each);
                onSpelling(each === "pinyin");
              }}
            >
              {toLayer[each]}
            </Key>
          ))}
        <Key kind="action" wide={2} onPress={onClear}>
          {words.clear}
        </Key>
        <Key kind="action" wide={2} onPress={onHide}>
          {words.hide}
        </Key>
      </div>
      {layer === "pinyin" && <Pinyin composing={composing} onEngine={onEngine} />}
      {layer === "letters" && <LetterKeys typing={typing} />}
      {layer === "digits" && <DigitKeys typing={typing} withX={kind === "id-number"} />}
      {layer === "signs" && <SignKeys typing={typing} />}
    </fieldset>
  );
}

function Pinyin(props: {
  readonly composing: PinyinComposing;
  readonly onEngine: (engine: PinyinEngine | null) => void;
}) {
  const [fuzzy, setFuzzy] = useState(false);
  const state = useEngine(fuzzy);
  const engine = state.name === "ready" ? state.engine : null;
  const { onEngine } = props;
  useEffect(() => onEngine(engine), [engine, onEngine]);
  return <PinyinKeys composing={{ ...props.composing, fuzzy, setFuzzy }} state={state} />;
}
