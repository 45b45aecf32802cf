import { type ReactNode, useState } from "react";
import type { ReadyState } from "../engine/engine.ts";
import { useEngine, useFieldState, useNow } from "../engine/use-engine.tsx";
import { useLang, useWords } from "../words/use-words.ts";
import { noticeText } from "./notice-text.ts";
import { type Notice, noticesOf } from "./notices.ts";
import { go } from "./use-route.ts";

const hiddenKey = "kiosk.field.hidden";

/** What somebody has to know whatever they are doing, the gravest first. */
export function Banners({ atWork }: { atWork: boolean }) {
  const state = useFieldState();
  return state.name === "ready" ? <ReadyBanners state={state} atWork={atWork} /> : null;
}

function ReadyBanners({ state, atWork }: { state: ReadyState; atWork: boolean }) {
  const w = useWords();
  const now = useNow(60_000);
  const [hidden, setHidden] = useState(() => (sessionStorage.getItem(hiddenKey) ?? "").split(" "));
  const notices = noticesOf(state, now).filter((notice) => !hidden.includes(notice.name) && (notice.atWork || !atWork));
  if (notices.length === 0) return null;
  const hide = (name: string) => {
    const more = [...hidden, name];
    sessionStorage.setItem(hiddenKey, more.join(" "));
    setHidden(more);
  };
  return (
    <section className="banners" aria-label={w.app} aria-live="polite">
      {notices.map((notice) => (
        <Banner key={notice.name} notice={notice} state={state} now={now}>
          {notice.mayHide ? (
            <button type="button" className="quiet" onClick={() => hide(notice.name)}>
              {w.banner.hide}
            </button>
          ) : null}
        </Banner>
      ))}
    </section>
  );
}

interface BannerProps {
  notice: Notice;
  state: ReadyState;
  now: number;
  children: ReactNode;
}

function Banner({ notice, state, now, children }: BannerProps) {
  const w = useWords();
  const text = noticeText(notice.name, state, now, w, useLang());
  return (
    <div className="banner" data-tone={notice.tone} data-testid={`banner-${notice.name}`}>
      <span>{text}</span>
      <div className="banner-actions">
        <NoticeAction notice={notice} />
        {children}
      </div>
    </div>
  );
}

function NoticeAction({ notice: { name } }: { notice: Notice }) {
  const w = useWords();
  const engine = useEngine();
  const actions: Partial<Record<Notice["name"], readonly [string, () => unknown]>> = {
    "signed-out": [w.banner.signIn, () => go({ name: "sign-in" })],
    another: [w.banner.signIn, () => go({ name: "sign-in" })],
    persistence: [w.banner.persistAgain, () => engine.askPersistence()],
    loss: [w.banner.lossRead, () => engine.acknowledgeLoss()],
    update: [w.banner.restart, () => engine.restart()],
  };
  const action = actions[name];
  if (action === undefined) return null;
  return (
    <button type="button" className="quiet" onClick={() => void action[1]()}>
      {action[0]}
    </button>
  );
}
