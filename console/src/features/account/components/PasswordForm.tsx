import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import type { Me } from "@kiosk/contract";
import { Button } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { passwordRules, rulesMet } from "../password-rules.ts";
import { useChangePassword, useSecurityPolicy } from "../queries.ts";
import { Refusal } from "./Refusal.tsx";
import { SecretInput } from "./SecretInput.tsx";

interface PasswordFormProps {
  login: string;
  onDone: (me: Me) => void;
}

const empty = { current: "", next: "", again: "" };

export function PasswordForm({ login, onDone }: PasswordFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const query = useSecurityPolicy();
  const change = useChangePassword();
  const [typed, setTyped] = useState(empty);
  const [tried, setTried] = useState(false);
  const unlike = typed.again !== "" && typed.again !== typed.next ? t("account.change.unlike") : undefined;
  const lack = (value: string) => (tried && value === "" ? t("common.form.required") : undefined);

  return (
    <QueryView query={query} skeleton={<Lines rows={6} />}>
      {({ policy }) => {
        const met = rulesMet({ next: typed.next, current: typed.current, login }, policy);
        const good = passwordRules.every((rule) => met[rule]);
        const submit = (event: FormEvent) => {
          event.preventDefault();
          setTried(true);
          if (typed.current === "" || !good || typed.next !== typed.again) return;
          change.mutate(
            { current: typed.current, next: typed.next },
            {
              onSuccess: (me) => {
                setTyped(empty);
                setTried(false);
                onDone(me);
              },
            },
          );
        };
        return (
          <form onSubmit={submit} noValidate data-testid="change-password">
            <Refusal error={change.error} />
            {/* tells a password keeper whose password this is */}
            <input type="text" autoComplete="username" value={login} readOnly hidden />
            <SecretInput
              id={`${id}-current`}
              label={t("account.change.current")}
              value={typed.current}
              onChange={(current) => setTyped({ ...typed, current })}
              autoComplete="current-password"
              error={lack(typed.current)}
            />
            <SecretInput
              id={`${id}-next`}
              label={t("account.change.next")}
              value={typed.next}
              onChange={(next) => setTyped({ ...typed, next })}
              autoComplete="new-password"
              error={lack(typed.next)}
            />
            <ul className="password-rules" aria-label={t("account.change.rules")}>
              {passwordRules.map((rule) => (
                <li key={rule} className={met[rule] ? "rule-met" : "rule-open"} data-testid={`rule-${rule}`}>
                  {met[rule] ? <CheckCircleFilled aria-hidden="true" /> : <MinusCircleOutlined aria-hidden="true" />}
                  <span>{t(`account.rule.${rule}`, { length: policy.minLength, kinds: policy.minKinds })}</span>
                  <span className="visually-hidden">{met[rule] ? t("account.rule.met") : t("account.rule.open")}</span>
                </li>
              ))}
              {policy.history === 0 ? null : (
                <li className="muted">{t("account.rule.history", { n: policy.history })}</li>
              )}
            </ul>
            <SecretInput
              id={`${id}-again`}
              label={t("account.change.again")}
              value={typed.again}
              onChange={(again) => setTyped({ ...typed, again })}
              autoComplete="new-password"
              error={unlike ?? lack(typed.again)}
            />
            <Button type="primary" htmlType="submit" block loading={change.isPending}>
              {t("account.change.submit")}
            </Button>
          </form>
        );
      }}
    </QueryView>
  );
}
