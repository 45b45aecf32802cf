// Which component draws which screen. Each gets the agent's state, the citizen's preferences and `go`.
import { Category } from "../home/Category.tsx";
import { Home } from "../home/Home.tsx";
import { Service } from "../home/Service.tsx";
import type { Screen, ScreenProps } from "./screen.ts";

export function Screens({ screen, ...props }: ScreenProps & { readonly screen: Screen }) {
  switch (screen.name) {
    case "category":
      return <Category {...props} screen={screen} />;
    case "service":
      return <Service {...props} screen={screen} />;
    default:
      return <Home {...props} />;
  }
}
