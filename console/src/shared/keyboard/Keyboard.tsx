// Listens to the keys of the whole console and shows what they are. Placed once in the frame; the frame says which pages
// there are and how to get to them.
import "./keyboard.css";
import { Modal } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStable } from "../ui/use-stable.ts";
import type { Place } from "./place.ts";
import { moveFocus, tickRow } from "./rows.ts";
import { type Command, chords, listed, press, type Waiting } from "./shortcuts.ts";

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="combobox"], [role="textbox"], textarea, select') !== null) {
    return true;
  }
  const input = target.closest("input");
  // a tick or a choice takes no letters; j and k go on from there
  return input !== null && input.type !== "checkbox" && input.type !== "radio";
}

/** A dialog or a drawer lies over the page: its keys are its own. */
function isCovered(): boolean {
  return [...document.querySelectorAll('[role="dialog"], dialog[open]')].some((dialog) => dialog.checkVisibility());
}

function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className="keys">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

function Help({ places, onClose }: { places: readonly Place[]; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      width={560}
      footer={null}
      title={t("keyboard.title")}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
    >
      <div className="keyboard-help" data-testid="keyboard-help">
        <section>
          <h3>{t("keyboard.everywhere")}</h3>
          <dl>
            {listed.map(({ keys, what }) => (
              <div key={keys.join("+")}>
                <dt>
                  <Keys keys={keys} />
                </dt>
                <dd>{t(`keyboard.what.${what}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{t("keyboard.pages")}</h3>
          <dl>
            {places.flatMap(({ to, label }) => {
              const letter = chords[to];
              if (letter === undefined) return [];
              return [
                <div key={to}>
                  <dt>
                    <Keys keys={["g", letter]} />
                  </dt>
                  <dd>{label}</dd>
                </div>,
              ];
            })}
          </dl>
        </section>
        <p className="muted">{t("keyboard.note")}</p>
      </div>
    </Modal>
  );
}

interface KeyboardProps {
  places: readonly Place[];
  help: boolean;
  onHelp: (open: boolean) => void;
  onGo: (to: string) => void;
  onSearch: () => void;
}

export function Keyboard({ places, help, onHelp, onGo, onSearch }: KeyboardProps) {
  const waiting = useRef<Waiting>(undefined);
  const carryOut = useStable((command: Command) => {
    const page = document.getElementById("main");
    switch (command.name) {
      case "go": {
        const place = places.find(({ to }) => chords[to] === command.letter);
        if (place !== undefined) onGo(place.to);
        return;
      }
      case "search":
        onSearch();
        return;
      case "help":
        onHelp(true);
        return;
      case "next":
      case "previous":
        if (page !== null) moveFocus(page, command.name === "next" ? 1 : -1);
        return;
      case "tick":
        if (page !== null) tickRow(page);
        return;
    }
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // an input method that is still composing has the key
      if (event.defaultPrevented || event.isComposing) return;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        carryOut({ name: "search" });
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isCovered()) return;
      const { waiting: next, command } = press(waiting.current, event.key, event.timeStamp);
      waiting.current = next;
      if (command === undefined) return;
      event.preventDefault();
      carryOut(command);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [carryOut]);
  return help ? <Help places={places} onClose={() => onHelp(false)} /> : null;
}
