// Undo: a message that says what was done and can take it back for ten seconds, by the button or Ctrl+Z. How a page uses it:
//
//   const offerUndo = useUndo();
//   save.mutate(hours, { onSuccess: (row) => offerUndo({ done: t("…"), inverse: () => put(before, row.version) }) });
//
// `inverse` sends the opposite request with the version that the change has left behind, so that the server refuses it where
// somebody else was there since; that refusal is said as what it is. Only what has an opposite may be offered: an order's log
// has none (it is corrected by a further event), a message that was sent has none.
//
// Nothing is shown before the server has taken it. Optimistic are only the page's own things (selection, filters, which
// panel is open): a screen that showed an acknowledgement or a deadline that the server then refuses would be believed.
import { App, Button } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api-client/api-error.ts";
import { useErrorText } from "../ui/use-error-text.ts";

const offeredMs = 10_000;

export interface UndoOffer {
  /** what was done, as a sentence */
  done: string;
  inverse: () => Promise<unknown>;
}

/** Somebody was there since: another version, another state. */
function isOvertaken(error: unknown): boolean {
  return error instanceof ApiError && error.failure.name === "problem" && error.failure.status === 409;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

export function useUndo(): (offer: UndoOffer) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const open = useRef<{ key: string; run: () => void }>(undefined);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (!wanted || isTyping(event.target) || open.current === undefined) return;
      event.preventDefault();
      open.current.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  return useCallback(
    ({ done, inverse }: UndoOffer) => {
      const key = crypto.randomUUID();
      const say = (text: string, type: "success" | "warning" | "error" | "loading") =>
        void message.open({ key, type, content: text, duration: type === "loading" ? 0 : 5 });
      const run = () => {
        open.current = undefined;
        say(t("changes.undo.running"), "loading");
        inverse().then(
          () => say(t("changes.undo.undone"), "success"),
          (error: unknown) => {
            if (isOvertaken(error)) say(t("changes.undo.overtaken"), "warning");
            else say(t("changes.undo.failed", { reason: error instanceof Error ? errorText(error) : "" }), "error");
          },
        );
      };
      open.current = { key, run };
      void message.open({
        key,
        type: "success",
        duration: offeredMs / 1000,
        pauseOnHover: true,
        onClose: () => {
          if (open.current?.key === key) open.current = undefined;
        },
        content: (
          <span data-testid="undo-offer">
            {done}{" "}
            <Button size="small" type="link" data-testid="undo" onClick={run}>
              {t("changes.undo.undo")}
            </Button>
          </span>
        ),
      });
    },
    [message, t, errorText],
  );
}
