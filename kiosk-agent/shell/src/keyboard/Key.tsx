import type { ReactNode } from "react";

/**
 * One key, at least `--target` in both directions. It acts when the finger comes down and up on it, never by a long press, and
 * leaves the focus with the field.
 */
export function Key(props: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly name?: string;
  readonly kind?: "plain" | "action" | "candidate";
  /** how many ordinary keys wide */
  readonly wide?: 1 | 2 | 3;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly lang?: string;
}) {
  const { children, onPress, name, kind = "plain", wide = 1, pressed, disabled = false, lang } = props;
  return (
    <button
      type="button"
      className={`kb-key kb-${kind} kb-wide-${wide}`}
      aria-label={name}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      lang={lang}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {children}
    </button>
  );
}
