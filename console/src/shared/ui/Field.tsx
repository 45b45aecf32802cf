import type { ReactNode } from "react";

interface FieldProps {
  /** of the control inside; the note below it is `<id>-note`, for aria-describedby */
  id: string;
  label: string;
  required?: boolean;
  error?: string | undefined;
  hint?: string;
  children: ReactNode;
}

/** Label, control, and below it what is wrong or else what to know. */
export function Field({ id, label, required = false, error, hint, children }: FieldProps) {
  const note = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id} className={required ? "field-required" : ""}>
        {label}
      </label>
      {children}
      {note === undefined ? null : (
        <p id={`${id}-note`} className={error === undefined ? "field-hint" : "field-error"}>
          {note}
        </p>
      )}
    </div>
  );
}
