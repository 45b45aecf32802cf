import type { Identity, MaskedIdentity } from "@kiosk/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/index.ts";
import { Icon } from "../ui/Icon.tsx";

/** Shown no longer than this, however long it is held. */
const shownMs = 10_000;

/** Who is signed in: masked, and whole only while a finger is on it. What was shown is dropped with the finger. */
export function HeldIdentity(props: {
  readonly who: MaskedIdentity;
  readonly reveal: (signal: AbortSignal) => Promise<Identity>;
}) {
  const { who, reveal } = props;
  const words = useWords().session;
  const [shown, setShown] = useState<Identity | null>(null);
  const [held, setHeld] = useState(false);
  const asked = useRef<AbortController | null>(null);

  const hide = useCallback(() => {
    asked.current?.abort();
    asked.current = null;
    setHeld(false);
    setShown(null);
  }, []);
  const show = () => {
    if (asked.current !== null) return;
    const asking = new AbortController();
    asked.current = asking;
    setHeld(true);
    reveal(asking.signal)
      .then((identity) => {
        if (!asking.signal.aborted) setShown(identity);
      })
      .catch(hide);
  };

  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(hide, shownMs);
    return () => clearTimeout(timer);
  }, [shown, hide]);
  useEffect(() => {
    // A finger that slides off, a screen that is covered: whatever ends the touch hides it.
    const ends = ["pointerup", "pointercancel", "blur", "visibilitychange"] as const;
    for (const end of ends) addEventListener(end, hide);
    return () => {
      for (const end of ends) removeEventListener(end, hide);
      asked.current?.abort();
    };
  }, [hide]);

  const person = shown ?? who;
  return (
    <button
      type="button"
      className="held"
      onPointerDown={show}
      onPointerLeave={hide}
      onKeyDown={(event) => {
        if (event.key === " " || event.key === "Enter") show();
      }}
      onKeyUp={hide}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Icon name="people" />
      <span className="held-who">
        {person.name !== "" && <span lang="zh-CN">{person.name}</span>}
        <span className="held-number">{person.by === "card" ? person.idNumber : person.phone}</span>
      </span>
      <span className="held-hint">{held ? words.held : words.hold}</span>
    </button>
  );
}
