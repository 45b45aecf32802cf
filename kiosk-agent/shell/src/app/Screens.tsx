// Which component draws which screen. Each gets the agent's state, the citizen's preferences and `go`.
import { HelpScreen } from "../help/HelpScreen.tsx";
import { Category } from "../home/Category.tsx";
import { Home } from "../home/Home.tsx";
import { Service } from "../home/Service.tsx";
import { RatingScreen } from "../rating/RatingScreen.tsx";
import { ReceiptScreen } from "../report/ReceiptScreen.tsx";
import { ReportScreen } from "../report/ReportScreen.tsx";
import { SearchScreen } from "../search/SearchScreen.tsx";
import { SessionScreen } from "../session/SessionScreen.tsx";
import { StaffScreen } from "../staff/StaffScreen.tsx";
import type { Screen, ScreenProps } from "./screen.ts";

export function Screens({ screen, ...props }: ScreenProps & { readonly screen: Screen }) {
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
