// Words that both a terminal's views and what follows from them are made of.

/** `never`: created, not yet connected. `unverified`: the server restarted and has not heard of it yet. */
export const presences = ["never", "online", "offline", "unverified"] as const;

export const faultStates = ["pending", "raised", "clearing", "cleared"] as const;
