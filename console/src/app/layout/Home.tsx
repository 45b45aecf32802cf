import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { localPath } from "../../shared/session/return-path.ts";
import { PageSkeleton } from "../../shared/ui/PageSkeleton.tsx";

/** `/` is the page where this person's own work begins. */
export function Home() {
  const { home } = useMe();
  const router = useRouter();
  useEffect(() => {
    router.history.replace(localPath(home) ?? "/account");
  }, [home, router]);
  return <PageSkeleton />;
}
