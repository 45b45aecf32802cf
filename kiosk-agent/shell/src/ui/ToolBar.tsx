import { useFrame } from "../app/frame-context.ts";
import { usePrefs } from "../app/prefs.ts";
import type { Screen } from "../app/screen.ts";
import { useWords } from "../i18n/index.ts";
import { Icon, type IconName } from "./Icon.tsx";

interface Key {
  readonly name: string;
  readonly icon: IconName;
  readonly word: string;
  readonly lang?: string;
  readonly pressed: boolean | undefined;
  readonly press: () => void;
}

/** Always at the same place, within the reach of somebody who sits: 长者版, English, 高对比, 语音, 求助. */
export function ToolBar({ go }: { readonly go: (screen: Screen) => void }) {
  const prefs = usePrefs();
  const { setPrefs } = useFrame();
  const words = useWords();
  const { frame } = words;
  const keys: readonly Key[] = [
    {
      name: "elder",
      icon: "elder",
      word: frame.elder,
      pressed: prefs.elder,
      press: () => setPrefs({ elder: !prefs.elder }),
    },
    {
      name: "language",
      icon: "language",
      word: frame.otherLanguage,
      lang: prefs.language === "zh" ? "en" : "zh-CN",
      pressed: undefined,
      press: () => setPrefs({ language: prefs.language === "zh" ? "en" : "zh" }),
    },
    {
      name: "contrast",
      icon: "contrast",
      word: frame.contrast,
      pressed: prefs.highContrast,
      press: () => setPrefs({ highContrast: !prefs.highContrast }),
    },
    {
      name: "voice",
      icon: prefs.voice ? "voice" : "mute",
      word: frame.voice,
      pressed: prefs.voice,
      press: () => setPrefs({ voice: !prefs.voice }),
    },
    {
      name: "help",
      icon: "help",
      word: words.common.help,
      pressed: undefined,
      press: () => go({ name: "help" }),
    },
  ];
  return (
    <nav className="toolbar" aria-label={frame.tools}>
      {keys.map(({ name, icon, word, lang, pressed, press }) => (
        <button
          key={name}
          type="button"
          className={`tool tool-${name}`}
          aria-pressed={pressed}
          lang={lang}
          onClick={press}
        >
          <Icon name={icon} />
          <span>{word}</span>
        </button>
      ))}
    </nav>
  );
}
