import type { UserView } from "@kiosk/contract";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { changeUser, useChangeUser } from "../queries.ts";
import type { OfferUndo } from "../use-offer-undo.ts";

interface Person {
  name: string;
  phone: string;
  disabled: boolean;
}

const personOf = ({ name, phone, disabled }: UserView): Person => ({ name, phone, disabled });

interface PersonFormProps {
  user: UserView;
  offerUndo: OfferUndo;
  onClose: () => void;
}

/** Name and telephone. Where somebody else saved meanwhile both versions stand side by side. */
export function PersonForm({ user, offerUndo, onClose }: PersonFormProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const change = useChangeUser(user.id);
  const [base] = useState({ person: personOf(user), version: user.version });
  const [name, setName] = useState(user.name);
  const [phone, setPhone] = useState(user.phone);
  const mine: Person = { name: name.trim(), phone: phone.trim(), disabled: base.person.disabled };
  const stale = change.error !== null && isProblem(change.error, "account.stale");
  const nameError = mine.name === "" ? t("common.form.required") : undefined;

  const save = (person: Person, seenVersion: number) =>
    change.mutate(
      { ...person, seenVersion },
      {
        onSuccess: ({ version }) => {
          offerUndo(t("users.saved"), () => changeUser(user.id, { ...personOf(user), seenVersion: version }));
          onClose();
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (nameError === undefined) save(mine, base.version);
  };
  return (
    <form onSubmit={submit} noValidate data-testid="person-form">
      <Field id={`${id}-name`} label={t("users.name")} required error={nameError}>
        <Input
          id={`${id}-name`}
          value={name}
          maxLength={64}
          aria-invalid={nameError !== undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field id={`${id}-phone`} label={t("users.phone")}>
        <Input
          id={`${id}-phone`}
          value={phone}
          maxLength={32}
          inputMode="tel"
          onChange={(event) => setPhone(event.target.value)}
        />
      </Field>
      {change.error === null || stale ? null : <Alert type="error" showIcon title={errorText(change.error)} />}
      <div className="form-actions">
        <Button size="small" onClick={onClose}>
          {t("common.form.cancel")}
        </Button>
        <Button size="small" type="primary" htmlType="submit" loading={change.isPending} data-testid="save-person">
          {t("common.form.save")}
        </Button>
      </div>
      {stale && user.version !== base.version ? (
        <ConflictDialog<Person>
          what={<code>{user.login}</code>}
          base={base.person}
          mine={mine}
          theirs={personOf(user)}
          fields={[
            { key: "name", label: t("users.name"), show: (v) => <Verbatim>{v.name}</Verbatim> },
            { key: "phone", label: t("users.phone"), show: (v) => v.phone },
            {
              key: "disabled",
              label: t("users.stateLabel"),
              show: (v) => t(v.disabled ? "users.state.disabled" : "users.state.active"),
            },
          ]}
          saving={change.isPending}
          onResolve={(value) => save(value, user.version)}
          onCancel={onClose}
        />
      ) : null}
    </form>
  );
}
