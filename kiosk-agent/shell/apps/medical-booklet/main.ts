import "../sdk/style.css";
import type { Identity } from "@kiosk/contract";
import { NotDone } from "../sdk/kiosk.ts";
import { maskedName, maskedNumber } from "../sdk/masked.ts";
import { button, element, facts, openPage } from "../sdk/page.ts";
import { bookletLines, receiptLines } from "./booklet.ts";
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
      look(await kiosk.identify());
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      begin();
    }
  }

  function look(who: Identity): void {
    const sex = who.sex === "male" ? words.male : who.sex === "female" ? words.female : words.unsaid;
    show({
      title: words.look,
      // Masked as everywhere else: the booklet alone carries the whole of it.
      content: () => [
        facts([
          [t(words.who), maskedName(who)],
          [t(words.sex), t(sex)],
          [t(words.number), maskedNumber(who)],
        ]),
        element("p", "", t(words.whole)),
      ],
      actions: () => [
        button("main", t(words.print), () => void print(who)),
        button("", t(words.wrong), () => void kiosk.finish("not-done")),
      ],
    });
  }

  async function print(who: Identity): Promise<void> {
    try {
      await kiosk.printBooklet(bookletLines(who, new Date()));
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      look(who);
      return;
    }
    done(true);
  }

  function done(offerReceipt: boolean): void {
    const receipt = offerReceipt && !kiosk.greeting.missing.includes("receipt");
    show({
      title: words.done,
      content: () => [element("p", "", t(receipt ? words.receiptAsk : words.after))],
      actions: () => [
        button("main", t(words.finish), () => void kiosk.finish("done")),
        ...(receipt ? [button("", t(words.receipt), () => void printReceipt())] : []),
      ],
    });
  }

  async function printReceipt(): Promise<void> {
    try {
      await kiosk.printReceipt(receiptLines(new Date()));
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
    }
    done(false);
  }

  begin();
});
