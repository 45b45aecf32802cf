// A field and the keyboard that belongs to it, drawn in the page: the one of the operating system never opens here. Nothing that
// is typed is completed, remembered, copied or stored.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useWords } from "../i18n/index.ts";
import { Notice } from "../ui/Notice.tsx";
import { idNumberState } from "./id-number.ts";
import { Keyboard } from "./Keyboard.tsx";
import { admitted, type KeyboardKind, lengthOf } from "./kinds.ts";
import { longestInput, type PinyinEngine } from "./pinyin-engine.ts";
import "./keyboard.css";

export interface KeyboardFieldProps {
  readonly kind: KeyboardKind;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  /** characters */
  readonly maxLength?: number;
  readonly lines?: 1 | 3;
  /** its keyboard stands there from the beginning */
  readonly autoOpen?: boolean;
  /** shown as dots */
  readonly secret?: boolean;
  /** letters of pinyin for which no word was chosen yet */
  readonly onLetters?: (letters: string) => void;
}

export function KeyboardField(props: KeyboardFieldProps) {
  const { kind, value, onChange, label, lines = 1, autoOpen = false, secret = false, onLetters } = props;
  const words = useWords().keyboard;
  const id = useId();
  const maxLength = lengthOf(kind, props.maxLength);
  const field = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState<Element | null>(null);
  const [open, setOpen] = useState(autoOpen);
  const [letters, setAllLetters] = useState("");
  const [spelling, setSpelling] = useState(kind === "pinyin");
  const engine = useRef<PinyinEngine | null>(null);

  useEffect(() => setPage(field.current?.closest(".page") ?? null), []);
  useEffect(() => {
    if (!open || !(page instanceof HTMLElement)) return;
    page.dataset.keyboard = "open";
    return () => {
      delete page.dataset.keyboard;
    };
  }, [open, page]);
  // What was typed last is what one looks for.
  useEffect(() => {
    const input = field.current?.querySelector(".kb-input");
    if (input == null || value === "") return;
    input.scrollTop = input.scrollHeight;
    input.scrollLeft = input.scrollWidth;
  }, [value]);
  useClosedByOthers(id, () => setOpen(false));

  const setLetters = (next: string) => {
    const kept = next.slice(0, longestInput);
    setAllLetters(kept);
    onLetters?.(kept);
  };
  const change = (text: string) => onChange(admitted(kind, text, maxLength));
  const press = (letter: string) => {
    if (/^[a-z']$/.test(letter)) setLetters(letter === "'" && letters === "" ? "" : letters + letter);
    else change(value + letter);
  };
  const removeLast = () => {
    if (letters !== "") setLetters(letters.slice(0, -1));
    else change([...value].slice(0, -1).join(""));
  };
  const choose = ({ text, taken }: { readonly text: string; readonly taken: number }) => {
    change(value + text);
    setLetters(letters.slice(taken));
  };
  const space = () => {
    const [first] = engine.current?.offer(letters).candidates ?? [];
    if (letters === "") change(`${value} `);
    else if (first !== undefined) choose(first);
  };
  const clear = () => {
    setLetters("");
    onChange("");
  };

  /** A keyboard that is plugged in types pinyin too; in every other field its characters go through the field itself. */
  const typed = (event: KeyboardEvent) => {
    if (!spelling || !open || event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[a-z']$/.test(event.key)) press(event.key);
    else if (letters !== "" && event.key === "Backspace") removeLast();
    else if (letters !== "" && event.key === " ") space();
    else if (letters !== "" && event.key === "Enter") {
      change(value + letters);
      setLetters("");
    } else return;
    event.preventDefault();
  };

  const shared = {
    id,
    value,
    className: `kb-input${secret ? " kb-secret" : ""}`,
    inputMode: "none",
    autoComplete: "off",
    autoCorrect: "off",
    spellCheck: false,
    onFocus: () => setOpen(true),
    onClick: () => setOpen(true),
    onKeyDown: typed,
    onChange: (event: { readonly target: { readonly value: string } }) => change(event.target.value),
    onCopy: refuse,
    onCut: refuse,
    onPaste: refuse,
    onDrop: refuse,
    onContextMenu: refuse,
  } as const;
  const keyboard = open && (
    <Keyboard
      kind={kind}
      typing={{ add: (text) => change(value + text), removeLast }}
      composing={{ letters, press, removeLast, choose, space }}
      onSpelling={(now) => {
        setSpelling(now);
        if (!now) setLetters("");
      }}
      onEngine={(next) => {
        engine.current = next;
      }}
      onClear={clear}
      onHide={() => {
        setLetters("");
        setOpen(false);
      }}
    />
  );
  const number = kind === "id-number" ? idNumberState(value) : "typing";
  return (
    <div className="kb-field" ref={field}>
      <label htmlFor={id}>{label}</label>
      <div className="kb-line">
        {lines === 1 ? <input type="text" {...shared} /> : <textarea rows={lines} {...shared} />}
        {letters !== "" && (
          <span className="kb-pending" lang="zh-Latn-pinyin">
            {letters}
          </span>
        )}
      </div>
      {number === "wrong" && (
        <Notice kind="danger" urgent>
          {words.idWrong}
        </Notice>
      )}
      {number === "right" && <Notice kind="good">{words.idRight}</Notice>}
      {[...value].length >= maxLength && kind === "pinyin" && <Notice kind="info">{words.full}</Notice>}
      {page === null ? keyboard : createPortal(keyboard, page)}
    </div>
  );
}

function refuse(event: { preventDefault: () => void }): void {
  event.preventDefault();
}

/** One keyboard at a time: the field that gets the focus takes it from the others. */
function useClosedByOthers(id: string, close: () => void): void {
  const closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    const moved = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.classList.contains("kb-input") && target.id !== id) closing.current();
    };
    document.addEventListener("focusin", moved);
    return () => document.removeEventListener("focusin", moved);
  }, [id]);
}
