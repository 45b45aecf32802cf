// Keys that lead out of the pages or make them do what no button of theirs does. Everything that is not typing is refused.

export interface KeyStroke {
  /** KeyboardEvent.key */
  readonly key: string;
  /** KeyboardEvent.code */
  readonly code: string;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** Keys that are refused whatever is held with them: functions of the browser, of the screen and of the system. */
const refusedKeys: ReadonlySet<string> = new Set([
  "Escape",
  "ContextMenu",
  "PrintScreen",
  "Pause",
  "ScrollLock",
  "Help",
  "Insert",
  "Meta",
  "OS",
  "Alt",
  "AltGraph",
  "Control",
  "BrowserBack",
  "BrowserForward",
  "BrowserHome",
  "BrowserRefresh",
  "BrowserSearch",
  "BrowserStop",
  "BrowserFavorites",
  "GoBack",
  "GoHome",
  "LaunchMail",
  "LaunchApplication1",
  "LaunchApplication2",
  "LaunchCalculator",
  "Power",
  "PowerOff",
  "Sleep",
  "Standby",
  "WakeUp",
  "Hibernate",
  "LogOff",
  "Print",
  "Save",
  "Open",
  "New",
  "Close",
  "Find",
  "Copy",
  "Cut",
  "Paste",
  "Undo",
  "Redo",
  "Props",
  "ZoomIn",
  "ZoomOut",
  "ZoomToggle",
  "TaskManager",
  "Unidentified",
]);

/**
 * Whether a stroke may reach the pages. Typing, Tab, Enter, arrows and the keys that move a caret may; anything held with
 * Ctrl, Alt or Meta may not (Alt+F4, Ctrl+W, Ctrl+L, Ctrl+P, Ctrl+Shift+I, zoom), nor F1 to F24, nor Backspace with Alt.
 * A stroke whose key the system does not name is refused.
 */
export function isKeyAllowed(stroke: KeyStroke): boolean {
  if (stroke.control || stroke.alt || stroke.meta) return false;
  if (refusedKeys.has(stroke.key)) return false;
  if (/^F\d{1,2}$/.test(stroke.key) || /^F\d{1,2}$/.test(stroke.code)) return false;
  if (/^(Audio|Media|Launch|Browser|Brightness|TV|Microphone|Speech)/.test(stroke.key)) return false;
  // shift with these is select-and-cut or the context menu
  if (stroke.shift && (stroke.key === "Delete" || stroke.key === "F10")) return false;
  return stroke.key !== "";
}

/** What a wheel or fingers may do: one finger scrolls, nothing zooms. */
export interface Gesture {
  readonly fingers: number;
  readonly control: boolean;
}
export function isGestureAllowed({ fingers, control }: Gesture): boolean {
  return fingers <= 1 && !control;
}
