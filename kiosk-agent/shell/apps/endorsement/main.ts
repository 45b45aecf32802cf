import "../sdk/style.css";
import type { Identity } from "@kiosk/contract";
import { NotDone } from "../sdk/kiosk.ts";
import { maskedName } from "../sdk/masked.ts";
import { button, element, facts, openPage } from "../sdk/page.ts";
import { endorsementLines, type Kind, kinds, type Place, places } from "./endorsement.ts";
import { words } from "./words.ts";

openPage(words.name, ({ kiosk, t, show }) => {
  function begin(): void {
    show({
      title: words.begin,
      content: () => [element("p", "", t(words.need)), element("p", "", t(words.fee))],
      actions: () => [button("main", t(words.read), () => void identify())],
    });
  }

  async function identify(): Promise<void> {
    try {
      choosePlace(await kiosk.identify());
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      begin();
    }
  }

  function choosePlace(who: Identity): void {
    show({
      title: words.where,
      content: () => [
        element("div", "choices", ...places.map((place) => button("", t(words[place]), () => chooseKind(who, place)))),
      ],
      actions: () => [],
    });
  }

  function chooseKind(who: Identity, place: Place): void {
    show({
      title: words.how,
      content: () => [
        element("div", "choices", ...kinds.map((kind) => button("", t(words[kind]), () => look(who, place, kind)))),
      ],
      actions: () => [button("", t(words.change), () => choosePlace(who))],
    });
  }

  function look(who: Identity, place: Place, kind: Kind): void {
    show({
      title: words.look,
      content: () => [
        facts([
          [t(words.who), maskedName(who)],
          [t(words.to), t(words[place])],
          [t(words.entries), t(words[kind])],
        ]),
        element("p", "", t(words.insert)),
      ],
      actions: () => [
        button("main", t(words.write), () => void write(who, place, kind)),
        button("", t(words.change), () => choosePlace(who)),
      ],
    });
  }

  async function write(who: Identity, place: Place, kind: Kind): Promise<void> {
    try {
      await kiosk.endorse(endorsementLines(place, kind, new Date()));
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      look(who, place, kind);
      return;
    }
    show({
      title: words.done,
      content: () => [element("p", "", t(words.after))],
      actions: () => [button("main", t(words.finish), () => void kiosk.finish("done"))],
    });
  }

  begin();
});
