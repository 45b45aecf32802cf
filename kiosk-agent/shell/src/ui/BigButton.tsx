import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

export interface BigButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** `main`: what the screen is for, at most one or two of them; `quiet`: everything else; `danger`: gives something up */
  readonly kind?: "main" | "quiet" | "danger";
  readonly icon?: IconName;
  /** Still read out and reachable, so that the reason beside it (`reasonId`) is heard. */
  readonly disabled?: boolean;
  /** id of the element that says why it is disabled */
  readonly reasonId?: string;
  readonly autoFocus?: boolean;
  readonly wide?: boolean;
  /** on or off, for a key that stays pressed */
  readonly pressed?: boolean;
}

/** A target of at least 20 mm for `main`, 15 mm (20 mm in elder mode) otherwise. */
export function BigButton(props: BigButtonProps) {
  const { children, onPress, kind = "quiet", icon, disabled = false, reasonId, wide = false, pressed } = props;
  return (
    <button
      type="button"
      className={`button button-${kind}${wide ? " button-wide" : ""}`}
      aria-disabled={disabled || undefined}
      aria-describedby={reasonId}
      aria-pressed={pressed}
      ref={props.autoFocus === true ? focusOnce : undefined}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
