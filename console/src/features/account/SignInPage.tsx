import "./account.css";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { localPath } from "../../shared/session/return-path.ts";
import { session } from "../../shared/session/session.ts";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { BareFrame } from "./components/BareFrame.tsx";
import { SignInSteps } from "./components/SignInSteps.tsx";
import { stepTitle } from "./step-title.ts";

export function SignInPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const search = useSearch({ from: "/sign-in" });
  const query = useQuery(session());
  const [hold, setHold] = useState(false);
  const me = query.data ?? null;
  const goal = me?.stage === "open" && !hold ? (localPath(search.return) ?? me.home) : undefined;
  useEffect(() => {
    if (goal !== undefined) router.history.replace(goal);
  }, [goal, router]);
  return (
    <BareFrame title={t(stepTitle(me))}>
      <QueryView query={query} skeleton={<Lines rows={5} />}>
        {(who) => <SignInSteps me={who} login="" onOpen={() => undefined} onHold={setHold} />}
      </QueryView>
    </BareFrame>
  );
}
