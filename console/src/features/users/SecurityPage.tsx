import "./users.css";
import { roles, type SecurityPolicy } from "@kiosk/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input } from "antd";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { ConflictDialog } from "../../shared/conflict/ConflictDialog.tsx";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { Field } from "../../shared/ui/Field.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { draftOfPolicy, policyBounds, policyNumbers, readPolicy } from "./policy-draft.ts";
import { changePolicy, securityPolicy, useChangePolicy } from "./queries.ts";
import { type OfferUndo, useOfferUndo } from "./use-offer-undo.ts";

interface Version {
  policy: SecurityPolicy;
  version: number;
}

interface PolicyFormProps {
  current: Version;
  onSaved: OfferUndo;
  onCancel: () => void;
}

function PolicyForm({ current, onSaved, onCancel }: PolicyFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const client = useQueryClient();
  const mayChange = useCan("security.change");
  const change = useChangePolicy();
  // what this form was filled from; the page may learn of a newer one while somebody types
  const [base] = useState(current);
  const [draft, setDraft] = useState(() => draftOfPolicy(current.policy));
  const [theirs, setTheirs] = useState<Version>();
  const read = readPolicy(draft);
  const wrong = read.ok ? [] : read.wrong;
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOfPolicy(base.policy));

  const save = (policy: SecurityPolicy, seenVersion: number) =>
    change.mutate(
      { policy, seenVersion },
      {
        onSuccess: ({ version }) => {
          const before = theirs?.policy ?? base.policy;
          onSaved(t("users.policy.saved", { version }), async () => {
            client.setQueryData(keys.policyAdmin, await changePolicy({ policy: before, seenVersion: version }));
          });
        },
        onError: async (error) => {
          if (isProblem(error, "account.stale"))
            setTheirs(await client.fetchQuery({ ...securityPolicy(), staleTime: 0 }));
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read.ok) save(read.policy, base.version);
  };
  const roleText = (policy: SecurityPolicy) =>
    policy.secondFactorRoles.length === 0
      ? t("common.none")
      : policy.secondFactorRoles.map((role) => t(`words.role.${role}`)).join(t("common.enumeration"));
  return (
    <form onSubmit={submit} noValidate data-testid="policy-form">
      <div className="policy-grid">
        {policyNumbers.map((name) => {
          const [least, most] = policyBounds[name];
          const error = wrong.includes(name) ? t("users.policy.range", { least, most }) : undefined;
          return (
            <Field
              key={name}
              id={`${id}-${name}`}
              label={t(`users.policy.${name}`)}
              error={error}
              hint={t(`users.policy.hint.${name}`)}
            >
              <Input
                id={`${id}-${name}`}
                value={draft[name]}
                disabled={!mayChange}
                inputMode="numeric"
                maxLength={5}
                status={error === undefined ? "" : "error"}
                aria-invalid={error !== undefined}
                aria-describedby={`${id}-${name}-note`}
                data-testid={`policy-${name}`}
                onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
              />
            </Field>
          );
        })}
      </div>
      <fieldset className="policy-roles">
        <legend>{t("users.policy.secondFactorRoles")}</legend>
        <Checkbox.Group
          disabled={!mayChange}
          value={[...draft.secondFactorRoles]}
          options={roles.map((role) => ({ value: role, label: t(`words.role.${role}`) }))}
          onChange={(chosen) => setDraft({ ...draft, secondFactorRoles: chosen })}
        />
      </fieldset>
      {change.error === null || theirs !== undefined ? null : (
        <Alert type="error" showIcon title={errorText(change.error)} />
      )}
      <div className="policy-foot">
        {mayChange ? (
          <Button
            type="primary"
            htmlType="submit"
            disabled={!dirty || !read.ok}
            loading={change.isPending}
            data-testid="save-policy"
          >
            {t("common.form.save")}
          </Button>
        ) : (
          <span className="muted">{t("users.policy.readOnly")}</span>
        )}
        <span className="muted">{t("users.policy.log")}</span>
      </div>
      {theirs === undefined || !read.ok ? null : (
        <ConflictDialog<SecurityPolicy>
          what={t("users.policy.title")}
          base={base.policy}
          mine={read.policy}
          theirs={theirs.policy}
          fields={[
            ...policyNumbers.map((name) => ({
              key: name,
              label: t(`users.policy.${name}`),
              show: (policy: SecurityPolicy) => policy[name],
            })),
            { key: "secondFactorRoles", label: t("users.policy.secondFactorRoles"), show: roleText },
          ]}
          saving={change.isPending}
          onResolve={(policy) => save(policy, theirs.version)}
          onCancel={onCancel}
        />
      )}
    </form>
  );
}

export function SecurityPage(): ReactElement {
  const { t } = useTranslation();
  const query = useQuery(securityPolicy());
  // the form is filled anew with what stands
  const [shown, setShown] = useState(0);
  const showAnew = () => setShown((n) => n + 1);
  const offerUndo = useOfferUndo(keys.policyAdmin);
  return (
    <div className="page users-page">
      <header className="page-head">
        <h1>{t("users.policy.title")}</h1>
        {query.data === undefined ? null : (
          <span className="muted" data-testid="policy-version">
            {t("users.policy.version", { version: query.data.version })}
          </span>
        )}
      </header>
      <Panel title={t("users.policy.panel")} sub={t("users.policy.sub")}>
        <QueryView query={query} skeleton={<Lines rows={8} />}>
          {(current) => (
            <PolicyForm
              key={shown}
              current={current}
              onCancel={showAnew}
              onSaved={(done, inverse) => {
                showAnew();
                offerUndo(done, () => inverse().finally(showAnew));
              }}
            />
          )}
        </QueryView>
      </Panel>
    </div>
  );
}
