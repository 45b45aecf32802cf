import "../sdk/style.css";
import type { Identity } from "@kiosk/contract";
import { NotDone } from "../sdk/kiosk.ts";
import { button, element, openPage } from "../sdk/page.ts";
import { drawSheets, pdfOf } from "./draw.ts";
import { type Form, filled, forms } from "./forms.ts";
import { words } from "./words.ts";

openPage(words.name, ({ kiosk, t, show }) => {
  function choose(): void {
    show({
      title: words.choose,
      content: () => [
        element(
          "div",
          "choices",
          ...forms.map((form) => {
            const choice = button("", t(form.name), () => (form.personal ? askWho(form) : look(form, null)));
            choice.append(element("small", "", t(form.summary)));
            return choice;
          }),
        ),
      ],
      actions: () => [button("", t(words.enough), () => void kiosk.finish("not-done"))],
    });
  }

  function askWho(form: Form): void {
    if (kiosk.greeting.missing.includes("idReader")) {
      look(form, null);
      return;
    }
    show({
      title: words.who,
      content: () => [element("p", "", t(words.whoMore))],
      actions: () => [
        button("main", t(words.fill), () => void identify(form)),
        button("", t(words.blank), () => look(form, null)),
        button("", t(words.back), choose),
      ],
    });
  }

  async function identify(form: Form): Promise<void> {
    try {
      look(form, await kiosk.identify());
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      askWho(form);
    }
  }

  function look(form: Form, who: Identity | null): void {
    const sheets = drawSheets({ title: form.title, ...filled(form, who), note: words.note.zh });
    show({
      title: words.look,
      content: () => {
        // Whoever stands behind sees a form, and not whose it is: the filled one is printed, the blank one is shown.
        const shown =
          who === null ? sheets : drawSheets({ title: form.title, ...filled(form, null), note: words.note.zh });
        for (const [index, sheet] of shown.entries()) {
          sheet.className = "sheet";
          sheet.setAttribute("role", "img");
          sheet.setAttribute("aria-label", `${t(form.name)} ${index + 1}/${shown.length}`);
        }
        return [...(who === null ? [] : [element("p", "", t(words.hidden))]), ...shown];
      },
      actions: () => [
        button("main", t(words.print), () => void print(form, who, sheets)),
        button("", t(words.other), choose),
      ],
    });
  }

  async function print(form: Form, who: Identity | null, sheets: readonly HTMLCanvasElement[]): Promise<void> {
    try {
      await kiosk.printA4(await pdfOf(sheets), { copies: 1, colour: false });
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      look(form, who);
      return;
    }
    show({
      title: words.done,
      content: () => [element("p", "", t(words.after))],
      actions: () => [
        button("main", t(words.finish), () => void kiosk.finish("done")),
        button("", t(words.more), choose),
      ],
    });
  }

  choose();
});
