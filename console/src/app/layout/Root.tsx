import { Outlet, useMatches } from "@tanstack/react-router";
import { SessionGate } from "../session/SessionGate.tsx";
import { AppLayout } from "./AppLayout.tsx";

/** Every page stands in the frame and behind the sign-in, but those that say that they are bare. */
export function Root() {
  const bare = useMatches({ select: (matches) => matches.some((match) => match.staticData.bare === true) });
  if (bare) return <Outlet />;
  return (
    <SessionGate>
      <AppLayout />
    </SessionGate>
  );
}
