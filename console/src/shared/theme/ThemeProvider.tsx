// The theme of the page: follows the choice and the system, and stands at the root element where the style sheets read it.
import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from "react";
import { useMedia } from "../ui/use-media.ts";
import {
  storedTheme,
  storeTheme,
  type ThemeChoice,
  type ThemeName,
  themeOf,
  wantsContrast,
  wantsDark,
} from "./theme-choice.ts";

interface ThemeState {
  choice: ThemeChoice;
  name: ThemeName;
  choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeState | undefined>(undefined);

export function ThemeProvider({ children }: { children: ReactNode }) {
  const dark = useMedia(wantsDark);
  const contrast = useMedia(wantsContrast);
  const [choice, setChoice] = useState(() => storedTheme(localStorage));
  const name = themeOf(choice, { dark, contrast });
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = name;
  }, [name]);
  const state = useMemo(
    () => ({
      choice,
      name,
      choose: (next: ThemeChoice) => {
        storeTheme(localStorage, next);
        setChoice(next);
      },
    }),
    [choice, name],
  );
  return <ThemeContext value={state}>{children}</ThemeContext>;
}

export function useTheme(): ThemeState {
  const state = use(ThemeContext);
  if (state === undefined) throw new Error("no ThemeProvider above");
  return state;
}
