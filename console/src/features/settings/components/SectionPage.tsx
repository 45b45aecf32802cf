// A section's head and the one contract it is about.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { NoContract } from "../../../shared/scope/NoContract.tsx";
import { useContractScope } from "../../../shared/scope/use-contract-scope.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import type { sections } from "../sections.ts";

interface SectionHeadProps {
  name: (typeof sections)[number]["key"];
  intro?: string;
  sub?: ReactNode;
  children?: ReactNode;
}

export function SectionHead({ name, intro, sub, children }: SectionHeadProps) {
  const { t } = useTranslation();
  return (
    <>
      <header className="page-head">
        <h1>{t(`settings.section.${name}`)}</h1>
        {sub}
        <span className="page-head-gap" />
        {children}
      </header>
      {intro === undefined ? null : <p className="settings-intro">{intro}</p>}
    </>
  );
}

interface SectionPageProps extends Omit<SectionHeadProps, "sub" | "children"> {
  /** the section of one contract; made anew for another one */
  children: (contract: string) => ReactNode;
}

export function SectionPage({ name, intro, children }: SectionPageProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const { contract, list, query, ready } = useContractScope();
  const known = list.find((c) => c.id === contract);
  return (
    <div className="page settings-page" data-testid={`settings-${name}`}>
      <SectionHead
        name={name}
        {...(intro === undefined ? {} : { intro })}
        sub={known === undefined ? null : <span className="muted">{pick(lang, known)}</span>}
      />
      <QueryView query={query} skeleton={<Lines rows={6} />}>
        {() => {
          if (list.length === 0) return <NoContract />;
          if (!ready || contract === undefined)
            return (
              <div className="panel">
                <EmptyState title={t("settings.oneContract")} />
              </div>
            );
          return <div key={contract}>{children(contract)}</div>;
        }}
      </QueryView>
    </div>
  );
}
