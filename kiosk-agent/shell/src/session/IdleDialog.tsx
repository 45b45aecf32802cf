import { useEffect, useRef } from "react";
import { fill, useWords } from "../i18n/index.ts";
import { BigButton } from "../ui/BigButton.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { useVoice } from "../voice/index.ts";

/** Says this while it stands there, and what was said before when it is gone. */
function useSayOver(sentence: string): void {
  const { caption, show } = useVoice();
  const before = useRef(caption);
  useEffect(() => {
    show(sentence);
    const last = before.current;
    return () => show(last);
  }, [sentence, show]);
}

export function IdleDialog(props: {
  readonly seconds: number;
  readonly mayStay: boolean;
  readonly onStay: () => void;
  readonly onEnd: () => void;
}) {
  const { seconds, mayStay, onStay, onEnd } = props;
  const words = useWords().session;
  useSayOver(mayStay ? words.idleSay : words.idleLast);
  return (
    <Dialog
      title={words.idleTitle}
      actions={
        <>
          {mayStay && (
            <BigButton kind="main" wide autoFocus onPress={onStay}>
              {words.stay}
            </BigButton>
          )}
          <BigButton onPress={onEnd}>{words.endNow}</BigButton>
        </>
      }
    >
      <p>{mayStay ? words.idleSay : words.idleLast}</p>
      <p className="idle-seconds" role="timer">
        {fill(words.idle, { n: seconds })}
      </p>
    </Dialog>
  );
}

export function EndDialog({ onGoOn, onEnd }: { readonly onGoOn: () => void; readonly onEnd: () => void }) {
  const words = useWords().session;
  useSayOver(words.endTitle);
  return (
    <Dialog
      title={words.endTitle}
      onEscape={onGoOn}
      actions={
        <>
          <BigButton kind="main" autoFocus onPress={onGoOn}>
            {words.goOn}
          </BigButton>
          <BigButton kind="danger" onPress={onEnd}>
            {words.end}
          </BigButton>
        </>
      }
    >
      <p>{words.endText}</p>
    </Dialog>
  );
}
