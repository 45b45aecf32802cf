import { type FirstPassword, Login } from "@kiosk/contract";
import { Alert, Input, type InputRef, Modal } from "antd";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useCreateUser } from "../queries.ts";

interface NewUserFormProps {
  onDone: (made: FirstPassword) => void;
  onClose: () => void;
}

export function NewUserForm({ onDone, onClose }: NewUserFormProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const create = useCreateUser();
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [tried, setTried] = useState(false);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);

  const taken =
    create.error !== null && isProblem(create.error, "account.exists") ? create.variables?.login : undefined;
  const loginError = !Login.safeParse(login).success
    ? tried
      ? t("users.form.loginWrong")
      : undefined
    : login.trim() === taken
      ? t("users.form.loginTaken")
      : undefined;
  const nameError = tried && name.trim() === "" ? t("common.form.required") : undefined;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    const parsed = Login.safeParse(login);
    if (!parsed.success || name.trim() === "") {
      first.current?.focus();
      return;
    }
    create.mutate({ login: parsed.data, name: name.trim(), phone: phone.trim() }, { onSuccess: onDone });
  };
  const field = (key: string, error: string | undefined) => ({
    id: `${id}-${key}`,
    status: error === undefined ? ("" as const) : ("error" as const),
    "aria-invalid": error !== undefined,
    "aria-describedby": `${id}-${key}-note`,
  });
  return (
    <Modal
      open
      title={t("users.form.title")}
      closable={{ "aria-label": t("common.close") }}
      okText={t("users.form.submit")}
      okButtonProps={{ "data-testid": "create-user-submit" }}
      cancelText={t("common.form.cancel")}
      confirmLoading={create.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="new-user">
        <Field id={`${id}-login`} label={t("users.login")} required error={loginError} hint={t("users.form.loginHint")}>
          <Input
            {...field("login", loginError)}
            ref={first}
            value={login}
            maxLength={32}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => setLogin(event.target.value.toLowerCase())}
          />
        </Field>
        <Field id={`${id}-name`} label={t("users.name")} required error={nameError}>
          <Input
            {...field("name", nameError)}
            value={name}
            maxLength={64}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field id={`${id}-phone`} label={t("users.phone")} hint={t("users.form.phoneHint")}>
          <Input
            {...field("phone", undefined)}
            value={phone}
            maxLength={32}
            autoComplete="off"
            inputMode="tel"
            onChange={(event) => setPhone(event.target.value)}
          />
        </Field>
        <p className="field-hint">{t("users.form.roleHint")}</p>
        {/* Enter in a field sends, as in every form. */}
        <button type="submit" hidden />
      </form>
      {create.error === null || taken !== undefined ? null : (
        <Alert type="error" showIcon title={errorText(create.error)} />
      )}
    </Modal>
  );
}
