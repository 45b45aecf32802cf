import { type ReactNode, useState } from "react";
import { formatDuration } from "../../shared/format/duration.ts";
import { formatShort } from "../../shared/format/time.ts";
import type { ReadyState } from "../engine/engine.ts";
import { useEngine, useFieldState, useNow } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
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
  const text = useNoticeText(notice, state, now);
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

function useNoticeText({ name }: Notice, state: ReadyState, now: number): string {
  const w = useWords();
  const lang = useLang();
  const { session, person, clock, loss, storage, bundle, others } = state;
  switch (name) {
    case "offline":
      return w.banner.offline;
    case "signed-out":
      return w.banner.signedOut;
    case "another":
      return fill(w.banner.another, {
        name: session.name === "another" ? session.person.name : "",
        me: person?.name ?? "",
      });
    case "clock":
      return clock.offsetMs === null || Math.abs(clock.offsetMs) < 60_000
        ? w.banner.clockJumped
        : fill(w.banner.clock, { gap: formatDuration(clock.offsetMs, lang) });
    case "persistence":
      return w.banner.persistence;
    case "loss":
      return fill(w.banner.loss, {
        items: loss?.items ?? 0,
        photos: loss?.photos ?? 0,
        at: loss === null ? "" : formatShort(loss.lastWrittenAt, now),
      });
    case "space":
      return fill(w.banner.space, {
        percent: Math.round((100 * (storage.usedBytes ?? 0)) / Math.max(1, storage.quotaBytes ?? 1)),
      });
    case "wechat":
      return w.banner.wechat;
    case "wecom":
      return w.banner.wecom;
    case "update":
      return w.banner.update;
    case "old-route":
      return fill(w.banner.oldRoute, { at: bundle === null ? "" : formatShort(bundle.at, now) });
    case "others":
      return others
        .map(({ person: other, items, photos }) => fill(w.banner.others, { name: other.name, items: items + photos }))
        .join(" ");
  }
}
