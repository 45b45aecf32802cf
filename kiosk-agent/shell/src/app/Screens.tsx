// Which component draws which screen. Each gets the agent's state, the citizen's preferences and `go`.
import { Suspense } from "react";
import { HelpScreen } from "../help/HelpScreen.tsx";
import { Category } from "../home/Category.tsx";
import { Home } from "../home/Home.tsx";
import { Service } from "../home/Service.tsx";
import { later } from "./later.ts";
import type { Screen, ScreenProps } from "./screen.ts";

// What nobody sees first is loaded right after the first paint, not before it.
const RatingScreen = later(() => import("../rating/RatingScreen.tsx").then((m) => m.RatingScreen));
const ReceiptScreen = later(() => import("../report/ReceiptScreen.tsx").then((m) => m.ReceiptScreen));
const ReportScreen = later(() => import("../report/ReportScreen.tsx").then((m) => m.ReportScreen));
const SearchScreen = later(() => import("../search/SearchScreen.tsx").then((m) => m.SearchScreen));
const SessionScreen = later(() => import("../session/SessionScreen.tsx").then((m) => m.SessionScreen));
const StaffScreen = later(() => import("../staff/StaffScreen.tsx").then((m) => m.StaffScreen));

export function Screens(props: ScreenProps & { readonly screen: Screen }) {
  return (
    <Suspense fallback={<main className="page" aria-busy="true" />}>
      <Shown {...props} />
    </Suspense>
  );
}

function Shown({ screen, ...props }: ScreenProps & { readonly screen: Screen }) {
  switch (screen.name) {
    case "category":
      return <Category {...props} screen={screen} />;
    case "service":
      return <Service {...props} screen={screen} />;
    case "session":
      return <SessionScreen key={screen.opened.sessionId} {...props} screen={screen} />;
    case "search":
      return <SearchScreen {...props} screen={screen} />;
    case "rating":
      return <RatingScreen key={screen.sessionId} {...props} screen={screen} />;
    case "report":
      return <ReportScreen {...props} screen={screen} />;
    case "receipt":
      return <ReceiptScreen {...props} screen={screen} />;
    case "help":
      return <HelpScreen {...props} screen={screen} />;
    case "staff":
      return <StaffScreen {...props} screen={screen} />;
    case "home":
      return <Home {...props} />;
  }
}
