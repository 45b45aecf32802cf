interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
  /** language the label is in, where it is not the page's */
  readonly tag?: string;
}

interface ChoiceProps<V extends string> {
  label: string;
  options: readonly Option<V>[];
  /** null: nothing yet */
  chosen: V | null;
  onChoose: (value: V) => void;
  /** one below the other, for long words */
  down?: boolean;
}

/** One of a few, each a button that shows whether it is the one. */
export function Choice<V extends string>({ label, options, chosen, onChoose, down }: ChoiceProps<V>) {
  return (
    <fieldset className="choice-field">
      <legend>{label}</legend>
      <div className={down === true ? "choice down" : "choice"}>
        {options.map(({ value, label: text, tag }) => (
          <button
            key={value}
            type="button"
            lang={tag}
            aria-pressed={value === chosen}
            data-outcome={value}
            onClick={() => onChoose(value)}
          >
            {text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
