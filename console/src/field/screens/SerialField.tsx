import { useId, useState } from "react";
import { ScanView } from "../camera/ScanView.tsx";
import { useWords } from "../words/use-words.ts";

/** as the contract takes them */
const longest = 80;

interface SerialFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** for tests, and the field's name in the form */
  testId?: string;
}

/** A serial: scanned off the box, or typed as it is printed. */
export function SerialField({ label, value, onValue, testId }: SerialFieldProps) {
  const w = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="group">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="measure">
        <input
          id={id}
          className="input"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={longest}
          value={value}
          data-testid={testId}
          onChange={(event) => onValue(event.target.value)}
        />
        <button type="button" className="quiet" onClick={() => setOpen(!open)}>
          {open ? w.swap.stopScan : w.swap.scan}
        </button>
      </div>
      {open ? (
        <ScanView
          label={label}
          onCode={(text) => {
            onValue(text.trim().slice(0, longest));
            setOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}
