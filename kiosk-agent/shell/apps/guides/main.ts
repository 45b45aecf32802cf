import "../sdk/style.css";
import { button, element, openPage } from "../sdk/page.ts";
import { type Guide, guides } from "./content.ts";
import { words } from "./words.ts";

openPage(words.name, ({ kiosk, t, show }) => {
  function list(): void {
    show({
      title: words.choose,
      content: () => [
        element("p", "example", t(words.example)),
        element(
          "div",
          "choices",
          ...guides.map((guide) => {
            const choice = button("", t(guide.name), () => read(guide));
            choice.append(element("small", "", t(guide.summary)));
            return choice;
          }),
        ),
      ],
      actions: () => [button("main", t(words.finish), () => void kiosk.finish("done"))],
    });
  }

  function read(guide: Guide): void {
    show({
      title: guide.name,
      content: () => [
        element("p", "", t(guide.summary)),
        element("h2", "", t(words.materials)),
        element("ul", "", ...guide.materials.map((one) => element("li", "", t(one)))),
        element("h2", "", t(words.steps)),
        element("ol", "", ...guide.steps.map((one) => element("li", "", t(one)))),
        element("h2", "", t(words.hours)),
        element("p", "", t(guide.hours)),
        element("p", "example", t(words.example)),
      ],
      actions: () => [
        button("main", t(words.others), list),
        button("", t(words.finish), () => void kiosk.finish("done")),
      ],
    });
  }

  list();
});
