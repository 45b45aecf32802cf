import "../styles/field.css";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Lang } from "../../shared/format/lang.ts";
import { ThemeProvider } from "../../shared/theme/ThemeProvider.tsx";
import type { BlockedWhy } from "../engine/engine.ts";
import { useEngine, useFieldState } from "../engine/use-engine.tsx";
import { LanguageContext, storedLang, storeLang, tagOf, useWords } from "../words/use-words.ts";
import { ArrivalScreen } from "./ArrivalScreen.tsx";
import { ChecklistScreen } from "./ChecklistScreen.tsx";
import { dropOldDrafts } from "./draft.ts";
import { FinishScreen } from "./FinishScreen.tsx";
import { type FieldRoute, hashOf, placeOf } from "./field-route.ts";
import { NoteScreen } from "./NoteScreen.tsx";
import { OrderScreen } from "./OrderScreen.tsx";
import { PositionScreen } from "./PositionScreen.tsx";
import { QueueScreen } from "./QueueScreen.tsx";
import { SettingsScreen } from "./SettingsScreen.tsx";
import { SignInScreen } from "./SignInScreen.tsx";
import { SwapScreen } from "./SwapScreen.tsx";
import { TerminalScreen } from "./TerminalScreen.tsx";
import { TerminalsScreen } from "./TerminalsScreen.tsx";
import { TodayScreen } from "./TodayScreen.tsx";
import { useRoute } from "./use-route.ts";
import { VisitScreen } from "./VisitScreen.tsx";

/** The technician's phone: everything somebody sees of it. Stands within an EngineProvider. */
export function FieldApp() {
  const [lang, setLang] = useState<Lang>(() => storedLang(localStorage));
  useLayoutEffect(() => {
    document.documentElement.lang = tagOf(lang);
  }, [lang]);
  const choice = useMemo(
    () => ({
      lang,
      choose: (next: Lang) => {
        storeLang(localStorage, next);
        setLang(next);
      },
    }),
    [lang],
  );
  return (
    <LanguageContext value={choice}>
      <ThemeProvider>
        <Gate />
      </ThemeProvider>
    </LanguageContext>
  );
}

function Gate() {
  const w = useWords();
  const state = useFieldState();
  const route = useRoute();
  useEffect(() => {
    document.title = w.app;
  }, [w]);
  if (state.name === "opening") return <p className="page">{w.common.loading}</p>;
  if (state.name === "blocked") return <Blocked why={state.why} />;
  if (state.person === null || route.name === "sign-in") return <SignInScreen />;
  return <Current route={route} />;
}

function Blocked({ why }: { why: BlockedWhy }) {
  const w = useWords();
  return (
    <main className="page sign-in" role="alert">
      <h1>{w.blocked.title}</h1>
      <p>{w.blocked[why]}</p>
    </main>
  );
}

function Current({ route }: { route: FieldRoute }) {
  const engine = useEngine();
  const place = hashOf(route);
  const before = useRef(place);
  useEffect(() => dropOldDrafts(localStorage, engine.now()), [engine]);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    scrollTo(0, 0);
    // who listens to the screen hears where they are
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [place]);
  switch (route.name) {
    case "today":
    case "sign-in":
      return <TodayScreen />;
    case "terminals":
      return <TerminalsScreen />;
    case "queue":
      return <QueueScreen />;
    case "settings":
      return <SettingsScreen />;
    case "terminal":
      return <TerminalScreen key={place} kioskId={route.kioskId} />;
    case "arrival":
      return <ArrivalScreen key={place} place={placeOf(route)} />;
    case "visit":
      return <VisitScreen key={place} place={placeOf(route)} />;
    case "checklist":
      return <ChecklistScreen key={place} place={placeOf(route)} kind={route.kind} />;
    case "order":
      return <OrderScreen key={place} place={placeOf(route)} orderId={route.orderId} />;
    case "swap":
      return <SwapScreen key={place} place={placeOf(route)} supply={route.supply} />;
    case "note":
      return <NoteScreen key={place} place={placeOf(route)} />;
    case "position":
      return <PositionScreen key={place} place={placeOf(route)} />;
    case "finish":
      return <FinishScreen key={place} place={placeOf(route)} />;
  }
}
