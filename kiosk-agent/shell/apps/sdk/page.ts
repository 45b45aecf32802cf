// The page of a service app: elements without a library, looks from the shell, one sentence that is shown and spoken.
import { connect, type Kiosk } from "./kiosk.ts";
import type { Language, Said, Settings } from "./messages.ts";

type Child = Node | string;

/** An element with its class, its children, and what a press does. */
export function element(tag: string, className: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

export function button(className: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}

/** 办理内容 as rows of a name and a value. */
export function facts(rows: readonly (readonly [string, string])[]): HTMLElement {
  const list = element("dl", "facts");
  for (const [name, value] of rows) list.append(element("div", "", element("dt", "", name), element("dd", "", value)));
  return list;
}

export interface Step {
  /** the main sentence, spoken and captioned */
  readonly title: Said;
  readonly content: () => readonly Child[];
  readonly actions: () => readonly HTMLButtonElement[];
}

export interface AppPage {
  readonly kiosk: Kiosk;
  language: () => Language;
  /** The text in the language of whoever stands in front of it. */
  t: (said: Said) => string;
  show: (step: Step) => void;
}

const example: Said = {
  zh: "示例应用：用于演示设备的使用过程，没有连接真实的审批系统。",
  en: "Example application: it shows the devices at work and is not connected to a real approval system.",
};

const below: Said = { zh: "向下看", en: "More below" };
const above: Said = { zh: "回到开头", en: "Back to the top" };

/** What is longer than the frame can be moved by a finger; this says so, and does it for whoever cannot. */
function scrollKey(main: HTMLElement, t: (said: Said) => string): HTMLButtonElement {
  const atEnd = () => main.scrollTop + main.clientHeight >= main.scrollHeight - 2;
  const key = button("scroll", t(below), () => {
    main.scrollTo({ top: atEnd() ? 0 : main.scrollTop + main.clientHeight * 0.8 });
  });
  main.addEventListener("scroll", () => {
    key.textContent = t(atEnd() ? above : below);
  });
  return key;
}

function dress({ language, elder, highContrast, colours, cornerPx, cssPxPerMm }: Settings): void {
  const root = document.documentElement;
  root.lang = language === "zh" ? "zh-CN" : "en";
  root.dataset.elder = String(elder);
  root.dataset.contrast = String(highContrast);
  for (const [name, colour] of Object.entries(colours)) root.style.setProperty(`--${name}`, colour);
  root.style.setProperty("--corner", `${cornerPx}px`);
  root.style.setProperty("--mm", `${cssPxPerMm}px`);
}

/** Asks for the port, and runs the app on a dressed page that shows each step until the next. */
export function openPage(title: Said, run: (page: AppPage) => void): void {
  void connect().then((kiosk) => run(pageOf(kiosk, title)));
}

function pageOf(kiosk: Kiosk, title: Said): AppPage {
  let settings: Settings = kiosk.greeting;
  let shown: Step | null = null;
  const t = (said: Said) => said[settings.language];

  const draw = (speak: boolean) => {
    dress(settings);
    document.title = t(title);
    if (shown === null) return;
    const head = element("h1", "", t(shown.title));
    head.tabIndex = -1;
    const main = element("main", "", head, ...shown.content(), element("p", "example", t(example)));
    main.tabIndex = 0;
    const actions = element("footer", "actions", ...shown.actions());
    document.body.replaceChildren(main, actions);
    if (main.scrollHeight > main.clientHeight) actions.prepend(scrollKey(main, t));
    head.focus({ preventScroll: true });
    if (speak) kiosk.say(t(shown.title));
  };
  kiosk.onSettings((next) => {
    const spoken = next.language !== settings.language;
    settings = next;
    draw(spoken);
  });
  return {
    kiosk,
    language: () => settings.language,
    t,
    show: (step) => {
      shown = step;
      draw(true);
    },
  };
}
