import type { ContractTerms, PolicyBinding, PolicyView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";

type Binding = z.infer<typeof PolicyBinding>;
type Policy = z.infer<typeof PolicyView>;

/** Which orders a binding is for, in words. */
export function useScopeText(): (binding: Pick<Binding, "kinds" | "classes" | "levels">) => string {
  const { t } = useTranslation();
  return ({ kinds, classes, levels }) => {
    const join = (words: string[]) => words.join(t("common.comma"));
    const said = [
      ...(kinds === undefined ? [] : [join(kinds.map((k) => t(`words.requestKind.${k}`)))]),
      ...(classes === undefined ? [] : [join(classes.map((c) => t(`words.orderClass.${c}`)))]),
      ...(levels === undefined ? [] : [join(levels.map((n) => t("orders.detail.level", { n })))]),
    ];
    return said.length === 0 ? t("contract.scope.all") : said.join(t("common.semicolon"));
  };
}

export function usePolicyName(policies: readonly Policy[]): (id: string) => string {
  const lang = useLang();
  return (id) => {
    const found = policies.find((p) => p.id === id);
    return found === undefined ? id : pick(lang, found);
  };
}

export function RoleChip({ role }: { role: Binding["role"] }) {
  const { t } = useTranslation();
  return (
    <span className={role === "governing" ? "chip chip-governing" : "chip chip-dashed"}>
      {t(`words.clockRole.${role}`)}
    </span>
  );
}

const order = { governing: 0, shadow: 1, reading: 2 } as const;

/** Which clauses bind, read how, and over which orders. */
export function Bindings({ terms, policies }: { terms: z.infer<typeof ContractTerms>; policies: readonly Policy[] }) {
  const { t } = useTranslation();
  const scopeText = useScopeText();
  const nameOf = usePolicyName(policies);
  const bindings = [...terms.bindings].sort((a, b) => order[a.role] - order[b.role]);
  return (
    <table className="table cards" data-testid="bindings">
      <thead>
        <tr>
          <th scope="col">{t("contract.terms.role")}</th>
          <th scope="col">{t("contract.terms.policy")}</th>
          <th scope="col">{t("contract.terms.scope")}</th>
        </tr>
      </thead>
      <tbody>
        {bindings.map((binding) => (
          <tr key={`${binding.policy}:${scopeText(binding)}`} data-testid={`binding-${binding.policy}`}>
            <td className="nowrap" data-label={t("contract.terms.role")}>
              <RoleChip role={binding.role} />
            </td>
            <td className="card-title">
              <div>
                {nameOf(binding.policy)}{" "}
                <span className="muted">
                  <code>{binding.policy}</code> {t("contract.terms.version", { n: binding.policyVersion })}
                </span>
              </div>
            </td>
            <td data-label={t("contract.terms.scope")}>{scopeText(binding)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
