// A password as it is typed: hidden or shown as the person wants, with a word when capitals are locked.
import { Button, Input, type InputRef } from "antd";
import { type KeyboardEvent, type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";

interface SecretInputProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  error?: string | undefined;
  ref?: Ref<InputRef>;
}

export function SecretInput({ id, label, value, onChange, autoComplete, error, ref }: SecretInputProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [capitals, setCapitals] = useState(false);
  const notice = (event: KeyboardEvent) => setCapitals(event.getModifierState("CapsLock"));
  const hint = capitals ? t("account.capsLock") : undefined;
  return (
    <Field id={id} label={label} error={error ?? hint}>
      <Input
        ref={ref}
        id={id}
        type={shown ? "text" : "password"}
        value={value}
        maxLength={256}
        autoComplete={autoComplete}
        autoCapitalize="off"
        spellCheck={false}
        status={error === undefined ? "" : "error"}
        aria-invalid={error !== undefined}
        {...((error ?? hint) === undefined ? {} : { "aria-describedby": `${id}-note` })}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={notice}
        onKeyUp={notice}
        onBlur={() => setCapitals(false)}
        suffix={
          <Button
            type="text"
            size="small"
            className="secret-switch"
            aria-pressed={shown}
            aria-label={t("account.showPassword")}
            onClick={() => setShown(!shown)}
          >
            {shown ? t("account.hide") : t("account.show")}
          </Button>
        }
      />
    </Field>
  );
}
