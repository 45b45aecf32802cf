import { type ReactNode, useEffect, useId, useRef } from "react";

/**
 * Stands over everything, keeps the focus within, and is closed by its own buttons alone (`onEscape` for a keyboard, where
 * there is a harmless way out). Put BigButtons into `actions`, the harmless one first.
 */
export function Dialog(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly onEscape?: () => void;
}) {
  const { title, children, actions, onEscape } = props;
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onEscape?.();
      }}
    >
      <h2 id={id} className="dialog-title">
        {title}
      </h2>
      <div className="dialog-text">{children}</div>
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
